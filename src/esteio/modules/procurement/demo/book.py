"""A purchase that is being written, and the book that its rows go into."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256
from random import Random

import msgspec

from esteio.modules.procurement.demo.clock import WorkClock
from esteio.modules.procurement.demo.content import Catalogue, Category
from esteio.modules.procurement.demo.firm import Cast, Firm, FirmCentre, Person
from esteio.modules.procurement.demo.lives import Life, Size
from esteio.modules.procurement.demo.offers import Offer, Prices, Quote, Wanted
from esteio.modules.procurement.demo.tables import Ids, Rows, money

LIMIT_CENTS = 250_000
"""Above it a purchase takes a second signature: the policy that an organisation has until it sets one."""
POLICY_NUMBER = 0
_AGENTS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/146.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
)


class Won(msgspec.Struct):
    """An item as it was awarded."""

    award_item_id: str
    item: Wanted
    offer: Offer


class Purchase(msgspec.Struct):
    """A request that is being written: what later steps need of it."""

    id: str
    code: str
    life: Life
    centre: FirmCentre
    requester: Person
    buyer: Person
    category: Category
    items: list[Wanted]
    estimated: int
    round: int = 1
    """Of approvals."""
    signed: list[Person] = []
    quotes: list[Quote] = []
    award_id: str | None = None
    total: int | None = None
    won: list[tuple[Quote, list[Won]]] = []
    approved: int = -1
    received: int = -1
    parent_id: str | None = None
    refusal: str = ""
    told: int = 0
    """Lines of its history so far."""

    @property
    def a3_needed(self) -> bool:
        """Whether the award takes a second signature."""
        return self.total is not None and self.total > LIMIT_CENTS


class Book:
    """Where the rows go, and the dice of one request at a time."""

    def __init__(
        self, rows: Rows, size: Size, clock: WorkClock, firm: Firm, cast: Cast, catalogue: Catalogue, prices: Prices
    ) -> None:
        self.rows = rows
        self.size = size
        self.clock = clock
        self.firm = firm
        self.cast = cast
        self.catalogue = catalogue
        self.prices = prices
        self.random = Random(size.seed)  # noqa: S311 - the same dice every time
        self.ids = Ids(self.random)
        self.spent: dict[tuple[int, int, int], int] = {}
        """Cents that requests take from each budget so far."""
        self.balances: dict[int, list[tuple[Wanted, int]]] = {}
        """By number of the request that will buy it: what is still missing of which item, in halves."""
        self.written: dict[int, Purchase] = {}
        """By number: those whose balance is still to be bought."""
        self.invoices: dict[str, int] = {}
        """How many of each supplier's there are."""

    def happened(
        self,
        purchase: Purchase,
        kind: str,
        minute: int,
        person: Person | None,
        before: str | None = None,
        after: str | None = None,
        text: str = "",
        detail: dict[str, object] | None = None,
    ) -> None:
        """A line of the request's history."""
        # A second later each: two things of one minute keep their order.
        purchase.told += 1
        at = self.clock.at(minute) + timedelta(seconds=purchase.told)
        self.rows.add(
            "purchase_request_events",
            self.ids.new(at),
            purchase.id,
            at,
            kind,
            before,
            after,
            str(person.id) if person else None,
            person.name if person else "",
            text,
            detail or {},
        )

    def sign(self, purchase: Purchase, stage: str, minute: int, person: Person, amount: int, reason: str = "") -> None:
        """A signature, or with a reason a rejection."""
        at = self.clock.at(minute)
        purchase.signed.append(person)
        self.rows.add(
            "approval_steps",
            self.ids.new(at),
            purchase.id,
            purchase.round,
            stage,
            "rejected" if reason else "approved",
            str(person.id),
            person.name,
            reason,
            money(amount),
            sha256(f"{purchase.id}{stage}{amount}".encode()).hexdigest(),
            f"200.152.{self.random.randint(32, 47)}.{self.random.randint(2, 250)}",
            _AGENTS[self.random.random() < 0.3],
            at,
        )

    def signers(self, purchase: Purchase, stage: str) -> list[Person]:
        """Who may sign now: not the requester, nobody twice."""
        among = {"a1": purchase.centre.approvers, "a2": self.cast.managers, "a3": self.cast.directors}[stage]
        return [person for person in among if person != purchase.requester and person not in purchase.signed]


def pick(random: Random, people: Sequence[Person]) -> Person:
    """Mostly the first."""
    return people[min(int(random.random() ** 2 * len(people)), len(people) - 1)]

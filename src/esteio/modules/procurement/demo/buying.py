"""The rows of a request's life up to its award; `goods.py` has what comes after."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256
from random import Random

import msgspec

from esteio.modules.procurement.demo.clock import WorkClock
from esteio.modules.procurement.demo.content import Catalogue, Category
from esteio.modules.procurement.demo.firm import Cast, Firm, FirmCentre, Person
from esteio.modules.procurement.demo.lives import QUOTATION_MINUTES, Ending, Life, Size
from esteio.modules.procurement.demo.offers import Offer, Prices, Quote, Wanted, answer_minute, fill_in, total_up
from esteio.modules.procurement.demo.tables import Ids, Rows, halves, line_cents, money

LIMIT_CENTS = 250_000
"""Above it a purchase takes a second signature: the policy that an organisation has until it sets one."""
LEAST_ANSWERS = 3
POLICY_NUMBER = 0
_MEASURED = frozenset({"m", "m²", "m³"})
_AGENTS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/146.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
)
E = Ending


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


def begin(book: Book, life: Life, code: str) -> Purchase:
    """The request as its requester wrote it: items, submission, the approval of its need."""
    random, clock = book.random, book.clock
    centre = book.firm.centres[life.centre]
    at = clock.at(life.created)
    purchase = Purchase(
        id=book.ids.new(at),
        code=code,
        life=life,
        centre=centre,
        requester=_pick(random, book.cast.requesters),
        buyer=_pick(random, book.cast.buyers),
        category=book.catalogue.categories[0],
        items=[],
        estimated=0,
        signed=[],
    )
    if life.parent >= 0:
        _take_balance(book, purchase)
    else:
        _choose_items(book, purchase)
    for item in purchase.items:
        good = item.good
        book.rows.add(
            "purchase_request_items",
            item.id,
            purchase.id,
            item.position,
            good.description,
            good.specification,
            purchase.category.name,
            good.unit,
            halves(item.halves),
            money(item.estimate_cents),
            at,
            at,
        )
    purchase.estimated = sum(line_cents(item.estimate_cents, item.halves) for item in purchase.items)
    _ask(book, purchase)
    return purchase


def _choose_items(book: Book, purchase: Purchase) -> None:
    random, life = book.random, purchase.life
    place = purchase.centre.categories[int(random.random() * len(purchase.centre.categories))]
    purchase.category = category = book.catalogue.categories[place]
    least, most = book.size.items
    goods = random.sample(category.items, min(random.randint(least, most), len(category.items)))
    small = 0.15 if random.random() < 0.4 and life.ending is not E.PENDING_A3 else 1.0
    at = book.clock.at(life.created)
    for position, good in enumerate(goods, start=1):
        quantity = max(1, int(random.randint(good.least, good.most) * small))
        quantity = 2 * quantity + (1 if good.unit in _MEASURED and random.random() < 0.3 else 0)
        base = book.prices.base_cents(place, good, life.created)
        estimate = max(1, round(base * random.uniform(0.94, 1.1)))
        purchase.items.append(Wanted(book.ids.new(at), position, good, quantity, base, estimate))
    if life.ending is E.PENDING_A3:
        # Only what is well above the limit waits for a second signature.
        first = purchase.items[0]
        worth = sum(line_cents(item.base_cents, item.halves) for item in purchase.items)
        if worth < 2 * LIMIT_CENTS:
            first.halves += 2 * ((2 * LIMIT_CENTS - worth) // first.base_cents + 1)


def _take_balance(book: Book, purchase: Purchase) -> None:
    parent = book.written.pop(purchase.life.parent)
    purchase.category, purchase.requester, purchase.parent_id = parent.category, parent.requester, parent.id
    at = book.clock.at(purchase.life.created)
    for position, (item, missing) in enumerate(book.balances.pop(purchase.life.number), start=1):
        purchase.items.append(
            Wanted(book.ids.new(at), position, item.good, missing, item.base_cents, item.estimate_cents)
        )


def _ask(book: Book, purchase: Purchase) -> None:
    """From creation to the approval of the need."""
    life = purchase.life
    if life.parent >= 0:
        book.happened(purchase, "created", life.created, purchase.requester, None, "quotation", "Saldo não entregue.")
        return
    book.happened(purchase, "created", life.created, purchase.requester, None, "draft")
    if life.submitted < 0:
        return
    book.happened(purchase, "submit", life.submitted, purchase.requester, "draft", "pending_a1")
    if life.refused >= 0:
        signer = _pick(book.random, book.signers(purchase, "a1"))
        reason = purchase.refusal = book.random.choice(book.catalogue.refusals)
        action, after = ("reject_and_archive", "archived") if life.ending is E.REFUSED else ("reject", "draft")
        book.sign(purchase, "a1", life.refused, signer, purchase.estimated, reason)
        book.happened(purchase, action, life.refused, signer, "pending_a1", after, reason)
        if life.resubmitted < 0:
            return
        purchase.round, purchase.signed, purchase.refusal = 2, [], ""
        book.happened(purchase, "submit", life.resubmitted, purchase.requester, "draft", "pending_a1")
    if life.a1 >= 0:
        signer = _pick(book.random, book.signers(purchase, "a1"))
        book.sign(purchase, "a1", life.a1, signer, purchase.estimated)
        book.happened(purchase, "approve_a1", life.a1, signer, "pending_a1", "quotation")


def quote(book: Book, purchase: Purchase) -> None:
    """The round: invitations, answers, questions; for a request that got so far."""
    random, clock, life = book.random, book.clock, purchase.life
    place = book.catalogue.categories.index(purchase.category)
    pool = book.firm.suppliers_of[place]
    closes = life.opened + QUOTATION_MINUTES
    until = min(clock.now, closes) if life.awarded < 0 else life.awarded - 20
    opened_at = clock.at(life.opened)
    round_id = book.ids.new(opened_at)
    purchase.quotes = []
    for supplier in random.sample(pool, min(len(pool), random.choice((3, 3, 4, 4, 5)))):
        status, at = answer_minute(random, supplier, life.opened, until)
        purchase.quotes.append(Quote(book.ids.new(opened_at), supplier, status, at, []))
    if life.awarded >= 0 and not any(each.status == "active" for each in purchase.quotes):
        purchase.quotes[0].status, purchase.quotes[0].at = "active", life.opened + random.randint(30, 900)
    for each in purchase.quotes:
        if each.status == "active":
            fill_in(random, each, purchase.items, purchase.category.brands, life)
    exception = _award(book, purchase, round_id) if life.awarded >= 0 else ""
    over = life.awarded >= 0 or closes < clock.now
    for each in purchase.quotes:
        if life.ending is E.CANCELLED:
            each.status = "cancelled"
        elif each.status == "invited" and over:
            each.status = "expired"
        _write_quote(book, purchase, each, round_id)
    state = "awarded" if life.awarded >= 0 else "cancelled" if life.ending is E.CANCELLED else "open"
    told = clock.at(max(life.opened, life.awarded, life.ended))
    book.rows.add(
        "quotation_rounds",
        round_id,
        "",
        purchase.id,
        state,
        clock.at(closes),
        exception,
        "Entregar na obra, das 7h às 16h." if random.random() < 0.4 else "",
        str(purchase.buyer.id),
        opened_at,
        told,
    )


def _write_quote(book: Book, purchase: Purchase, quote: Quote, round_id: str) -> None:
    random, clock = book.random, book.clock
    opened_at = clock.at(purchase.life.opened)
    at = clock.at(quote.at) if quote.at >= 0 else None
    answered = bool(quote.offers)
    seen = at - timedelta(minutes=random.randint(3, 25)) if at else None
    supplier = quote.supplier
    book.rows.add(
        "quotations",
        quote.id,
        round_id,
        purchase.id,
        supplier.id,
        quote.status,
        f"{random.getrandbits(96):024x}",
        seen,
        at if answered else None,
        random.choice(book.catalogue.declines) if quote.at >= 0 and not answered else "",
        supplier.payment_days if answered else [],
        _terms(supplier.payment_days) if answered else "",
        quote.delivery_days,
        clock.day(quote.at) + timedelta(days=15 if random.random() < 0.5 else 30) if answered else None,
        money(quote.freight),
        money(quote.taxes),
        quote.discount_kind,
        quote.discount_value,
        money(quote.discount),
        money(quote.subtotal),
        money(quote.total),
        supplier.contact if answered else "",
        str(purchase.buyer.id),
        opened_at,
        max(
            at or opened_at,
            clock.at(max(purchase.life.awarded, 0)) if quote.status in {"winner", "lost"} else opened_at,
        ),
    )
    if not answered:
        return
    for item, offer in zip(purchase.items, quote.offers, strict=True):
        book.rows.add(
            "quotation_items",
            quote.id,
            item.id,
            offer.available,
            money(offer.unit_cents),
            halves(item.halves) if offer.available else "0",
            money(offer.own_discount),
            offer.brand,
            quote.delivery_days if offer.available else None,
            money(offer.net),
        )
    if random.random() < 0.06:
        question, reply = random.choice(book.catalogue.questions)
        asked = clock.at(purchase.life.opened) + timedelta(minutes=random.randint(5, 20))
        for by_supplier, text, moment in ((True, question, asked), (False, reply, asked + timedelta(minutes=4))):
            book.rows.add(
                "quotation_messages",
                book.ids.new(moment),
                quote.id,
                by_supplier,
                None if by_supplier else str(purchase.buyer.id),
                supplier.contact if by_supplier else purchase.buyer.name,
                text,
                moment,
            )


def _award(book: Book, purchase: Purchase, round_id: str) -> str:
    """Who wins what, and the signatures under it; why fewer answers were enough, if they were."""
    random, clock, life = book.random, book.clock, purchase.life
    answers = sorted((each for each in purchase.quotes if each.status == "active"), key=lambda each: each.at)
    _have_everything(random, purchase, answers)
    whole = [each for each in answers if all(offer.available for offer in each.offers)]
    if whole and random.random() < 0.6:
        single = min(whole, key=lambda each: each.total)
        chosen = [single] * len(purchase.items)
    else:
        chosen = [
            min((each for each in answers if each.offers[index].available), key=lambda each: each.offers[index].landed)
            for index in range(len(purchase.items))
        ]
    at = clock.at(life.awarded)
    purchase.award_id = award_id = book.ids.new(at)
    won: dict[str, tuple[Quote, list[Won]]] = {}
    total = 0
    for index, item in enumerate(purchase.items):
        winner = chosen[index]
        offer = winner.offers[index]
        landed = [each.offers[index].landed for each in answers if each.offers[index].available]
        award_item_id = book.ids.new(at)
        won.setdefault(winner.id, (winner, []))[1].append(Won(award_item_id, item, offer))
        total += offer.landed
        book.rows.add(
            "award_items",
            award_item_id,
            award_id,
            item.id,
            winner.id,
            winner.supplier.id,
            item.position,
            item.good.description,
            item.good.unit,
            halves(item.halves),
            money(offer.unit_cents),
            money(offer.discount),
            money(offer.freight),
            money(offer.taxes),
            money(offer.landed),
            money(landed[0]),
            money(max(landed)),
            money(min(landed)),
            offer.brand,
            winner.delivery_days,
        )
    for each in answers:
        each.status = "winner" if each.id in won else "lost"
    purchase.total, purchase.won = total, list(won.values())
    reason = "" if len(won) == 1 else "Menor custo por item."
    book.rows.add("awards", award_id, purchase.id, round_id, money(total), reason, {}, str(purchase.buyer.id), at)
    book.happened(purchase, "award", life.awarded, purchase.buyer, "quotation", "pending_a2")
    _approve(book, purchase)
    return random.choice(book.catalogue.exceptions) if len(answers) < LEAST_ANSWERS else ""


def _have_everything(random: Random, purchase: Purchase, answers: list[Quote]) -> None:
    """What nobody has, the first to answer gets after all: nothing is left out of an award here."""
    changed = False
    for index, item in enumerate(purchase.items):
        if not any(each.offers[index].available for each in answers):
            answers[0].offers[index] = Offer(
                True, item.base_cents, 0, line_cents(item.base_cents, item.halves), brand=purchase.category.brands[0]
            )
            changed = True
    if changed:
        first = answers[0]
        first.discount = first.freight = first.taxes = 0
        first.discount_kind, first.discount_value = "none", "0"
        for offer in first.offers:
            offer.discount = offer.own_discount
        total_up(random, first)


def _approve(book: Book, purchase: Purchase) -> None:
    life = purchase.life
    if life.a2 < 0 or purchase.total is None:
        return
    manager = _pick(book.random, book.signers(purchase, "a2"))
    after = "pending_a3" if purchase.a3_needed else "approved"
    book.sign(purchase, "a2", life.a2, manager, purchase.total)
    book.happened(purchase, "approve_a2", life.a2, manager, "pending_a2", after)
    if not purchase.a3_needed:
        purchase.approved = life.a2
    elif life.a3 >= 0:
        director = _pick(book.random, book.signers(purchase, "a3"))
        book.sign(purchase, "a3", life.a3, director, purchase.total)
        book.happened(purchase, "approve_a3", life.a3, director, "pending_a3", "approved")
        purchase.approved = life.a3


def _pick(random: Random, people: Sequence[Person]) -> Person:
    """Mostly the first."""
    return people[min(int(random.random() ** 2 * len(people)), len(people) - 1)]


def _terms(days: list[int]) -> str:
    return "À vista" if days == [0] else f"{'/'.join(map(str, days))} dias"

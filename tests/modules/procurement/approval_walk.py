"""A walk through the life of requests by random people, and what must be true of every request that was ever made."""

from __future__ import annotations

import asyncio
import random
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import msgspec
from tests.factories import Person
from tests.modules.procurement.procurement_steps import Firm

from esteio.core.audit import NOWHERE
from esteio.core.errors import Conflict
from esteio.modules.procurement.approval_jobs import look_after
from esteio.modules.procurement.rules.states import MOVES, Condition, actions_from
from esteio.modules.procurement.rules.vocabulary import RequestStatus
from esteio.modules.procurement.service import approvals, moves, requests
from esteio.modules.workspace.api import EachOrganisation

ANSWERED = frozenset({200, 201, 202, 403, 404, 409, 412, 422})
ACTIONS = sorted({move.action for move in MOVES} | {"approve", "reject"})
COLUMNS = sorted({move.target.value for move in MOVES})
LIMIT = Decimal(2500)
"""Of the shipped policy."""
CENT = Decimal("0.01")
SIGNED = {"approve_a1", "approve_a2", "approve_a3", "reject", "reject_and_archive"}
Row = dict[str, Any]
CONDITIONS = (Condition.NOTHING_RECEIVED, Condition.SOMETHING_RECEIVED, Condition.ALL_RECEIVED)


class Walk:
    """Random acts of random people, one after the other or at the same instant; each may be allowed or not."""

    def __init__(self, firm: Firm, people: list[Person], dice: random.Random) -> None:
        self._firm = firm
        self._people = people
        self._dice = dice
        self._waited = timedelta()
        self.answers: Counter[str] = Counter()
        self._acts: dict[Callable[[], Awaitable[None]], int] = {
            self._make: 4,
            self._move: 8,
            self._put_card: 3,
            self._sign: 22,
            self._alter: 2,
            self._open_round: 6,
            self._answer: 10,
            self._award: 8,
            self._go_on: 4,
            self._delegate: 1,
            self._wait: 1,
        }

    async def go(self, steps: int) -> None:
        """Take so many steps; some are taken by several people at once."""
        await asyncio.gather(*(self._make() for _ in range(4)))
        for _ in range(steps):
            together = 3 if self._dice.random() < 0.2 else 1
            acts = self._dice.choices(list(self._acts), list(self._acts.values()), k=together)
            await asyncio.gather(*(act() for act in acts))

    async def _make(self) -> None:
        items = [self._item() for _ in range(self._dice.randint(0, 3))]
        person = self._anybody()
        body = {"title": "Qualquer coisa", "costCentreId": self._firm.centre["id"], "items": items}
        made = self._note("create", await person.post("/api/purchase-requests", json=body))
        if made.status_code == 201 and items and self._dice.random() < 0.8:
            await self._act(person, made.json()["id"], "submit")

    async def _move(self) -> None:
        row = await self._any_request()
        fitting = actions_from(RequestStatus(row["status"]))
        action = self._dice.choice(fitting if fitting and self._dice.random() < 0.7 else ACTIONS)
        own = self._dice.random() < 0.5
        person = next((each for each in self._people if own and each.id == row["requester_id"]), self._anybody())
        await self._act(person, row["id"], action)

    async def _put_card(self) -> None:
        row = await self._any_request()
        body = {"to": self._dice.choice(COLUMNS), "reason": "Arrastei o cartão"}
        answer = await self._anybody().post(f"/api/purchase-requests/{row['id']}/moves", json=body)
        self._note("card", answer)

    async def _act(self, person: Person, request_id: object, action: str) -> None:
        body = {"action": action, "reason": "Porque sim, por enquanto"}
        answer = await person.post(f"/api/purchase-requests/{request_id}/moves", json=body)
        self._note(action, answer)

    async def _sign(self) -> None:
        row = await self._any_request("status like 'pending%'")
        asked = await self._fetch("select person_id from approval_tasks where request_id = $1", row["id"])
        turn = [each for each in self._people if each.id in {task["person_id"] for task in asked}]
        person = self._dice.choice(turn) if turn and self._dice.random() < 0.7 else self._anybody()
        body: dict[str, Any] = {"reason": "Li tudo e decidi assim"}
        if self._dice.random() < 0.2:
            body["stage"] = self._dice.choice(["a1", "a2", "a3"])
        if self._dice.random() < 0.2:
            body["version"] = row["version"] - self._dice.randint(0, 1)
        what = "approve"
        if self._dice.random() < 0.1:
            what = "reject"
            body["archive"] = self._dice.random() < 0.3
        answer = await person.post(f"/api/purchase-requests/{row['id']}/{what}", json=body)
        self._note(what, answer)

    async def _alter(self) -> None:
        row = await self._any_request()
        items = [self._item() for _ in range(self._dice.randint(0, 3))]
        answer = await self._anybody().put(f"/api/purchase-requests/{row['id']}/items", json={"items": items})
        self._note("items", answer)

    async def _open_round(self) -> None:
        row = await self._any_request("status = 'quotation'")
        suppliers = [supplier["id"] for supplier in self._firm.suppliers]
        answer = await self._firm.buyer.post(
            f"/api/purchase-requests/{row['id']}/rounds", json={"supplierIds": suppliers}
        )
        self._note("round", answer)

    async def _answer(self) -> None:
        found = await self._fetch(
            "select id, purchase_request_id from quotations where status = 'invited' order by id limit 20"
        )
        if not found:
            return
        quotation = self._dice.choice(found)
        items = await self._items(quotation["purchase_request_id"])
        answered = [
            {"itemId": str(item["id"]), "unitPrice": self._price(), "freight": self._cents(2000)}
            for item in items
            if self._dice.random() < 0.8
        ]
        body = {"items": answered, "freight": self._cents(5000), "taxes": self._cents(999)}
        answer = await self._firm.buyer.put(f"/api/quotations/{quotation['id']}/answer", json=body)
        self._note("answer", answer)

    async def _award(self) -> None:
        found = await self._fetch("select id, request_id from quotation_rounds where status = 'open' order by id")
        if not found:
            return
        chosen = self._dice.choice(found)
        offers = defaultdict[UUID, list[UUID]](list)
        for offer in await self._fetch(
            """
            select i.item_id, i.quotation_id from quotation_items i join quotations q on q.id = i.quotation_id
            where q.round_id = $1 and q.status = 'active' and i.available order by 1, 2
            """,
            chosen["id"],
        ):
            offers[offer["item_id"]].append(offer["quotation_id"])
        choices: list[dict[str, str]] = []
        left: list[str] = []
        for item in await self._items(chosen["request_id"]):
            if offers[item["id"]] and self._dice.random() < 0.8:
                choices.append({"itemId": str(item["id"]), "quotationId": str(self._dice.choice(offers[item["id"]]))})
            else:
                left.append(str(item["id"]))
        body = {"choices": choices, "leaveOut": left, "exceptionReason": "Só estes fornecedores vendem isso"}
        person = self._firm.buyer if self._dice.random() < 0.8 else self._anybody()
        self._note("award", await person.post(f"/api/quotation-rounds/{chosen['id']}/award", json=body))

    async def _go_on(self) -> None:
        """What orders and receipts do with a request, whatever they may find."""
        row = await self._any_request("status in ('approved', 'ordered', 'partially_received', 'received')")
        action = self._dice.choice(["order", "receive", "take_back_receipt", "close", "close_short", "hand_over"])
        holding = self._dice.choice(CONDITIONS)
        try:
            async with self._firm.world.db.transaction(self._firm.scope) as tx:
                locked = await requests.get_locked(tx, row["id"], None)
                await moves.move(tx, locked, action, None, NOWHERE, holding=(holding,))
            self.answers[f"{action} done"] += 1
        except Conflict:
            self.answers[f"{action} refused"] += 1

    async def _delegate(self) -> None:
        giver, to = self._dice.sample(self._people, 2)
        async with self._firm.world.db.transaction(self._firm.scope) as tx:
            await tx.execute(
                """
                insert into approval_delegations (tenant_id, from_id, to_id, starts_on, ends_on)
                values ($1, $2, $3, current_date - 1, current_date + 1)
                """,
                self._firm.owner.tenant_id,
                giver.id,
                to.id,
            )

    async def _wait(self) -> None:
        self._waited += timedelta(days=4)
        moment = datetime.now(UTC).replace(hour=15) + self._waited
        await look_after(self._firm.world.db, EachOrganisation(self._firm.scope, "America/Sao_Paulo"), moment)

    async def _any_request(self, condition: str = "true") -> asyncpg.Record:
        found = await self._fetch(f"select * from purchase_requests where {condition} order by id")
        if not found:
            found = await self._fetch("select * from purchase_requests order by id")
        return self._dice.choice(found)

    async def _items(self, request_id: UUID) -> list[asyncpg.Record]:
        return await self._fetch(
            "select id from purchase_request_items where request_id = $1 and position is not null order by position",
            request_id,
        )

    async def _fetch(self, query: str, *parameters: object) -> list[asyncpg.Record]:
        async with self._firm.world.db.transaction(self._firm.scope) as tx:
            return await tx.fetch(query, *parameters)

    def _anybody(self) -> Person:
        return self._dice.choice(self._people)

    def _item(self) -> dict[str, str]:
        quantity = Decimal(self._dice.randint(1, 9999)) / self._dice.choice([1, 10, 1000])
        return {
            "description": "Uma coisa",
            "quantity": str(quantity.quantize(Decimal("0.001"))),
            "estimatedUnitPrice": self._price(),
        }

    def _price(self) -> str:
        return str(Decimal(self._dice.randint(0, self._dice.choice([999, 9_999_999]))).scaleb(-4))

    def _cents(self, most: int) -> str:
        return str(Decimal(self._dice.randint(0, most)).scaleb(-2))

    def _note(self, what: str, answer: httpx.Response) -> httpx.Response:
        assert answer.status_code in ANSWERED, f"{what}: {answer.status_code} {answer.text}"
        self.answers[f"{what} {answer.status_code}"] += 1
        return answer


class Truths:
    """What must hold of every request of the firm, whatever happened."""

    def __init__(self, rows: dict[str, list[Row]]) -> None:
        self.requests = {row["id"]: row for row in rows["purchase_requests"]}
        self.events = _by(rows["purchase_request_events"], "request_id")
        self.steps = _by(rows["approval_steps"], "request_id")
        self.items = _by(rows["purchase_request_items"], "request_id")
        self.awards = {row["id"]: row for row in rows["awards"]}
        self.award_items = _by(rows["award_items"], "award_id")
        self.tasks = _by(rows["approval_tasks"], "request_id")
        self.trail = _by(rows["audit_log"], "thing_id")

    def check(self) -> None:
        """Fails with what is not so."""
        for request_id, row in self.requests.items():
            self._moved_as_the_table_says(row, self.events[request_id])
            self._signed_by_others_and_once(row, self.steps[request_id])
            self._each_signature_is_in_the_history(self.events[request_id], self.steps[request_id])
            self._was_signed_before_it_was_approved(self.events[request_id], self.steps[request_id])
            self._adds_up(row)
            assert not self.tasks[request_id] or row["status"].startswith("pending_")

    def _moved_as_the_table_says(self, row: Row, events: list[Row]) -> None:
        table = {(move.action, move.source.value, move.target.value) for move in MOVES}
        at = None
        for event in events:
            if event["to_status"] is None:
                continue
            if event["kind"] == "created":
                assert at is None
            else:
                assert event["from_status"] == at, f"{row['code']} left no line of its history"
                assert (event["kind"], event["from_status"], event["to_status"]) in table
            at = event["to_status"]
        assert at == row["status"], f"{row['code']} moved without a line of history"
        told = Counter(line["action"] for line in self.trail[row["id"]])
        assert told == Counter(f"purchase_requests.{event['kind']}" for event in events)

    def _signed_by_others_and_once(self, row: Row, steps: list[Row]) -> None:
        people = defaultdict[int, list[UUID]](list)
        for step in steps:
            people[step["round"]] += [each for each in (step["person_id"], step["on_behalf_of"]) if each is not None]
            if step["stage"] != "a1":
                need = self._standing_need(row, step["at"])
                assert need, f"{row['code']}: a purchase was signed whose need nobody approved"
                assert not need & {step["person_id"], step["on_behalf_of"]}, f"{row['code']}: signed twice"
        for signed in people.values():
            assert row["requester_id"] not in signed, f"{row['code']}: signed by, or for, its requester"
            assert len(signed) == len(set(signed)), f"{row['code']}: signed twice by, or for, one person"

    def _standing_need(self, row: Row, before: datetime) -> set[UUID]:
        """Who gave, and for whom was given, the A1 that stood at that time."""
        while True:
            given = [
                step
                for step in self.steps[row["id"]]
                if (step["stage"], step["decision"]) == ("a1", "approved") and step["at"] <= before
            ]
            if given:
                return {each for each in (given[-1]["person_id"], given[-1]["on_behalf_of"]) if each is not None}
            if row["parent_id"] is None:
                return set()
            row = self.requests[row["parent_id"]]

    def _each_signature_is_in_the_history(self, events: list[Row], steps: list[Row]) -> None:
        told = [
            (event["person_id"], event["detail"]["stage"], event["detail"]["sha256"])
            for event in events
            if event["kind"] in SIGNED
        ]
        assert told == [(step["person_id"], step["stage"], step["seen_sha256"]) for step in steps]

    def _was_signed_before_it_was_approved(self, events: list[Row], steps: list[Row]) -> None:
        for event in events:
            if event["to_status"] != "approved":
                continue
            last = max((step for step in steps if step["at"] <= event["at"]), key=lambda step: step["at"])
            round_ = [step for step in steps if step["round"] == last["round"] and step["at"] <= event["at"]]
            stages = {step["stage"]: step for step in round_}
            assert stages["a2"]["decision"] == "approved"
            assert ("a3" in stages) == (stages["a2"]["amount"] > LIMIT)
            assert all(step["decision"] == "approved" for step in round_)

    def _adds_up(self, row: Row) -> None:
        items = [item for item in self.items[row["id"]] if item["position"] is not None]
        estimates = [item["quantity"] * (item["estimated_unit_price"] or 0) for item in items]
        assert row["items"] == len(items)
        assert row["estimated_total"] == sum((_cent(each) for each in estimates), Decimal(0))
        assert row["estimated_total"] >= 0
        assert (row["total"] is None) == (row["award_id"] is None)
        if row["award_id"] is not None:
            award = self.awards[row["award_id"]]
            lines = self.award_items[award["id"]]
            assert row["total"] == award["total"] == sum((line["total"] for line in lines), Decimal(0))
            assert award["total"] >= 0
            for line in lines:
                net = _cent(line["quantity"] * line["unit_price"]) - line["discount"]
                assert line["total"] == net + line["freight"] + line["taxes"] >= 0


async def read_truths(firm: Firm) -> Truths:
    """Everything that the truths are about, as it is now."""
    async with firm.world.db.transaction(firm.scope) as tx:
        rows = {
            name: [dict(row) for row in await tx.fetch(f"select * from {name} order by {order}")]
            for name, order in (
                ("purchase_requests", "id"),
                ("purchase_request_events", "at, id"),
                ("approval_steps", "at, id"),
                ("purchase_request_items", "position, id"),
                ("awards", "id"),
                ("award_items", "id"),
                ("approval_tasks", "id"),
            )
        }
        trail = await tx.fetch("select * from audit_log where action like 'purchase_requests.%'")
    rows["audit_log"] = [dict(line) for line in trail]
    for event in rows["purchase_request_events"]:
        event["detail"] = msgspec.json.decode(event["detail"])
    return Truths(rows)


async def stale(firm: Firm) -> list[UUID]:
    """Requests of which the queue does not say what is so."""
    async with firm.world.db.transaction(firm.scope) as tx:
        return await approvals.list_stale(tx)


def _by(rows: list[Row], name: str) -> defaultdict[UUID, list[Row]]:
    found = defaultdict[UUID, list[Row]](list)
    for row in rows:
        found[row[name]].append(row)
    return found


def _cent(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)

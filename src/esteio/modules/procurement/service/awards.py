"""Choosing who wins a round, and taking that back.

Locks in the order of `service/moves.py`: requests (the one that is bought, then the one that follows), their rounds,
quotations by id. Whoever awards second waits for the first, and is told who chose and when.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, cast
from uuid import UUID
from zoneinfo import ZoneInfo

import asyncpg
import msgspec

from esteio.core.access import Actor
from esteio.core.audit import Origin
from esteio.core.db import Tx
from esteio.core.errors import Conflict, InvalidInput, NotFound, VersionConflict
from esteio.core.history import PROGRAM
from esteio.core.wire import Ref, check_text
from esteio.modules.procurement.errors import AlreadyAwarded, BudgetBlocked, ComparisonChanged
from esteio.modules.procurement.rules.awarding import LEAST_REASON_CHARS, Balance, Basket, settle
from esteio.modules.procurement.rules.comparison import ComparisonMap
from esteio.modules.procurement.rules.policy import ApprovalPolicy
from esteio.modules.procurement.rules.states import Condition
from esteio.modules.procurement.rules.vocabulary import BudgetRule, RequestStatus, RoundStatus
from esteio.modules.procurement.schemas.awards import (
    Award,
    AwardInput,
    AwardItem,
    Awards,
    AwardSummary,
    RoundRef,
)
from esteio.modules.procurement.schemas.rounds import RequestRef
from esteio.modules.procurement.service import (
    budgets,
    comparison,
    moves,
    requests,
    round_closing,
    rounds,
    telling,
)
from esteio.modules.procurement.service.quotation_holding import hold_round, require_open
from esteio.modules.procurement.store import awards as store
from esteio.modules.procurement.store import request_items as item_store
from esteio.modules.procurement.store import requests as request_store
from esteio.modules.procurement.store import rounds as round_store
from esteio.modules.workspace.api import get_timezone

_NOTHING_WON = frozenset({RequestStatus.DRAFT, RequestStatus.PENDING_A1, RequestStatus.QUOTATION})
"""States in which nobody has won what a request asks for."""


async def award(tx: Tx, actor: Actor, round_id: UUID, data: AwardInput, version: int | None, origin: Origin) -> UUID:
    """Choose who wins a round: the request goes on to its approval (A2) with the total of what was chosen.

    What is left out is asked for by a request of its own, whose need is approved already and to whose round the
    suppliers are invited that answered this one and won nothing. Returns the award's id.

    Raises:
        NotFound: no such round. AlreadyAwarded: somebody chose first. RoundNotOpen, VersionConflict, ComparisonChanged.
        InvalidInput: a choice that cannot be, an item that is neither chosen nor left out, or fewer answers than the
            policy asks for without a reason. BudgetBlocked: the total passes the budget, and the policy minds.
    """
    request, row = await hold_round(tx, round_id)
    await _require_undecided(tx, request, row)
    if version is not None and version != row["version"]:
        raise VersionConflict(version=row["version"])
    require_open(request, row)
    policy = await comparison.policy_of(tx, request)
    compared = await comparison.of_round(tx, request, row, policy)
    cells, choices = comparison.cells_of(compared), comparison.choices_of(compared, data)
    kept, present = await comparison.apart(cells, comparison.sealed, compared)
    if data.seen_sha256 is not None and data.seen_sha256 != present:
        raise ComparisonChanged(sha256=present)
    basket, balances = await comparison.apart(cells, settle, compared, choices, data.leave_out)
    exception = _checked_exception(compared, policy, data)
    reason = check_text("reason", data.reason).strip()
    following = await _leave(tx, actor, request, compared, basket, balances, origin) if balances else None
    award_id = await store.insert_award(
        tx,
        request_id=request["id"],
        round_id=round_id,
        total=basket.total,
        reason=reason,
        comparison=kept.decode(),
        left_out=msgspec.json.encode(balances).decode(),
        following_id=following,
        awarded_by=actor.user_id,
    )
    await store.insert_award_items(tx, award_id, basket.lines)
    winners = {share.quotation_id for share in basket.suppliers}
    await round_closing.settle(tx, row, winners, exception_reason=exception)
    over_budget = await _judge_budget(tx, request, basket, policy)
    after = await moves.move(
        tx,
        request,
        "award",
        actor,
        origin,
        text=reason,
        detail={
            "award": str(award_id),
            "round": row["code"],
            "total": str(basket.total),
            "suppliers": len(basket.suppliers),
            "answers": len(compared.columns),
            "exception": bool(exception),
            "leftOut": len(balances),
        },
        values={"award_id": award_id, "total": basket.total, "over_budget": over_budget},
    )
    if over_budget and not request["over_budget"]:
        await telling.over_budget(tx, after, actor)
    return award_id


async def return_to_quotation(
    tx: Tx, actor: Actor, request_id: UUID, reason: str, version: int | None, origin: Origin
) -> None:
    """Take the award of a request back that has no orders yet; raises `NotFound`, `VersionConflict`, `Conflict`."""
    row = await requests.get_locked(tx, request_id, version)
    if row["status"] == RequestStatus.ORDERED:
        raise Conflict(
            "Esta compra já virou pedido. Devolva o pedido à cotação.", state=row["status"], version=row["version"]
        )
    text = check_text("reason", reason).strip()
    await undo(tx, row, actor, origin, holding=(Condition.NOTHING_RECEIVED,), text=text)


async def undo(
    tx: Tx,
    row: asyncpg.Record,
    actor: Actor | None,
    origin: Origin,
    *,
    holding: Collection[Condition] = (),
    text: str = "",
) -> asyncpg.Record:
    """Return the locked request to its quotation: its award stands no more, its answers are in play again.

    The request that was opened for what the award left out is cancelled while nobody has won there; afterwards it keeps
    what it buys, and the comparison of this one asks for the rest. Returns the request as it is then; raises `Conflict`
    unless the table of moves allows it under `holding`, `NotAllowed`.
    """
    undone = None if row["award_id"] is None else await store.find_award(tx, row["award_id"])
    following = None
    if undone is not None and undone["following_id"] is not None:
        following = await request_store.lock_request(tx, undone["following_id"])
    detail = None if undone is None else {"award": str(undone["id"]), "total": str(undone["total"])}
    after = await moves.move(tx, row, "return_to_quotation", actor, origin, holding=holding, text=text, detail=detail)
    if following is not None and following["status"] in _NOTHING_WON:
        why = f"Os itens voltaram à cotação de {row['code']}."
        await round_closing.cancel_open(tx, actor, following["id"], why, origin)
        await moves.move(tx, following, "cancel", PROGRAM, origin, text=why)
    if undone is not None:
        await round_closing.unsettle(tx, undone["round_id"])
    return after


async def get(tx: Tx, award_id: UUID) -> Award:
    """One award, whole; raises `NotFound`."""
    row = await store.find_whole_award(tx, award_id)
    if row is None:
        raise NotFound("Essa escolha de vencedores não existe.")
    following = None
    if row["following_id"] is not None:
        following = RequestRef(id=row["following_id"], code=row["following_code"], title=row["following_title"])
    return Award(
        id=row["id"],
        purchase_request=RequestRef(id=row["request_id"], code=row["request_code"], title=row["request_title"]),
        round=RoundRef(id=row["round_id"], code=row["round_code"]),
        total=row["total"],
        reason=row["reason"],
        exception_reason=row["exception_reason"],
        awarded_by=_author(row),
        at=row["at"],
        stands=row["stands"],
        items=[_item(each) for each in await store.list_award_items(tx, award_id)],
        left_out=msgspec.json.decode(row["left_out"], type=list[Balance]),
        following=following,
        # As it was kept: there may be ten megabytes of it, which the event loop need not read and write again.
        comparison=cast("Any", msgspec.Raw(row["comparison"])),
    )


async def list_of_request(tx: Tx, request_id: UUID) -> Awards:
    """A request's awards, also those that were undone, the newest first; raises `NotFound`."""
    await requests.require(tx, request_id)
    return Awards(
        data=[
            AwardSummary(
                id=row["id"],
                round_id=row["round_id"],
                total=row["total"],
                reason=row["reason"],
                awarded_by=_author(row),
                at=row["at"],
                stands=row["stands"],
                following_id=row["following_id"],
            )
            for row in await store.list_awards(tx, request_id)
        ]
    )


async def _require_undecided(tx: Tx, request: asyncpg.Record, row: asyncpg.Record) -> None:
    if row["status"] != RoundStatus.AWARDED:
        return
    decided = next((each for each in await store.list_awards(tx, request["id"]) if each["round_id"] == row["id"]), None)
    if decided is None:
        raise RuntimeError("an award makes a round awarded")
    raise AlreadyAwarded(
        f"{decided['awarded_by_name']} já escolheu os vencedores desta cotação.",
        state=request["status"],
        version=row["version"],
        happened={
            "action": "award",
            "awardId": decided["id"],
            "total": str(decided["total"]),
            "at": decided["at"],
            "person": {"id": decided["awarded_by"], "name": decided["awarded_by_name"]},
        },
    )


def _checked_exception(compared: ComparisonMap, policy: ApprovalPolicy, data: AwardInput) -> str | None:
    """Why so few answers are enough; None where there are enough."""
    answers = len(compared.columns)
    if answers >= policy.least_answers:
        return None
    reason = check_text("exceptionReason", data.exception_reason).strip()
    if len(reason) < LEAST_REASON_CHARS:
        least, chars = policy.least_answers, LEAST_REASON_CHARS
        remedy = (
            f"A política pede {least} respostas e foi 1: diga por que bastam, em ao menos {chars} caracteres."
            if answers == 1
            else f"A política pede {least} respostas e foram {answers}: "
            f"diga por que bastam, em ao menos {chars} caracteres."
        )
        raise InvalidInput(fields={"exceptionReason": remedy})
    return reason


async def _leave(
    tx: Tx,
    actor: Actor,
    request: asyncpg.Record,
    compared: ComparisonMap,
    basket: Basket,
    balances: Sequence[Balance],
    origin: Origin,
) -> UUID:
    """Open the request that buys what is left out, and invite to it whoever answered and won nothing."""
    items = {item["id"]: item for item in await item_store.list_items(tx, request["id"])}
    following = await requests.create_following(
        tx,
        actor,
        request,
        [_following_item(items[balance.item_id], balance) for balance in balances],
        title=f"Saldo de {request['code']}: {request['title']}",
        inherits_a1=True,
        origin=origin,
        reason="Itens sem vencedor na cotação.",
    )
    won = {share.supplier_id for share in basket.suppliers}
    losers = [column.supplier_id for column in compared.columns if column.supplier_id not in won]
    inviteable = [each["id"] for each in await round_store.list_inviteable(tx, losers)]
    if inviteable:
        await rounds.open_round(tx, actor, following, inviteable, origin=origin)
    return following["id"]


def _following_item(item: asyncpg.Record, balance: Balance) -> requests.FollowingItem:
    return requests.FollowingItem(
        description=item["description"],
        specification=item["specification"],
        category=item["category"],
        unit=item["unit"],
        quantity=balance.quantity,
        estimated_unit_price=item["estimated_unit_price"],
    )


async def _judge_budget(tx: Tx, request: asyncpg.Record, basket: Basket, policy: ApprovalPolicy) -> bool:
    """Whether what was chosen passes the budget of the day on which the request was submitted."""
    zone = ZoneInfo(await get_timezone(tx))
    view = await budgets.judge(
        tx,
        request["cost_centre_id"],
        basket.total,
        request["submitted_at"].astimezone(zone).date(),
        but_request=request["id"],
    )
    if view.exceeded and policy.budget is BudgetRule.BLOCK:
        raise BudgetBlocked(
            "O que foi escolhido passa da verba do centro de custo, e a política de compras não deixa.",
            remaining=str(view.remaining),
            allowed=str(view.allowed),
        )
    return view.exceeded


def _author(row: asyncpg.Record) -> Ref:
    return Ref(id=row["awarded_by"], name=row["awarded_by_name"] or "")


def _item(row: asyncpg.Record) -> AwardItem:
    return AwardItem(
        supplier=Ref(id=row["supplier_id"], name=row["supplier_name"]),
        **{name: row[name] for name in AwardItem.__struct_fields__ if name != "supplier"},
    )

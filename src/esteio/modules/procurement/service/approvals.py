"""Whose turn it is to sign: worked out anew at every move of a request, and whenever rights or delegations change.

The queue (`approval_tasks`) is there to be looked at. Whether a signature counts is judged when it is given, by the
same function (`service/signing.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

import asyncpg
import msgspec

from esteio.brazil.money import format_money
from esteio.core.db import Tx
from esteio.modules.procurement import notices, permissions
from esteio.modules.procurement.rules.policy import ApprovalPolicy
from esteio.modules.procurement.rules.signers import STAGES, Delegate, Holders, Signer, Waiting, signers
from esteio.modules.procurement.rules.vocabulary import RequestStatus, Stage
from esteio.modules.procurement.service import approval_policy, delegations
from esteio.modules.procurement.store import approvals as store
from esteio.modules.workspace.api import Notice, NoticeAction, NoticeType, announce, get_today, list_holders

_STAGE_NAMES = {Stage.A1: "a necessidade (A1)", Stage.A2: "a compra (A2)", Stage.A3: "a segunda assinatura (A3)"}


class Rights(msgspec.Struct, frozen=True, kw_only=True):
    """Who signs what in an organisation today."""

    need: frozenset[UUID]
    """Who may approve needs where they are named as approvers."""
    purchase: frozenset[UUID]
    directors: frozenset[UUID]
    ceos: frozenset[UUID]
    delegates: tuple[Delegate, ...]


async def read_rights(tx: Tx) -> Rights:
    """Who holds the rights to sign, and who stands in for whom today, by the organisation's clock."""
    held: dict[str, set[UUID]] = {}
    for row in await list_holders(
        tx,
        (
            permissions.APPROVALS_NEED,
            permissions.APPROVALS_PURCHASE,
            permissions.APPROVALS_DIRECTOR,
            permissions.APPROVALS_CEO,
        ),
    ):
        held.setdefault(row["permission"], set()).add(row["user_id"])
    standing = await delegations.standing_in(tx, await get_today(tx))
    return Rights(
        need=frozenset(held.get(permissions.APPROVALS_NEED, ())),
        purchase=frozenset(held.get(permissions.APPROVALS_PURCHASE, ())),
        directors=frozenset(held.get(permissions.APPROVALS_DIRECTOR, ())),
        ceos=frozenset(held.get(permissions.APPROVALS_CEO, ())),
        delegates=tuple(Delegate(each.from_id, each.to_id) for each in standing),
    )


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """What a request waits for, and who may sign it."""

    waiting: Waiting
    signers: list[Signer]


async def find_turn(tx: Tx, row: asyncpg.Record) -> Turn | None:
    """Whose turn it is with the request; None when it waits for no signature."""
    return (await _turns(tx, [row])).get(row["id"])


async def refresh_tasks(tx: Tx, row: asyncpg.Record) -> None:
    """Put the locked request into the queue of those whose turn it is, take it out of all others', and tell newcomers.

    `row` is the request as it is now.
    """
    turn = await find_turn(tx, row)
    if turn is None:
        await store.delete_tasks(tx, row["id"])
        return
    stage = turn.waiting.stage
    newcomers = await store.replace_tasks(tx, row["id"], stage, row["status_since"], turn.signers)
    await _tell(tx, row, stage, [signer for signer in turn.signers if signer.person_id in newcomers])


async def list_stale(tx: Tx) -> list[UUID]:
    """Requests for which the queue does not say what is so: a delegation began or ended, a right was given or taken."""
    rows = await store.list_waiting(tx)
    turns = await _turns(tx, rows)
    queued: dict[UUID, set[tuple[Stage, Signer]]] = {}
    for task in await store.list_tasks(tx, list(turns)):
        signer = Signer(task["person_id"], task["on_behalf_of"], task["escalated"])
        queued.setdefault(task["request_id"], set()).add((Stage(task["stage"]), signer))
    return [
        request_id
        for request_id, turn in turns.items()
        if queued.get(request_id, set()) != {(turn.waiting.stage, signer) for signer in turn.signers}
    ]


async def policy_of(tx: Tx, row: asyncpg.Record) -> ApprovalPolicy:
    """The policy that a request is judged by: that of its submission."""
    if row["policy_number"] is None:
        return (await approval_policy.present(tx)).policy
    return await approval_policy.numbered(tx, row["policy_number"])


async def is_above_limit(tx: Tx, row: asyncpg.Record) -> bool:
    """Whether what the request costs takes a second signature (A3)."""
    return amount_of(row, Stage.A2) > (await policy_of(tx, row)).second_signature_above


def amount_of(row: asyncpg.Record, stage: Stage) -> Decimal:
    """What is signed in a stage, in R$: the estimate in A1, what was awarded after it."""
    if stage is Stage.A1 or row["total"] is None:
        return row["estimated_total"]
    return row["total"]


def is_escalated(row: asyncpg.Record) -> bool:
    """Whether what a request waits for now has been passed on for its age."""
    return row["escalated_at"] is not None and row["escalated_at"] >= row["status_since"]


def name_of(row: asyncpg.Record) -> str:
    """A request as sentences name it."""
    return f"{row['code']}, “{row['title']}”"


def asking(row: asyncpg.Record, stage: Stage) -> str:
    """What is asked of a signer: the name of the stage and the amount."""
    return f"{_STAGE_NAMES[stage]}, {format_money(amount_of(row, stage))}"


async def _turns(tx: Tx, rows: Iterable[asyncpg.Record]) -> dict[UUID, Turn]:
    """Of every request that waits, whose turn it is."""
    pending = {row["id"]: row for row in rows if RequestStatus(row["status"]) in STAGES}
    if not pending:
        return {}
    rights = await read_rights(tx)
    approvers: dict[UUID, set[UUID]] = {}
    centres = {row["cost_centre_id"] for row in pending.values()}
    for each in await store.list_need_approvers(tx, list(centres)):
        approvers.setdefault(each["cost_centre_id"], set()).add(each["person_id"])
    signed: dict[UUID, set[UUID]] = {}
    for each in await store.list_signed(tx, list(pending)):
        people = {each["person_id"], each["on_behalf_of"]} - {None}
        signed.setdefault(each["request_id"], set()).update(people)
    turns: dict[UUID, Turn] = {}
    for request_id, row in pending.items():
        waiting = Waiting(
            stage=STAGES[RequestStatus(row["status"])],
            requester_id=row["requester_id"],
            signed=frozenset(signed.get(request_id, ())),
            escalated=is_escalated(row),
        )
        holders = Holders(
            need=rights.need & approvers.get(row["cost_centre_id"], set()),
            purchase=rights.purchase,
            directors=rights.directors,
            ceos=rights.ceos,
        )
        turns[request_id] = Turn(waiting=waiting, signers=signers(waiting, holders, rights.delegates))
    return turns


async def _tell(tx: Tx, row: asyncpg.Record, stage: Stage, newcomers: list[Signer]) -> None:
    for kind, people, message in (
        (
            notices.APPROVAL_WAITING,
            [signer.person_id for signer in newcomers if not signer.escalated],
            f"A solicitação {name_of(row)}, espera a sua assinatura: {asking(row, stage)}.",
        ),
        (
            notices.APPROVAL_ESCALATED,
            [signer.person_id for signer in newcomers if signer.escalated],
            f"A solicitação {name_of(row)}, espera há muito tempo e passou a você: {asking(row, stage)}.",
        ),
    ):
        if people:
            await announce(
                tx,
                Notice(
                    kind=kind,
                    permission=permissions.REQUESTS_READ,
                    to=people,
                    caused_by=tx.scope.user_id,
                    message=message,
                    type=NoticeType.WARNING if kind is notices.APPROVAL_ESCALATED else NoticeType.INFO,
                    action=NoticeAction("Ver a aprovação", "/aprovacoes"),
                    thing="purchase_request",
                    thing_id=row["id"],
                ),
            )

"""Signing: approving or rejecting what waits, once, by somebody who may, for what they have seen."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from esteio.core.access import Actor
from esteio.core.audit import Origin
from esteio.core.db import Tx
from esteio.core.errors import InvalidInput, VersionConflict
from esteio.core.wire import check_text
from esteio.modules.procurement.errors import AlreadyDecided, AlreadySigned, NotASigner, OwnRequest, SeenChanged
from esteio.modules.procurement.rules.signers import STAGES, Signer
from esteio.modules.procurement.rules.states import Condition, require_move
from esteio.modules.procurement.rules.vocabulary import Decision, RequestStatus, Stage
from esteio.modules.procurement.service import approvals, moves, requests
from esteio.modules.procurement.service.history import HISTORY
from esteio.modules.procurement.store import approvals as store

LEAST_REASON_CHARS = 10
"""Of a rejection (domain page, "Approvals")."""
_VERDICTS = {
    "approve_a1": "aprovou a necessidade",
    "approve_a2": "aprovou a compra",
    "approve_a3": "deu a segunda assinatura",
    "reject": "recusou a solicitação",
    "reject_and_archive": "recusou e arquivou a solicitação",
}


class Signature(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody says to a request."""

    decision: Decision
    archive: bool = False
    """Of a rejection: put it away, and not back to its requester as a draft."""
    reason: str = ""
    """At least 10 characters of a rejection."""
    stage: Stage | None = None
    """The signature that is meant; None: whichever it waits for."""
    version: int | None = None
    """Of the request, as it was read; None when the signer does not say."""
    seen_sha256: str | None = None
    """Hash of what was seen (`GET /api/purchase-requests/{id}/approvals`); None when the signer does not say."""


async def sign(tx: Tx, actor: Actor, request_id: UUID, signature: Signature, origin: Origin) -> asyncpg.Record:
    """Give the signature that a request waits for, and move it on; returns the row after it.

    The request is locked first, so of two people at once the second finds what the first decided. Raises `NotFound`,
    `AlreadyDecided`, `Conflict` where nothing waits, `VersionConflict`, `SeenChanged`, `OwnRequest`, `AlreadySigned`,
    `NotASigner`, `InvalidInput` for a rejection without a reason.
    """
    reason = checked_reason(signature.decision, signature.reason)
    row = await requests.get_locked(tx, request_id, None)
    stage = await _require_stage(tx, row, signature)
    signer = await _require_signer(tx, row, actor)
    seen = await store.find_seen_sha256(tx, request_id)
    if signature.seen_sha256 not in (None, seen):
        raise SeenChanged(version=row["version"], state=row["status"], sha256=seen)
    amount = approvals.amount_of(row, stage)
    await store.insert_step(
        tx,
        request_id,
        round_number=row["approval_round"],
        stage=stage,
        decision=signature.decision,
        person_id=actor.user_id,
        person_name=actor.name,
        on_behalf_of=signer.on_behalf_of,
        reason=reason,
        amount=amount,
        seen_sha256=seen,
        address=origin.address,
        user_agent=origin.user_agent[:500],
    )
    detail: dict[str, Any] = {"stage": stage.value, "amount": str(amount), "sha256": seen}
    if signer.on_behalf_of is not None:
        detail["onBehalfOf"] = str(signer.on_behalf_of)
    if signer.escalated:
        detail["escalated"] = True
    return await moves.move(
        tx,
        row,
        _action(stage, signature),
        actor,
        origin,
        holding=await _conditions(tx, row, stage),
        text=reason,
        detail=detail,
    )


def checked_reason(decision: Decision, reason: str) -> str:
    """What is written with a signature, as it is stored; raises `InvalidInput` for a rejection that says too little."""
    reason = check_text("reason", reason).strip()
    if decision is Decision.REJECTED and len(reason) < LEAST_REASON_CHARS:
        raise InvalidInput(fields={"reason": f"Diga por quê, com ao menos {LEAST_REASON_CHARS} caracteres."})
    return reason


async def _require_stage(tx: Tx, row: asyncpg.Record, signature: Signature) -> Stage:
    """The stage that the signature is for; raises when it is decided, or the request is not what was read."""
    stage = STAGES.get(RequestStatus(row["status"]))
    read_it = signature.version in (None, row["version"])
    if stage is not None and read_it and signature.stage in (None, stage):
        return stage
    last = await HISTORY.find_last_move(tx, row["id"])
    happened = last and {
        "action": last["kind"],
        "at": last["at"],
        "person": {"id": last["person_id"], "name": last["person_name"]},
    }
    if last is not None and last["kind"] in _VERDICTS and (stage is None or signature.stage not in (None, stage)):
        raise AlreadyDecided(
            f"{last['person_name']} {_VERDICTS[last['kind']]} antes de você.",
            state=row["status"],
            version=row["version"],
            happened=happened,
        )
    if stage is None:
        require_move(RequestStatus(row["status"]), _action(signature.stage or Stage.A1, signature))
    raise VersionConflict(version=row["version"], state=row["status"], happened=happened)


async def _require_signer(tx: Tx, row: asyncpg.Record, actor: Actor) -> Signer:
    turn = await approvals.find_turn(tx, row)
    if turn is None:
        raise RuntimeError("a request in a stage waits for somebody")
    for signer in turn.signers:
        if signer.person_id == actor.user_id:
            return signer
    if actor.user_id == row["requester_id"]:
        raise OwnRequest
    if actor.user_id in turn.waiting.signed:
        raise AlreadySigned(state=row["status"], version=row["version"])
    raise NotASigner(stage=turn.waiting.stage.value)


async def _conditions(tx: Tx, row: asyncpg.Record, stage: Stage) -> tuple[Condition, ...]:
    if stage is not Stage.A2:
        return ()
    return (Condition.ABOVE_LIMIT if await approvals.is_above_limit(tx, row) else Condition.WITHIN_LIMIT,)


def _action(stage: Stage, signature: Signature) -> str:
    if signature.decision is Decision.APPROVED:
        return f"approve_{stage}"
    return "reject_and_archive" if signature.archive else "reject"

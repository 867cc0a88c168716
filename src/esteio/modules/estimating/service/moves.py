"""Where a sent orçamento goes: approved, rejected, replaced, expired; and what follows for its briefing.

Whoever calls holds the locks of `orcamentos.lock`, so that of two decisions at once the second finds the first.
"""

from __future__ import annotations

from uuid import UUID

import asyncpg
import msgspec

from esteio.core.access import Actor
from esteio.core.audit import NOWHERE, Origin
from esteio.core.clock import now
from esteio.core.db import Tx
from esteio.core.history import PROGRAM, Visitor
from esteio.core.wire import check_text
from esteio.modules.estimating.errors import ValidityEnded
from esteio.modules.estimating.rules.states import find_move, require_move
from esteio.modules.estimating.rules.vocabulary import BriefingState, OrcamentoState
from esteio.modules.estimating.schemas.orcamentos import DecisionInput
from esteio.modules.estimating.service import telling
from esteio.modules.estimating.service.history import EventKind, note
from esteio.modules.estimating.service.orcamentos import has_lapsed, lock, require_version
from esteio.modules.estimating.store import briefings as briefing_store
from esteio.modules.estimating.store import clients as client_store
from esteio.modules.estimating.store import orcamentos as store

_DECIDED = {"approve": EventKind.APPROVED, "reject": EventKind.REJECTED}


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What the client decided, and who says so."""

    action: str
    """`approve` or `reject`."""
    name: str
    document: str | None = None
    """CPF, digits only."""
    reason: str = ""
    recorded_by: UUID | None = None
    """Who of the studio recorded it; None when the client answered by the link."""


async def record_answer(
    tx: Tx, actor: Actor, orcamento_id: UUID, action: str, data: DecisionInput, version: int | None, origin: Origin
) -> None:
    """Approve or reject on the client's behalf, by what the client told the studio.

    Raises `NotFound`, `VersionConflict`, `ValidityEnded`, `Conflict` unless it is with the client.
    """
    briefing, row = await lock(tx, orcamento_id)
    require_version(row, version)
    client = await client_store.find_client(tx, row["client_id"])
    name = check_text("name", data.name).strip() or (client["name"] if client else "")
    reason = check_text("reason", data.reason).strip()
    answer = Answer(action=action, name=name, reason=reason, recorded_by=actor.user_id)
    await decide(tx, briefing, row, answer, actor, origin)


async def decide(
    tx: Tx, briefing: asyncpg.Record, row: asyncpg.Record, answer: Answer, who: Actor | Visitor, origin: Origin
) -> None:
    """Note the client's answer on the locked `row`; an approval starts the project, a rejection frees the briefing.

    Raises `ValidityEnded`, `Conflict` unless it is with the client.
    """
    if has_lapsed(row):
        raise ValidityEnded
    move = require_move(OrcamentoState(row["status"]), answer.action)
    await store.update_orcamento(
        tx,
        row["id"],
        {
            "status": move.target,
            "decided_at": now(),
            "decided_by": answer.recorded_by,
            "decided_by_name": answer.name,
            "decided_by_document": answer.document,
            "decided_from": origin.address,
            "decision_reason": answer.reason,
        },
    )
    await note(
        tx,
        row["id"],
        _DECIDED[answer.action],
        who,
        origin,
        text=answer.reason,
        detail={"sha256": row["proposal_sha256"], "onBehalf": answer.recorded_by is not None},
    )
    await telling.answered(tx, briefing, row, move.target, answer.recorded_by)
    if move.target is OrcamentoState.APROVADO:
        for other in await store.list_open(tx, briefing["id"]):
            await replace(tx, other["id"], origin)
        start = require_move(BriefingState(briefing["status"]), "start_project")
        await briefing_store.set_briefing_status(tx, briefing["id"], start.target)
    else:
        await _release(tx, briefing)


async def replace(tx: Tx, orcamento_id: UUID, origin: Origin) -> None:
    """Have a version that is open give way to another, in an organisation whose briefing is locked."""
    await store.update_orcamento(tx, orcamento_id, {"status": OrcamentoState.SUBSTITUIDO})
    await note(tx, orcamento_id, EventKind.REPLACED, PROGRAM, origin)


async def expire(tx: Tx, orcamento_id: UUID) -> None:
    """Note that the validity of a sent version has ended, if it has; takes the locks itself."""
    briefing, row = await lock(tx, orcamento_id)
    if not has_lapsed(row):
        return
    move = require_move(OrcamentoState(row["status"]), "expire")
    await store.update_orcamento(tx, orcamento_id, {"status": move.target})
    await note(tx, orcamento_id, EventKind.EXPIRED, PROGRAM, NOWHERE)
    await telling.expired(tx, briefing, row)
    await _release(tx, briefing)


async def _release(tx: Tx, briefing: asyncpg.Record) -> None:
    """Back to concluded, once no version is a draft or with the client."""
    move = find_move(BriefingState(briefing["status"]), "release")
    if move is not None and not await store.list_open(tx, briefing["id"]):
        await briefing_store.set_briefing_status(tx, briefing["id"], move.target)

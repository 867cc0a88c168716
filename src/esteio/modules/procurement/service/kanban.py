"""Moving a card: the same moves as everywhere, named by their action or by the column that the card was put in."""

from __future__ import annotations

from uuid import UUID

import asyncpg

from esteio.core.access import Actor
from esteio.core.audit import Origin
from esteio.core.db import Tx
from esteio.core.errors import InvalidInput, NotAllowed
from esteio.core.wire import check_text
from esteio.modules.procurement.errors import MoveNeedsMore, RoundOpen
from esteio.modules.procurement.rules.actions import SIGNING
from esteio.modules.procurement.rules.states import MOVES, Move, Who, moves_between, require_move
from esteio.modules.procurement.rules.vocabulary import Decision, RequestStatus, Stage
from esteio.modules.procurement.schemas.requests import MoveInput
from esteio.modules.procurement.service import (
    awards,
    fulfilment,
    moves,
    orders,
    requests,
    round_closing,
    signing,
    submission,
)
from esteio.modules.procurement.service.signing import Signature
from esteio.modules.procurement.store import requests as store

ACTIONS = frozenset({*(move.action for move in MOVES if move.who is not Who.PROGRAM), *SIGNING})
"""What a person may ask for; `approve` is whichever signature the request waits for."""
_PLAIN = frozenset({"withdraw", "archive", "restore"})
_SIGNATURES = {move.action for move in MOVES if move.who is Who.SIGNER} | set(SIGNING)


async def take(tx: Tx, actor: Actor, request_id: UUID, data: MoveInput, version: int | None, origin: Origin) -> None:
    """Move a request as the card was moved.

    Raises `NotFound`, `VersionConflict`, `NotAllowed`, `Conflict` from where it is (with `state` and `allowed`), what
    signing raises, `RoundOpen`, `BudgetBlocked`, `ReceiptsUnchecked`, `InvalidInput`, and `MoveNeedsMore` where the
    card does not say enough: whom to award, which balance to give up.
    """
    row = await requests.get_locked(tx, request_id, data.version if version is None else version)
    action = _action(actor, row, data)
    reason = check_text("reason", data.reason).strip()
    if action in _SIGNATURES:
        await signing.sign(tx, actor, request_id, _signature(action, reason), origin)
    elif action == "submit":
        await submission.submit(tx, actor, row, action, origin, text=reason)
    elif action == "revise":
        if await store.has_open_round(tx, request_id):
            raise RoundOpen(state=row["status"])
        await submission.submit(tx, actor, row, action, origin, text=reason)
    elif action == "cancel":
        await moves.move(tx, row, action, actor, origin, text=reason)
        await round_closing.cancel_open(tx, actor, request_id, reason, origin)
    elif action == "order":
        await orders.issue(tx, actor, request_id, None, origin)
    elif action == "return_to_quotation":
        await awards.return_to_quotation(tx, actor, request_id, reason, None, origin)
    elif action == "close":
        await fulfilment.close(tx, row, actor, origin, reason)
    elif action in _PLAIN:
        await moves.move(tx, row, action, actor, origin, text=reason)
    else:
        found = next(
            (each for each in MOVES if each.action == action and each.source == row["status"]), None
        ) or require_move(RequestStatus(row["status"]), action)
        moves.require_right(actor, row, found)
        raise MoveNeedsMore(action=action, state=row["status"])


def _action(actor: Actor, row: asyncpg.Record, data: MoveInput) -> str:
    match data.action, data.to:
        case str() as action, None:
            if action not in ACTIONS:
                known = ", ".join(sorted(ACTIONS))
                raise InvalidInput(fields={"action": f"Não existe; há: {known}."})
            return action
        case None, str() as to:
            between = moves_between(RequestStatus(row["status"]), RequestStatus(to))
            return next((each for each in between if _may(actor, row, each)), between[0]).action
        case _:
            raise InvalidInput(fields={"action": "Diga a ação ou a coluna de destino, uma das duas."})


def _may(actor: Actor, row: asyncpg.Record, found: Move) -> bool:
    try:
        moves.require_right(actor, row, found)
    except NotAllowed:
        return False
    return True


def _signature(action: str, reason: str) -> Signature:
    if action.startswith("approve"):
        stage = None if action == "approve" else Stage(action.removeprefix("approve_"))
        return Signature(decision=Decision.APPROVED, reason=reason, stage=stage)
    return Signature(decision=Decision.REJECTED, archive=action == "reject_and_archive", reason=reason)

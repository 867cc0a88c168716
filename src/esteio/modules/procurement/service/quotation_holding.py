"""Taking a round or a quotation in hand, in the order in which everyone locks: request, round, quotations by id."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

import asyncpg

from esteio.core.db import Tx
from esteio.core.errors import Conflict, NotFound, VersionConflict
from esteio.modules.procurement.errors import RoundNotOpen, RoundTimeOver
from esteio.modules.procurement.rules.quotation_states import LINK_WORKS
from esteio.modules.procurement.rules.vocabulary import RequestStatus, RoundStatus
from esteio.modules.procurement.store import quotations as store
from esteio.modules.procurement.store import requests as request_store
from esteio.modules.procurement.store import rounds as round_store


class HeldRound(NamedTuple):
    """Locked rows."""

    request: asyncpg.Record
    round: asyncpg.Record


class HeldQuotation(NamedTuple):
    """Locked rows; the quotation is of `store.lock_quotation`."""

    request: asyncpg.Record
    round: asyncpg.Record
    quotation: asyncpg.Record


async def hold_round(tx: Tx, round_id: UUID, version: int | None = None) -> HeldRound:
    """Lock a round and its request; raises `NotFound`, `VersionConflict`."""
    found = await round_store.find_round(tx, round_id)
    if found is None:
        raise NotFound("Essa rodada de cotação não existe.")
    request = await request_store.lock_request(tx, found["request_id"])
    row = await round_store.lock_round(tx, round_id)
    if request is None or row is None:
        raise RuntimeError("rounds and their requests are not deleted")
    if version is not None and version != row["version"]:
        raise VersionConflict(version=row["version"])
    return HeldRound(request, row)


async def hold_quotation(tx: Tx, quotation_id: UUID, version: int | None = None) -> HeldQuotation:
    """Lock a quotation, its round and its request; raises `NotFound`, `VersionConflict`."""
    found = await store.find_quotation(tx, quotation_id)
    if found is None:
        raise NotFound("Essa cotação não existe.")
    request, round_row = await hold_round(tx, found["round_id"])
    row = await store.lock_quotation(tx, quotation_id)
    if row is None:
        raise RuntimeError("quotations are not deleted")
    if version is not None and version != row["version"]:
        raise VersionConflict(version=row["version"])
    return HeldQuotation(request, round_row, row)


def require_open(request: asyncpg.Record, round_row: asyncpg.Record) -> None:
    """Raise `RoundNotOpen` unless prices are being asked for in this round; its time may be over."""
    if round_row["status"] != RoundStatus.OPEN or request["status"] != RequestStatus.QUOTATION:
        raise RoundNotOpen(state=round_row["status"])


def require_link(request: asyncpg.Record, round_row: asyncpg.Record, quotation: asyncpg.Record) -> None:
    """Raise unless the supplier's link works: `RoundNotOpen`, `RoundTimeOver`, `Conflict`."""
    require_open(request, round_row)
    if round_row["is_over"]:
        raise RoundTimeOver
    if quotation["status"] not in LINK_WORKS:
        raise Conflict("O fornecedor não tem mais acesso a esta cotação.", state=quotation["status"])


def require_quoting(request: asyncpg.Record) -> None:
    """Raise `Conflict` unless the request is at the stage at which suppliers are asked."""
    if request["status"] != RequestStatus.QUOTATION:
        raise Conflict("Só se pedem preços de uma solicitação que está em cotação.", state=request["status"])

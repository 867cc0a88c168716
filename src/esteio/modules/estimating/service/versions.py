"""Versions of a briefing's orçamento: making the next one, comparing two."""

from __future__ import annotations

from uuid import UUID

import asyncpg
import msgspec

from esteio.core.access import Actor
from esteio.core.audit import Origin
from esteio.core.clock import now
from esteio.core.db import Tx
from esteio.core.history import PROGRAM
from esteio.modules.estimating.errors import AlreadyApproved, DifferentBriefings
from esteio.modules.estimating.rules.codes import code_period, orcamento_code
from esteio.modules.estimating.rules.comparison import OrcamentoVersion, compare
from esteio.modules.estimating.rules.offer import Offer, make_offer
from esteio.modules.estimating.rules.states import find_move, require_move
from esteio.modules.estimating.rules.vocabulary import BriefingState, OrcamentoState
from esteio.modules.estimating.schemas.orcamentos import Comparison, VersionRow, Versions
from esteio.modules.estimating.service.history import EventKind, note
from esteio.modules.estimating.service.orcamentos import (
    lock,
    no_discount,
    offer_values,
    read_offer,
    require,
    today_in_sao_paulo,
)
from esteio.modules.estimating.store import briefings as briefing_store
from esteio.modules.estimating.store import orcamentos as store


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What a new version begins with, beside its place among the others."""

    offer: Offer
    extraction: str
    """JSON text of what was read from the briefing."""
    policy_number: int
    title: str
    scope: str
    notes: str = ""


async def renew(tx: Tx, actor: Actor, orcamento_id: UUID, origin: Origin) -> UUID:
    """A new draft with the facts, figures and texts of an earlier version, dated today and without its discount.

    Reads neither the briefing nor the policy again: what to change in it is the person's to say. Raises `NotFound`,
    `AlreadyApproved`, and `Conflict` while the briefing is open for answers.
    """
    briefing, row = await lock(tx, orcamento_id)
    if row["status"] == OrcamentoState.APROVADO:
        raise AlreadyApproved
    before = read_offer(row)
    today = today_in_sao_paulo()
    offer = make_offer(
        before.pricing,
        discount=no_discount(before.pricing),
        starts_on=max(before.schedule.start, today),
        offered_on=today,
    )
    draft = Draft(
        offer=offer,
        extraction=row["extraction"],
        policy_number=row["policy_number"],
        title=row["title"],
        scope=row["scope"],
        notes=row["notes"],
    )
    return await open_draft(tx, actor, briefing, draft, origin)


async def open_draft(tx: Tx, actor: Actor, briefing: asyncpg.Record, draft: Draft, origin: Origin) -> UUID:
    """Insert the draft as the next version of the locked `briefing`'s orçamento; a draft that there was gives way.

    Raises `Conflict` when the briefing's state does not allow it.
    """
    state = BriefingState(briefing["status"])
    move = find_move(state, "generate_version") or require_move(state, "generate")
    newest = await store.find_newest_version(tx, briefing["id"])
    if newest is not None and newest["status"] == OrcamentoState.RASCUNHO:
        await store.update_orcamento(tx, newest["id"], {"status": OrcamentoState.SUBSTITUIDO})
        await note(tx, newest["id"], EventKind.REPLACED, PROGRAM, origin)
    facts = draft.offer.pricing.facts
    values: dict[str, object] = {
        "versao": newest["versao"] + 1 if newest else 1,
        "briefing_id": briefing["id"],
        "client_id": briefing["client_id"],
        "title": draft.title,
        "methodology": draft.offer.pricing.deciding.method.value,
        "policy_number": draft.policy_number,
        "facts": msgspec.json.encode(facts).decode(),
        "extraction": draft.extraction,
        "scope": draft.scope,
        "notes": draft.notes,
        "area_m2": facts.area_m2,
        "building_type": facts.building_type.value,
        "created_by": actor.user_id,
        **offer_values(draft.offer),
    }
    # The counter's row is held until the transaction ends, so it is taken when nothing slow is left to do.
    values["codigo"] = newest["codigo"] if newest else await _new_code(tx)
    orcamento_id = await store.insert_orcamento(tx, values)
    if move.target is not move.source:
        await briefing_store.set_briefing_status(tx, briefing["id"], move.target)
    await note(
        tx,
        orcamento_id,
        EventKind.CREATED,
        actor,
        origin,
        detail={"codigo": values["codigo"], "versao": values["versao"], "total": values["total"]},
    )
    return orcamento_id


async def list_all(tx: Tx, orcamento_id: UUID) -> Versions:
    """The versions of an orçamento, the newest first; raises `NotFound`."""
    row = await require(tx, orcamento_id)
    return Versions(data=[_version(each) for each in await store.list_versions(tx, row["briefing_id"])])


async def differences(tx: Tx, before_id: UUID, after_id: UUID) -> Comparison:
    """What changed from one version to another; raises `NotFound`, `DifferentBriefings`."""
    before, after = await require(tx, before_id), await require(tx, after_id)
    if before["briefing_id"] != after["briefing_id"]:
        raise DifferentBriefings
    return Comparison(
        before=_version(before), after=_version(after), differences=compare(_compared(before), _compared(after))
    )


async def _new_code(tx: Tx) -> str:
    period = code_period(now())
    return orcamento_code(period, await store.next_code_number(tx, period))


def _compared(row: asyncpg.Record) -> OrcamentoVersion:
    offer = read_offer(row)
    discount = offer.discount if offer.discount.amount else None
    return OrcamentoVersion(pricing=offer.pricing, terms=offer.terms, discount=discount)


def _version(row: asyncpg.Record) -> VersionRow:
    return VersionRow(**{name: row[name] for name in VersionRow.__struct_fields__})

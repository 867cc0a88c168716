"""From a concluded briefing to a priced draft."""

from __future__ import annotations

from uuid import UUID

import asyncpg
import msgspec

from esteio.core.access import Actor
from esteio.core.audit import Origin
from esteio.core.db import Tx
from esteio.core.wire import check_text
from esteio.modules.estimating.rules.extraction import confirm
from esteio.modules.estimating.rules.offer import make_offer
from esteio.modules.estimating.rules.pricing import price
from esteio.modules.estimating.rules.scope import scope_text
from esteio.modules.estimating.rules.states import find_move, require_move
from esteio.modules.estimating.rules.vocabulary import BriefingState
from esteio.modules.estimating.schemas.orcamentos import GenerationInput
from esteio.modules.estimating.service import answers, briefings, moves, policy
from esteio.modules.estimating.service.orcamentos import (
    check_start,
    has_lapsed,
    no_discount,
    today_in_sao_paulo,
)
from esteio.modules.estimating.service.versions import Draft, open_draft
from esteio.modules.estimating.store import briefings as briefing_store
from esteio.modules.estimating.store import orcamentos as store


async def generate(
    tx: Tx, actor: Actor, ref: str, data: GenerationInput, origin: Origin, *, new_version: bool
) -> tuple[UUID, bool]:
    """The orçamento of the briefing with that id or number, and whether it was made now.

    A briefing whose orçamento is being drawn up answers with that one, unless `new_version`. Otherwise the answers
    are read and priced by the present policy: a briefing that was reopened and concluded again gets a new version,
    because the one before no longer says what the briefing does. Raises `NotFound`, `Conflict` unless the briefing is
    concluded, `FactMissing` or `FactUncertain` with the questions to put, `InvalidInput` for facts without a price.
    """
    found = await briefings.find(tx, ref)
    briefing = await _lock(tx, found["id"])
    state = BriefingState(briefing["status"])
    if find_move(state, "generate_version") is None:
        require_move(state, "generate")
    elif not new_version:
        present = await store.list_open(tx, briefing["id"])
        if present:
            return present[0]["id"], False
    today = today_in_sao_paulo()
    extraction, confirmed = await answers.read(tx, briefing, today)
    facts = confirm(extraction, confirmed)
    in_force = await policy.in_force(tx)
    pricing = price(facts, in_force.policy, today)
    starts_on = today if data.starts_on is None else check_start(data.starts_on)
    offer = make_offer(pricing, discount=no_discount(pricing), starts_on=starts_on, offered_on=today)
    draft = Draft(
        offer=offer,
        extraction=msgspec.json.encode(answers.as_wire(extraction, confirmed)).decode(),
        policy_number=in_force.number,
        title=check_text("title", data.title).strip() or briefing["title"],
        scope=scope_text(facts, offer.composition),
    )
    return await open_draft(tx, actor, briefing, draft, origin), True


async def _lock(tx: Tx, briefing_id: UUID) -> asyncpg.Record:
    """The briefing, locked, as it is once lapsed orçamentos are noted as such: the daily job may not have run yet."""
    briefing = await briefing_store.lock_briefing(tx, briefing_id)
    for each in await store.list_open(tx, briefing_id):
        if has_lapsed(each):
            await moves.expire(tx, each["id"])
            briefing = await briefing_store.lock_briefing(tx, briefing_id)
    if briefing is None:
        raise RuntimeError("briefings are not deleted")
    return briefing

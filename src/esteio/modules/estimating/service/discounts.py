"""A discount above the limit of the policy needs the word of somebody else than who gave it."""

from __future__ import annotations

from uuid import UUID

from esteio.core.access import Actor
from esteio.core.audit import Origin
from esteio.core.db import Tx
from esteio.core.errors import NotFound
from esteio.core.wire import check_text
from esteio.modules.estimating.errors import NoDiscountPending, NotADraft, OwnDiscount
from esteio.modules.estimating.rules.actions import DiscountStatus
from esteio.modules.estimating.rules.offer import make_offer
from esteio.modules.estimating.rules.vocabulary import OrcamentoState
from esteio.modules.estimating.schemas.orcamentos import DiscountDecision
from esteio.modules.estimating.service import telling
from esteio.modules.estimating.service.history import EventKind, note
from esteio.modules.estimating.service.orcamentos import (
    no_discount,
    offer_values,
    offered_on,
    read_offer,
    require_version,
)
from esteio.modules.estimating.store import orcamentos as store


async def decide(
    tx: Tx,
    actor: Actor,
    orcamento_id: UUID,
    data: DiscountDecision,
    version: int | None,
    origin: Origin,
    *,
    approve: bool,
) -> None:
    """Let a pending discount stand, or take it out: the draft is then at its full price.

    Raises `NotFound`, `VersionConflict`, `NotADraft`, `NoDiscountPending`, `OwnDiscount`.
    """
    row = await store.lock_orcamento(tx, orcamento_id)
    if row is None:
        raise NotFound("Esse orçamento não existe.")
    require_version(row, version)
    if row["status"] != OrcamentoState.RASCUNHO:
        raise NotADraft(state=row["status"])
    if row["discount_status"] != DiscountStatus.PENDING:
        raise NoDiscountPending
    if row["discount_asked_by"] == actor.user_id:
        raise OwnDiscount
    values: dict[str, object] = {
        "discount_status": DiscountStatus.APPROVED if approve else DiscountStatus.REFUSED,
        "discount_decided_by": actor.user_id,
    }
    if not approve:
        before = read_offer(row)
        offer = make_offer(
            before.pricing,
            discount=no_discount(before.pricing),
            starts_on=before.schedule.start,
            offered_on=offered_on(before),
        )
        values |= offer_values(offer)
    await store.update_orcamento(tx, orcamento_id, values)
    await note(
        tx,
        orcamento_id,
        EventKind.DISCOUNT_APPROVED if approve else EventKind.DISCOUNT_REFUSED,
        actor,
        origin,
        text=check_text("comment", data.comment).strip(),
        detail={"amount": row["discount"], "percent": row["discount_percent"]},
    )
    await telling.discount_decided(tx, actor, row, approved=approve)

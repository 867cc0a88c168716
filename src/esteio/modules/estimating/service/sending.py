"""Sending an orçamento to the client, and the client's link."""

from __future__ import annotations

from uuid import UUID

from esteio.core.access import Actor
from esteio.core.audit import Origin
from esteio.core.canonical import canonical, sha256
from esteio.core.clock import now
from esteio.core.db import Tx
from esteio.core.jobs import enqueue
from esteio.core.links import new_nonce
from esteio.core.wire import check_text
from esteio.http.services import Services
from esteio.modules.estimating.errors import DiscountPending, ValidityEnded
from esteio.modules.estimating.jobs import ProposalMail, send_proposal
from esteio.modules.estimating.rules.actions import DiscountStatus
from esteio.modules.estimating.rules.offer import make_offer
from esteio.modules.estimating.rules.states import require_move
from esteio.modules.estimating.rules.vocabulary import OrcamentoState
from esteio.modules.estimating.schemas.orcamentos import SendInput, ShareLink
from esteio.modules.estimating.service import proposal, telling
from esteio.modules.estimating.service.history import EventKind, note
from esteio.modules.estimating.service.links import end_of_validity, link_url
from esteio.modules.estimating.service.moves import replace
from esteio.modules.estimating.service.orcamentos import (
    has_lapsed,
    lock,
    offer_values,
    read_offer,
    require,
    require_version,
    today_in_sao_paulo,
)
from esteio.modules.estimating.store import orcamentos as store
from esteio.modules.estimating.store import proposal as proposal_store


async def send(tx: Tx, actor: Actor, orcamento_id: UUID, data: SendInput, version: int | None, origin: Origin) -> None:
    """`issue` a draft, and have it mailed."""
    event_id = await issue(tx, actor, orcamento_id, data, version, origin)
    await enqueue(
        tx,
        send_proposal,
        ProposalMail(orcamento_id=orcamento_id, event_id=event_id),
        tenant_id=tx.tenant_id,
        actor_id=actor.user_id,
    )


async def issue(tx: Tx, actor: Actor, orcamento_id: UUID, data: SendInput, version: int | None, origin: Origin) -> UUID:
    """Date a draft from today and fix what the client sees; the version sent before gives way. Returns the id of the
    line in its history.

    Raises `NotFound`, `VersionConflict`, `Conflict` unless it is a draft, `DiscountPending`.
    """
    briefing, row = await lock(tx, orcamento_id)
    require_version(row, version)
    move = require_move(OrcamentoState(row["status"]), "send")
    if row["discount_status"] == DiscountStatus.PENDING:
        raise DiscountPending
    today = today_in_sao_paulo()
    offer = read_offer(row)
    offer = make_offer(
        offer.pricing, discount=offer.discount, starts_on=max(offer.schedule.start, today), offered_on=today
    )
    shown = await proposal.compose_document(tx, row, offer, issued_on=today)
    for other in await store.list_open(tx, briefing["id"]):
        if other["id"] != orcamento_id:
            await replace(tx, other["id"], origin)
    digest = sha256(shown)
    client = await proposal_store.get_client(tx, row["client_id"])
    await store.update_orcamento(
        tx,
        orcamento_id,
        {
            **offer_values(offer),
            "status": move.target,
            "sent_at": now(),
            "valid_until": offer.terms.valid_until,
            "link_nonce": new_nonce(),
            "proposal": canonical(shown).decode(),
            "proposal_sha256": digest,
        },
    )
    event_id = await note(
        tx,
        orcamento_id,
        EventKind.SENT,
        actor,
        origin,
        text=check_text("message", data.message).strip(),
        detail={"total": offer.discount.net_total, "sha256": digest, "mailed": bool(client["email"])},
    )
    await telling.sent(tx, actor, briefing, row)
    return event_id


async def share(services: Services, tx: Tx, orcamento_id: UUID) -> ShareLink:
    """The link of a sent version, to hand on by other ways than mail.

    Raises `NotFound`, `ValidityEnded`, `Conflict` unless it is with the client.
    """
    row = await require(tx, orcamento_id)
    require_move(OrcamentoState(row["status"]), "approve")
    if has_lapsed(row):
        raise ValidityEnded
    return ShareLink(
        url=link_url(services.settings, services.tokens, row), expires_at=end_of_validity(row["valid_until"])
    )


async def renew_link(services: Services, tx: Tx, actor: Actor, orcamento_id: UUID, origin: Origin) -> ShareLink:
    """A new link; the one before stops working at once. Raises as `share`."""
    _, row = await lock(tx, orcamento_id)
    require_move(OrcamentoState(row["status"]), "approve")
    # The printed proposal carries the link, so it is printed anew.
    await store.update_orcamento(tx, orcamento_id, {"link_nonce": new_nonce(), "proposal_file_id": None})
    await note(tx, orcamento_id, EventKind.LINK_RENEWED, actor, origin)
    return await share(services, tx, orcamento_id)

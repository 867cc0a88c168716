"""Background work of estimating: the mail with a proposal's link, and validities that end."""

from __future__ import annotations

from uuid import UUID

import msgspec

from esteio.brazil.dates import format_date
from esteio.core.access import Scope
from esteio.core.db import Database
from esteio.core.files import FileStore
from esteio.core.jobs import JobContext, job, schedule
from esteio.core.mail import Attachment, Mailer, MailMessage
from esteio.core.tokens import Tokens
from esteio.http.printing import Printing
from esteio.modules.estimating.rules.vocabulary import OrcamentoState
from esteio.modules.estimating.service import moves
from esteio.modules.estimating.service.history import HISTORY
from esteio.modules.estimating.service.links import link_url
from esteio.modules.estimating.service.orcamentos import has_lapsed
from esteio.modules.estimating.service.proposal import print_pdf
from esteio.modules.estimating.store import orcamentos as store
from esteio.modules.estimating.store import proposal as proposal_store
from esteio.modules.workspace.api import get_letterhead, list_every
from esteio.settings import Settings

EXPIRE_AT_ONCE = 200


class ProposalMail(msgspec.Struct, frozen=True):
    """Which sending to mail: the orçamento, and the line of its history that holds the studio's message."""

    orcamento_id: UUID
    event_id: UUID


class Nothing(msgspec.Struct, frozen=True):
    """A job that needs no word."""


@job("estimating.proposal.send", timeout_s=120)
async def send_proposal(context: JobContext, payload: ProposalMail) -> None:
    """Mail the proposal and its link, while it is with the client. A second run sends the same mail again."""
    services = context.services
    settings, tokens, database = services[Settings], services[Tokens], services[Database]
    scope = Scope(tenant_id=context.tenant_id)
    async with database.transaction(scope) as tx:
        row = await store.find_orcamento(tx, payload.orcamento_id)
        if row is None or row["status"] != OrcamentoState.ENVIADO or has_lapsed(row):
            return
        client = await proposal_store.get_client(tx, row["client_id"])
        studio = await get_letterhead(tx)
        line = await HISTORY.find(tx, payload.event_id)
    if not client["email"]:
        return
    printing = Printing(settings, tokens, services[FileStore], database)
    pdf = await print_pdf(printing, scope, payload.orcamento_id)
    text = (
        f"Olá, {client['name']}!\n\n"
        + (f"{line['text']}\n\n" if line and line["text"] else "")
        + f"A proposta {row['codigo']} de {studio.name} está pronta. Para ler, comentar e responder, abra:\n"
        f"{link_url(settings, tokens, row)}\n\n"
        f"Ela vale até {format_date(row['valid_until'])} e também segue anexa, em PDF.\n"
    )
    await services[Mailer].send(
        MailMessage(
            to=client["email"],
            subject=f"Proposta {row['codigo']} · {studio.name}",
            text=text,
            attachments=(Attachment(f"Proposta {pdf.name}", "application/pdf", pdf.data),),
        )
    )


@job("estimating.orcamentos.expire", timeout_s=600)
async def expire_lapsed(context: JobContext, payload: Nothing) -> None:
    """Note that validities have ended. A second run finds none that is left."""
    database = context.services[Database]
    for organisation in await list_every(database):
        scope = organisation.scope
        while True:
            async with database.transaction(scope) as tx:
                lapsed = await store.list_lapsed(tx, EXPIRE_AT_ONCE)
            for orcamento_id in lapsed:
                async with database.transaction(scope) as tx:
                    await moves.expire(tx, orcamento_id)
            if len(lapsed) < EXPIRE_AT_ONCE:
                break


daily = schedule(expire_lapsed, "5 0 * * *", Nothing())

"""The proposal: what of an orçamento the client is shown, on the page, on paper, and signed.

It is composed once, when the orçamento is sent, and kept whole: the public page, the PDF and the hash that a client
signs are all made from what was kept, so that a later change of letterhead or client changes none of them.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from uuid import UUID

import asyncpg
import msgspec

from esteio.core.access import Scope
from esteio.core.allocation import to_cents
from esteio.core.db import Tx
from esteio.core.errors import NotFound
from esteio.core.paper import KeptPaper, Pdf, named_document, read_kept, run_setting
from esteio.core.wire import Address, address_line
from esteio.http.printing import Printing
from esteio.modules.estimating.proposal.document import (
    Adjustment,
    CashPrice,
    Client,
    DisciplineStages,
    GanttRow,
    InstalmentRow,
    PricedLine,
    Project,
    ProposalDocument,
    StageRow,
)
from esteio.modules.estimating.proposal.render import render_proposal
from esteio.modules.estimating.rules.methods import DisciplineLine
from esteio.modules.estimating.rules.offer import Offer
from esteio.modules.estimating.rules.vocabulary import OrcamentoState
from esteio.modules.estimating.rules.wording import (
    BUILDING_TYPES,
    DISCIPLINES,
    METHODS,
    STANDARDS,
    percent_text,
)
from esteio.modules.estimating.service.links import link_url
from esteio.modules.estimating.service.orcamentos import has_lapsed, offered_on, read_offer
from esteio.modules.estimating.store import orcamentos as store
from esteio.modules.estimating.store import proposal as proposal_store
from esteio.modules.workspace.api import find_logo_key, get_letterhead

_BUSINESS_DAYS_A_WEEK = 5


PAPER = KeptPaper(table="orcamentos", column="proposal_file_id", thing="orcamento")


async def compose_document(
    tx: Tx, row: asyncpg.Record, offer: Offer, *, issued_on: datetime.date, draft: bool = False
) -> ProposalDocument:
    """What the client is to be shown: no hours, rates, margins, policy or notes."""
    return ProposalDocument(
        studio=await get_letterhead(tx),
        client=await _client(tx, row["client_id"]),
        project=_project(row["title"], offer),
        code=row["codigo"],
        version=row["versao"],
        issued_on=issued_on,
        valid_until=offer.terms.valid_until,
        scope=row["scope"],
        disciplines=_lines(offer.pricing.deciding.lines),
        optional_disciplines=_lines(offer.pricing.deciding.optional_lines),
        adjustments=_adjustments(offer),
        total=offer.discount.net_total,
        price_per_m2=to_cents(offer.discount.net_total / offer.pricing.facts.area_m2),
        duration_weeks=offer.schedule.weeks,
        stages=tuple(
            DisciplineStages(
                discipline=DISCIPLINES[each.discipline],
                stages=tuple(
                    StageRow(name=stage.name, percent=stage.percent, amount=stage.amount) for stage in each.stages
                ),
            )
            for each in offer.composition.disciplines
        ),
        schedule=tuple(
            GanttRow(
                label=stage.name,
                start=stage.start,
                end=stage.end,
                weeks=Decimal(stage.business_days) / _BUSINESS_DAYS_A_WEEK,
            )
            for stage in offer.schedule.stages
        ),
        instalments=tuple(
            InstalmentRow(label=each.label, amount=each.amount, due_on=each.due_on) for each in offer.instalments
        ),
        cash=CashPrice(percent=offer.terms.cash.percent, total=offer.terms.cash.total)
        if offer.terms.cash.discount
        else None,
        terms=offer.terms.clauses,
        methodology_name=METHODS[offer.pricing.deciding.method],
        methodology_version=offer.pricing.methodology_version,
        draft=draft,
    )


def read_document(row: asyncpg.Record) -> ProposalDocument:
    """What was sent."""
    return msgspec.json.decode(row["proposal"], type=ProposalDocument)


async def print_pdf(printing: Printing, scope: Scope, orcamento_id: UUID) -> Pdf:
    """The proposal as a PDF: what was sent, kept as a file once it was printed, or else the draft as it stands.

    Holds no connection while the page is set. Raises `NotFound`.
    """
    async with printing.db.transaction(scope) as tx:
        row = await store.find_orcamento(tx, orcamento_id)
        if row is None:
            raise NotFound("Esse orçamento não existe.")
        key = await PAPER.find_key(tx, row)
        document = await _printable(tx, row)
        logo_key = await find_logo_key(tx)
    name = f"{row['codigo']}-v{row['versao']}.pdf"
    if (kept := await read_kept(printing.files, name, key)) is not None:
        return kept
    head = document.studio
    if logo_key is not None:
        head = msgspec.structs.replace(head, logo=await printing.files.read(logo_key))
    with_client = row["status"] == OrcamentoState.ENVIADO and not has_lapsed(row)
    url = link_url(printing.settings, printing.tokens, row) if with_client else ""
    document = msgspec.structs.replace(document, studio=head, approval_url=url)
    pdf = Pdf(name, await run_setting(render_proposal, document))
    if row["proposal"] is not None:
        await PAPER.keep(printing.db, printing.files, row, pdf)
    return pdf


async def _printable(tx: Tx, row: asyncpg.Record) -> ProposalDocument:
    if row["proposal"] is not None:
        return read_document(row)
    offer = read_offer(row)
    return await compose_document(tx, row, offer, issued_on=offered_on(offer), draft=True)


async def _client(tx: Tx, client_id: UUID) -> Client:
    row = await proposal_store.get_client(tx, client_id)
    return Client(
        name=row["name"],
        document=named_document(row["document"] or ""),
        address=address_line(msgspec.json.decode(row["address"], type=Address)),
    )


def _project(title: str, offer: Offer) -> Project:
    facts = offer.pricing.facts
    return Project(
        title=title,
        area_m2=facts.area_m2,
        building_type=BUILDING_TYPES[facts.building_type],
        standard=STANDARDS[facts.standard],
        place="/".join(part for part in (facts.city, facts.uf) if part),
    )


def _lines(lines: tuple[DisciplineLine, ...]) -> tuple[PricedLine, ...]:
    """Without hours: what the work costs the studio is not the client's to see."""
    return tuple(PricedLine(name=DISCIPLINES[line.discipline], amount=line.price) for line in lines)


def _adjustments(offer: Offer) -> tuple[Adjustment, ...]:
    discount = offer.discount
    if not discount.amount:
        return ()
    return (Adjustment(label=f"Desconto de {percent_text(discount.percent)}", amount=-discount.amount),)

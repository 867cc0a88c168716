"""A proposal on paper: the document's values, written out in Portuguese, set by typst into a PDF."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import msgspec

from esteio.brazil.dates import format_date
from esteio.brazil.numbers import format_decimal
from esteio.core.paper import (
    letterhead_sources,
    letterhead_values,
    money_text,
    one_line,
    paragraphs,
    printable,
    qr_svg,
    set_pdf,
)
from esteio.modules.estimating.proposal.document import GanttRow, PricedLine, ProposalDocument
from esteio.modules.estimating.rules.wording import area_text, percent_text

_FOLDER = Path(__file__).parent
_NO_BREAK = "\u00a0"
_HEADER_TITLE_CHARS = 70
_TITLE_CHARS = 300
_TICKS_MOST = 9
_LAST_LABEL = 0.9
"""Further along the axis a label would run off the page."""
_TICK_WEEKS = (1, 2, 4, 8, 13, 26, 52)


def render_proposal(document: ProposalDocument) -> bytes:
    """The proposal as a PDF (A4, tagged, pt-BR), the same bytes for an equal document.

    CPU-bound: an async caller uses `run_setting`. Text of people goes in as data, never as markup. Keeps to
    PDF/A-2a and PDF/UA-1 as `set_pdf` says.

    Raises:
        InvalidInput: a logo that has not passed `check_logo`.
    """
    return set_pdf(_sources(document), document.issued_on)


def _sources(document: ProposalDocument) -> dict[str, bytes]:
    sources = {
        "main.typ": (_FOLDER / "proposal.typ").read_bytes(),
        "proposal.json": msgspec.json.encode(_written_out(document)),
        **letterhead_sources(document.studio),
    }
    if document.approval_url:
        sources["qr.svg"] = qr_svg(document.approval_url)
    return sources


def _written_out(document: ProposalDocument) -> dict[str, object]:
    """The document as the template reads it: every value a text as printed, None where there is nothing to print."""
    client, project = document.client, document.project
    hours = [line.hours for line in document.disciplines if line.hours is not None]
    return {
        "code": one_line(document.code),
        "version": str(document.version),
        "issued": format_date(document.issued_on),
        "valid": format_date(document.valid_until),
        "draft": document.draft,
        "studio": letterhead_values(document.studio),
        "client": {
            "name": one_line(client.name),
            "document": one_line(client.document),
            "address": one_line(client.address),
        },
        "title": one_line(project.title, _TITLE_CHARS),
        "short_title": one_line(project.title, _HEADER_TITLE_CHARS),
        "project": {
            "place": one_line(project.place),
            "area": area_text(project.area_m2).replace(" ", _NO_BREAK),
            "type": one_line(project.building_type),
            "standard": one_line(project.standard),
        },
        "total": money_text(document.total),
        "per_m2": money_text(document.price_per_m2),
        "duration": f"{document.duration_weeks} semana{'s' if document.duration_weeks != 1 else ''}",
        "scope": paragraphs(document.scope),
        "disciplines": [_priced(line) for line in document.disciplines],
        "hours": f"{format_decimal(Decimal(sum(hours)))} h" if hours else None,
        "subtotal": money_text(sum((line.amount for line in document.disciplines), Decimal(0))),
        "adjustments": [
            {"label": one_line(row.label), "amount": money_text(row.amount)} for row in document.adjustments
        ],
        "optional": [_priced(line) for line in document.optional_disciplines],
        "stages": [
            {
                "discipline": one_line(row.discipline),
                "total": money_text(sum((stage.amount for stage in row.stages), Decimal(0))),
                "rows": [
                    {
                        "name": one_line(stage.name),
                        "percent": percent_text(stage.percent),
                        "share": float(stage.percent),
                        "amount": money_text(stage.amount),
                    }
                    for stage in row.stages
                ],
            }
            for row in document.stages
        ],
        "schedule": _schedule(document.schedule),
        "instalments": [
            {
                "label": one_line(row.label),
                "due": format_date(row.due_on) if row.due_on else None,
                "amount": money_text(row.amount),
            }
            for row in document.instalments
        ],
        "cash": {"percent": percent_text(document.cash.percent), "total": money_text(document.cash.total)}
        if document.cash
        else None,
        "terms": [printable(term) for term in document.terms],
        "methodology": f"{one_line(document.methodology_name)}, versão {document.methodology_version}",
        "approval_url": document.approval_url or None,
    }


def _priced(line: PricedLine) -> dict[str, str | None]:
    return {
        "name": one_line(line.name),
        "hours": f"{format_decimal(Decimal(line.hours))} h" if line.hours is not None else None,
        "amount": money_text(line.amount),
    }


def _schedule(rows: Sequence[GanttRow]) -> dict[str, object] | None:
    """Bars and ticks in % of an axis of whole weeks, from the first day of work on."""
    if not rows:
        return None
    first = min(row.start for row in rows)
    weeks = -(-((max(row.end for row in rows) - first).days + 1) // 7)
    step = next((step for step in _TICK_WEEKS if weeks <= step * _TICKS_MOST), -(-weeks // _TICKS_MOST))
    days = weeks * 7

    def tick(week: int) -> dict[str, object]:
        day = first + datetime.timedelta(weeks=week)
        return {
            "at": week / weeks * 100,
            "labelled": week / weeks <= _LAST_LABEL,
            "week": str(week + 1),
            "day": f"{day:%d/%m}" if weeks <= 52 else f"{day:%m/%y}",
        }

    return {
        "ticks": [tick(week) for week in range(0, weeks, step)],
        "rows": [
            {
                "label": one_line(row.label),
                "start": format_date(row.start),
                "end": format_date(row.end),
                "weeks": format_decimal(row.weeks, 1).removesuffix(",0"),
                "at": (row.start - first).days / days * 100,
                "width": ((row.end - row.start).days + 1) / days * 100,
            }
            for row in rows
        ],
    }

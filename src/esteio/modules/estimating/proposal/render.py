"""A proposal on paper: the document's values, written out in Portuguese, set by typst into a PDF."""

from __future__ import annotations

import base64
import datetime
import io
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path

import msgspec
import segno
import typst

from esteio.brazil.dates import format_date
from esteio.brazil.money import format_money
from esteio.brazil.numbers import format_decimal
from esteio.core.files.logo import read_logo
from esteio.modules.estimating.proposal.document import GanttRow, PricedLine, ProposalDocument, Studio
from esteio.modules.estimating.proposal.plain_text import one_line, paragraphs, printable
from esteio.modules.estimating.rules.wording import area_text, percent_text

_FOLDER = Path(__file__).parent
_ARCHIVAL = ["a-2a", "ua-1"]
"""PDF/A-2a and PDF/UA-1: kept readable for decades, and read aloud in the right order."""
_NO_BREAK = "\u00a0"
_HEADER_TITLE_CHARS = 70
_HEADER_NAME_CHARS = 40
_TITLE_CHARS = 300
_TICKS_MOST = 9
_LAST_LABEL = 0.9
"""Further along the axis a label would run off the page."""
_TICK_WEEKS = (1, 2, 4, 8, 13, 26, 52)
_PAPER = (0xF7, 0xF3, 0xEC)
_READABLE_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3, for text of this size."""


def render_proposal(document: ProposalDocument) -> bytes:
    """The proposal as a PDF (A4, tagged, pt-BR), the same bytes for an equal document.

    CPU-bound: an async caller runs it in a thread (typst lets go of the interpreter while it works) or a process.
    Text of people goes in as data, never as markup. The PDF keeps to PDF/A-2a and PDF/UA-1 unless a text has letters
    that none of the bundled fonts has (Chinese, say), which print as boxes: then it is tagged all the same.

    Raises:
        InvalidInput: a logo that has not passed `check_logo`.
    """
    sources = _sources(document)
    noon = datetime.datetime.combine(document.issued_on, datetime.time(12), datetime.UTC)
    try:
        return _compile(sources, noon, _ARCHIVAL)
    except typst.TypstError:
        return _compile(sources, noon, [])


def _compile(sources: Mapping[str, bytes], created: datetime.datetime, standards: list[str]) -> bytes:
    # The stub of typst 0.15 leaves out the dictionary of files that its manual describes.
    return typst.compile(  # pyright: ignore[reportCallIssue, reportUnknownVariableType]
        sources,  # pyright: ignore[reportArgumentType]
        format="pdf",
        font_paths=_fonts(),
        ignore_system_fonts=True,
        timestamp=created,
        pdf_standards=standards,  # pyright: ignore[reportArgumentType]
    )


@cache
def _fonts() -> typst.Fonts:
    """Ours and those inside typst: a page must not depend on what a machine has installed."""
    return typst.Fonts(include_system_fonts=False, font_paths=[_FOLDER / "fonts"])


def _sources(document: ProposalDocument) -> dict[str, bytes]:
    sources = {
        "main.typ": (_FOLDER / "proposal.typ").read_bytes(),
        "proposal.json": msgspec.json.encode(_written_out(document)),
    }
    if document.studio.logo is not None:
        sources["logo.svg"] = _logo_svg(document.studio.logo)
    if document.approval_url:
        svg = io.BytesIO()
        segno.make(document.approval_url, error="m", micro=False).save(svg, kind="svg", border=0, xmldecl=False)
        sources["qr.svg"] = svg.getvalue()
    return sources


def _logo_svg(data: bytes) -> bytes:
    """The image inside an SVG: files of a compilation in memory must be texts to typst 0.15."""
    logo = read_logo(data)
    size = f'width="{logo.width_px}" height="{logo.height_px}"'
    image = f'<image {size} href="data:image/{logo.kind};base64,{base64.b64encode(data).decode()}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{image}</svg>'.encode()


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
        "studio": _studio(document.studio),
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
        "total": _money(document.total),
        "per_m2": _money(document.price_per_m2),
        "duration": f"{document.duration_weeks} semana{'s' if document.duration_weeks != 1 else ''}",
        "scope": paragraphs(document.scope),
        "disciplines": [_priced(line) for line in document.disciplines],
        "hours": f"{format_decimal(Decimal(sum(hours)))} h" if hours else None,
        "subtotal": _money(sum((line.amount for line in document.disciplines), Decimal(0))),
        "adjustments": [{"label": one_line(row.label), "amount": _money(row.amount)} for row in document.adjustments],
        "optional": [_priced(line) for line in document.optional_disciplines],
        "stages": [
            {
                "discipline": one_line(row.discipline),
                "total": _money(sum((stage.amount for stage in row.stages), Decimal(0))),
                "rows": [
                    {
                        "name": one_line(stage.name),
                        "percent": percent_text(stage.percent),
                        "share": float(stage.percent),
                        "amount": _money(stage.amount),
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
                "amount": _money(row.amount),
            }
            for row in document.instalments
        ],
        "cash": {"percent": percent_text(document.cash.percent), "total": _money(document.cash.total)}
        if document.cash
        else None,
        "terms": [printable(term) for term in document.terms],
        "methodology": f"{one_line(document.methodology_name)}, versão {document.methodology_version}",
        "approval_url": document.approval_url or None,
    }


def _studio(studio: Studio) -> dict[str, object]:
    return {
        "name": one_line(studio.name),
        "short_name": one_line(studio.name, _HEADER_NAME_CHARS),
        "letterhead": [line for line in map(one_line, studio.letterhead) if line],
        "logo": studio.logo is not None,
        "accent": readable_accent(studio.accent),
    }


def _priced(line: PricedLine) -> dict[str, str | None]:
    return {
        "name": one_line(line.name),
        "hours": f"{format_decimal(Decimal(line.hours))} h" if line.hours is not None else None,
        "amount": _money(line.amount),
    }


def _money(amount: Decimal) -> str:
    return format_money(amount).replace(" ", _NO_BREAK).replace("-", "\u2212")


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


def readable_accent(colour: str) -> str:
    """The colour, darkened as little as makes it readable as text on the paper tone of the tables (4.5 to 1)."""
    channels = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    shade = channels
    for percent in range(100, -1, -2):
        shade = [channel * percent // 100 for channel in channels]
        if (_luminance(_PAPER) + 0.05) / (_luminance(shade) + 0.05) >= _READABLE_CONTRAST:
            break
    return "#" + "".join(f"{channel:02x}" for channel in shade)


def _luminance(channels: Iterable[int]) -> float:
    """Relative luminance of sRGB (WCAG 2.2)."""
    red, green, blue = (
        value / 12.92 if (value := channel / 255) <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

"""Setting a page: typst, with our fonts and nothing else of the machine."""

from __future__ import annotations

import asyncio
import datetime
import io
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import segno

from esteio.brazil.money import format_money

if TYPE_CHECKING:
    import typst

Document = TypeVar("Document")

_FOLDER = Path(__file__).parent
_ARCHIVAL = ["a-2a", "ua-1"]
"""PDF/A-2a and PDF/UA-1: kept readable for decades, and read aloud in the right order."""
_NO_BREAK = "\u00a0"
_SETTERS = ThreadPoolExecutor(max_workers=2, thread_name_prefix="paper")
"""Setting a page takes a core for a tenth of a second: more at once would only starve the requests beside them."""


async def run_setting(render: Callable[[Document], bytes], document: Document) -> bytes:
    """`render(document)` in a thread of those that set pages; typst lets go of the interpreter while it works."""
    return await asyncio.get_running_loop().run_in_executor(_SETTERS, render, document)


def set_pdf(sources: Mapping[str, bytes], dated: datetime.date) -> bytes:
    """`main.typ` of the sources as a PDF (A4, tagged), the same bytes for equal sources. It may import `letter.typ`.

    The PDF keeps to PDF/A-2a and PDF/UA-1 unless a text has letters that none of the bundled fonts has (Chinese, say),
    which print as boxes: then it is tagged all the same. CPU-bound: see `run_setting`.
    """
    import typst  # noqa: PLC0415 - 7 MB of code, of which a process that sets no page has no use

    whole = {"letter.typ": (_FOLDER / "letter.typ").read_bytes(), **sources}
    noon = datetime.datetime.combine(dated, datetime.time(12), datetime.UTC)
    try:
        return _compile(whole, noon, _ARCHIVAL)
    except typst.TypstError:
        return _compile(whole, noon, [])


def qr_svg(address: str) -> bytes:
    """The address as a QR code, an SVG."""
    svg = io.BytesIO()
    segno.make(address, error="m", micro=False).save(svg, kind="svg", border=0, xmldecl=False)
    return svg.getvalue()


def money_text(amount: Decimal) -> str:
    """R$ 28.520,00 as it stands on paper: on one line, and with a true minus."""
    return format_money(amount).replace(" ", _NO_BREAK).replace("-", "\u2212")


def _compile(sources: Mapping[str, bytes], created: datetime.datetime, standards: list[str]) -> bytes:
    import typst  # noqa: PLC0415 - as above

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
    import typst  # noqa: PLC0415 - as above

    return typst.Fonts(include_system_fonts=False, font_paths=[_FOLDER / "fonts"])

"""Paper: documents as PDF. What all of them share: the look (`letter.typ`), the fonts, people's text made printable.

A document is a struct of values; its area writes them out as texts (`plain_text`), and `set_pdf` has typst set them by
the area's template. Text of people goes in as data, never as markup.
"""

from esteio.core.paper.keeping import KeptPaper, Pdf, read_kept
from esteio.core.paper.letterhead import (
    BRICK,
    Letterhead,
    formatted_phone,
    letterhead_sources,
    letterhead_values,
    named_document,
    readable_accent,
)
from esteio.core.paper.plain_text import one_line, paragraphs, printable
from esteio.core.paper.setting import money_text, qr_svg, run_setting, set_pdf

__all__ = [
    "BRICK",
    "KeptPaper",
    "Letterhead",
    "Pdf",
    "formatted_phone",
    "letterhead_sources",
    "letterhead_values",
    "money_text",
    "named_document",
    "one_line",
    "paragraphs",
    "printable",
    "qr_svg",
    "read_kept",
    "readable_accent",
    "run_setting",
    "set_pdf",
]

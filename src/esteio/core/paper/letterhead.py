"""The letterhead: whose paper it is, with their logo and colour."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable

import msgspec

from esteio.brazil import phone
from esteio.brazil.documents import CPF_DIGITS, formatted_document
from esteio.brazil.errors import InvalidText
from esteio.core.files.logo import read_logo
from esteio.core.paper.plain_text import one_line

BRICK = "#a4452c"
"""The accent of an organisation that has chosen none: Esteio's own."""

_COLOUR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)
_HEADER_NAME_CHARS = 40
_PAPER = (0xF7, 0xF3, 0xEC)
_READABLE_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3, for text of this size."""


class Letterhead(msgspec.Struct, frozen=True, kw_only=True):
    """Whose paper. Raises ValueError when `accent` is not a colour like #a4452c."""

    name: str
    letterhead: tuple[str, ...] = ()
    """One line each: address, CNPJ, CAU, phone, e-mail, site; already formatted."""
    logo: bytes | None = None
    """PNG, JPEG or WebP that has passed `check_logo`; without it the name stands in its place."""
    accent: str = BRICK

    def __post_init__(self) -> None:
        if _COLOUR.fullmatch(self.accent) is None:
            raise ValueError(f"not a colour: {self.accent!r}")


def letterhead_values(head: Letterhead) -> dict[str, object]:
    """The letterhead as `letter.typ` reads it."""
    return {
        "name": one_line(head.name),
        "short_name": one_line(head.name, _HEADER_NAME_CHARS),
        "letterhead": [line for line in map(one_line, head.letterhead) if line],
        "logo": head.logo is not None,
        "accent": readable_accent(head.accent),
    }


def letterhead_sources(head: Letterhead) -> dict[str, bytes]:
    """The files that `letter.typ` draws it from; raises InvalidInput for a logo that has not passed `check_logo`."""
    return {} if head.logo is None else {"logo.svg": _logo_svg(head.logo)}


def named_document(document: str) -> str:
    """`CPF 529.982.247-25` or `CNPJ ...`; empty for nothing, and what is neither stands as it is."""
    if not document:
        return ""
    return f"{'CPF' if len(document) == CPF_DIGITS else 'CNPJ'} {formatted_document(document)}"


def formatted_phone(number: str) -> str:
    """The number as people write it; what is none stands as it is."""
    try:
        return phone.formatted(number) if number else ""
    except InvalidText:
        return number


def readable_accent(colour: str) -> str:
    """The colour, darkened as little as makes it readable as text on the paper tone of the tables (4.5 to 1)."""
    channels = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    shade = channels
    for percent in range(100, -1, -2):
        shade = [channel * percent // 100 for channel in channels]
        if (_luminance(_PAPER) + 0.05) / (_luminance(shade) + 0.05) >= _READABLE_CONTRAST:
            break
    return "#" + "".join(f"{channel:02x}" for channel in shade)


def _logo_svg(data: bytes) -> bytes:
    """The image inside an SVG: files of a compilation in memory must be texts to typst 0.15."""
    logo = read_logo(data)
    size = f'width="{logo.width_px}" height="{logo.height_px}"'
    image = f'<image {size} href="data:image/{logo.kind};base64,{base64.b64encode(data).decode()}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{image}</svg>'.encode()


def _luminance(channels: Iterable[int]) -> float:
    """Relative luminance of sRGB (WCAG 2.2)."""
    red, green, blue = (
        value / 12.92 if (value := channel / 255) <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

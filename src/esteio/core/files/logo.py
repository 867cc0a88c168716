"""Whether an image can be the logo of a letterhead: its kind, its size, and that it can be drawn at all."""

from __future__ import annotations

import struct
from typing import Literal

import msgspec

from esteio.core.errors import InvalidInput

MAX_LOGO_BYTES = 1_048_576
MAX_LOGO_SIDE_PX = 3_000
"""Four times what the letterhead needs in print; decoded it takes 36 MB, which bounds what a hostile image costs."""
MIN_LOGO_SIDE_PX = 16

LogoKind = Literal["png", "jpeg", "webp"]

_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""JPEG markers that carry the size; the three left out are tables."""
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
"""JPEG markers without a length after them."""
_TRIAL = b'#set page(width: 12pt, height: 12pt, margin: 1pt)\n#image(bytes(json("logo.json")), width: 10pt)'


class Logo(msgspec.Struct, frozen=True, kw_only=True):
    """What an accepted logo is."""

    kind: LogoKind
    width_px: int
    height_px: int


def check_logo(data: bytes) -> Logo:
    """`read_logo`, and the image drawn once, which finds a damaged one: what an upload must pass.

    CPU-bound (a third of a second for the largest): an async caller runs it in a thread. Raises InvalidInput.
    """
    import typst  # noqa: PLC0415 - 7 MB of code, of which a process that draws nothing has no use

    logo = read_logo(data)
    # Files of a compilation in memory are texts to typst 0.15, so the bytes travel as numbers.
    sources = {"main.typ": _TRIAL, "logo.json": msgspec.json.encode(list(data))}
    try:
        typst.compile(sources, format="png", ppi=72, ignore_system_fonts=True)  # pyright: ignore[reportArgumentType, reportCallIssue]
    except typst.TypstError:
        raise _refused("A imagem está danificada. Exporte-a de novo.") from None
    return logo


def read_logo(data: bytes) -> Logo:
    """The kind and size of an image that can stand on a proposal, from its first bytes; nothing is decoded.

    So a small file of a huge image costs nothing.

    Raises:
        InvalidInput: not PNG, JPEG (in RGB or grey) or WebP, above 1 MiB, or a side outside 16 to 3,000 px;
            `fields` has `logo`.
    """
    if len(data) > MAX_LOGO_BYTES:
        raise _refused("A imagem passa de 1 MB. Salve-a menor e envie de novo.")
    try:
        logo = _read_header(data)
    except (struct.error, IndexError):
        raise _refused("O arquivo está incompleto. Exporte a imagem de novo.") from None
    if logo is None:
        raise _refused("Envie o logotipo em PNG, JPEG ou WebP.")
    sides = logo.width_px, logo.height_px
    if min(sides) < MIN_LOGO_SIDE_PX or max(sides) > MAX_LOGO_SIDE_PX:
        raise _refused(
            f"A imagem tem {sides[0]} x {sides[1]} pixels. Use de {MIN_LOGO_SIDE_PX} a {MAX_LOGO_SIDE_PX} de cada lado."
        )
    return logo


def _refused(what_to_do: str) -> InvalidInput:
    return InvalidInput("O logotipo não serve.", fields={"logo": what_to_do})


def _read_header(data: bytes) -> Logo | None:
    """What the first bytes say; None for another kind; struct.error or IndexError for bytes that end too early."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        width, height = struct.unpack_from(">II", data, 16)
        return Logo(kind="png", width_px=width, height_px=height)
    if data.startswith(b"\xff\xd8\xff"):
        width, height = _jpeg_size(data)
        return Logo(kind="jpeg", width_px=width, height_px=height)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        width, height = _webp_size(data)
        return Logo(kind="webp", width_px=width, height_px=height)
    return None


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """Walk the segments to the first frame (ITU-T T.81, B.2.2)."""
    at = 2
    while True:
        if data[at] != 0xFF:
            raise IndexError
        marker = data[at + 1]
        if marker == 0xFF:  # padding before a marker
            at += 1
        elif marker in _ALONE:
            at += 2
        elif marker in _FRAMES:
            height, width, channels = struct.unpack_from(">HHB", data, at + 5)
            if channels == 4:  # inks need a profile of the press, which PDF/A asks for and nobody sends
                raise _refused("A imagem está em CMYK. Exporte-a em RGB.")
            return width, height
        else:
            at += 2 + struct.unpack_from(">H", data, at + 2)[0]


def _webp_size(data: bytes) -> tuple[int, int]:
    """The canvas of the three forms of WebP (RFC 9649): lossy, lossless, extended."""
    form = data[12:16]
    if form == b"VP8 ":
        width, height = struct.unpack_from("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF
    if form == b"VP8L":
        bits = struct.unpack_from("<I", data, 21)[0]
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if form == b"VP8X":
        width, height = data[24:27], data[27:30]
        if len(height) < 3:
            raise IndexError
        return int.from_bytes(width, "little") + 1, int.from_bytes(height, "little") + 1
    raise IndexError

"""People's text made fit for print: what no page can show leaves, what would run off the page may break."""

from __future__ import annotations

import re
import unicodedata

_BREAK_HERE = "\u200b"
"""A place where a line may end, of no width."""
_LONG_WORD = re.compile(r"(?<!\S)(?!\S*[@.]\S)\S{25,}|\S{61,}")
"""Addresses of mail and sites stay whole up to 60 characters, so that they can be copied."""
_CHUNK = re.compile(r".{12}(?=.)")
_SPACES = re.compile(r"[^\S\n]+")
_JOINERS = "\u200b\u200d\ufe0e\ufe0f\u20e3"
"""Unseen between characters; most glue emoji together and are left over once those are gone."""
_DIRECTION = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Would turn round the text after it, amounts included; Arabic and Hebrew find their direction without them."""
_PICTOGRAPHS = 0x1F000
"""From here on lie emoji, cards and ornaments, of which no bundled font has one."""


def printable(text: str) -> str:
    """The text as a page can show it: single spaces, `\\n` between lines, words of 25 letters and more breakable.

    Emoji, control, private and unpaired surrogate characters go: the fonts do not have them, and PDF/A forbids a page
    with holes. Every letter of every alphabet stays.
    """
    unix = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    # Composed, since the font has "ã" and not the two characters that some keyboards make of it.
    kept = unicodedata.normalize("NFC", "".join(char for char in unix if _stays(char)))
    lines = (_SPACES.sub(" ", line).strip() for line in kept.split("\n"))
    return _LONG_WORD.sub(_breakable, "\n".join(lines)).strip()


def one_line(text: str, most: int | None = None) -> str:
    """`printable` on a single line, cut to `most` characters with an ellipsis."""
    line = printable(text).replace("\n", " ")
    if most is None or len(line) <= most:
        return line
    return line[: most - 1].rstrip() + "…"


def paragraphs(text: str) -> list[dict[str, object]]:
    """The blocks of a plain text: `{"kind": "text", "lines": [...]}`, or `"items"` for lines after a dash or dot."""
    blocks: list[dict[str, object]] = []
    lines: list[str] = []
    kind = "text"

    def close() -> None:
        if lines:
            blocks.append({"kind": kind, "lines": lines.copy()})
            lines.clear()

    for line in printable(text).split("\n"):
        item = re.match(r"[-•*–]\s+(.+)", line)
        found = "items" if item else "text"
        if not line or found != kind:
            close()
            kind = found
        if line:
            lines.append(item[1] if item else line)
    close()
    return blocks


def _stays(char: str) -> bool:
    if char == "\n":
        return True
    if char in _JOINERS or char in _DIRECTION:
        return False
    if unicodedata.category(char) in {"Cc", "Cs", "Co", "Cn"}:
        return False
    return not _PICTOGRAPHS <= ord(char) < 0x20000


def _breakable(word: re.Match[str]) -> str:
    return _CHUNK.sub(lambda chunk: chunk[0] + _BREAK_HERE, word[0])

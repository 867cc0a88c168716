"""The documents, as tests read them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent.parent
READMES = ("README.md", "README.pt-BR.md")
DOCUMENTS = (
    *READMES,
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    *sorted(str(path.relative_to(ROOT)) for path in (ROOT / "docs").rglob("*.md")),
)

_FENCE = re.compile(r"^(<!-- runs -->\n)?```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)|<img src=\"([^\"]+)\"")


class Block(NamedTuple):
    """A fenced block; `runs` when the document marks it as one that works when pasted beside `make run`."""

    language: str
    runs: bool
    text: str


def read(document: str) -> str:
    """The document's text."""
    return (ROOT / document).read_text()


def blocks(document: str) -> list[Block]:
    """Its fenced blocks, in order."""
    return [Block(found[2], bool(found[1]), found[3]) for found in _FENCE.finditer(read(document))]


def prose(document: str) -> str:
    """Its text without the fenced blocks."""
    return _FENCE.sub("", read(document))


def code_spans(document: str) -> list[str]:
    """What stands between backticks in its prose."""
    return re.findall(r"`([^`\n]+)`", prose(document))


def links(document: str) -> Iterator[str]:
    """Targets of its links and pictures."""
    for found in _LINK.finditer(prose(document)):
        yield found[1] or found[2]


def table(document: str, *heads: str) -> list[Sequence[str]]:
    """The cells of all rows under tables that begin with these heads."""
    rows: list[Sequence[str]] = []
    inside = False
    for line in prose(document).splitlines():
        cells = [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split(" | ")]
        cells = [cell.removeprefix("|").removesuffix("|").strip() for cell in cells]
        if not line.startswith("|"):
            inside = False
        elif tuple(cells[: len(heads)]) == heads:
            inside = True
        elif inside and set(line) - set("|- :"):
            rows.append(cells)
    assert rows, f"{document} has no table of {heads}"
    return rows


def anchor(heading: str) -> str:
    """The anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")

"""Lists on the terminal, for eyes or for other programs."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text


def print_rows(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table on a terminal; one line a row, cells apart by tabs and without headings, into a pipe or file."""
    if not sys.stdout.isatty():
        for row in rows:
            print("\t".join(str(cell) for cell in row))
        return
    table = Table(*headings, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*(Text(str(cell)) for cell in row))
    Console().print(table)

"""All rows of the made-up firm, batch by batch: the same for the same size, people and day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from random import Random
from uuid import UUID

from esteio.brazil.dates import SAO_PAULO
from esteio.modules.procurement.demo.book import Book
from esteio.modules.procurement.demo.buying import begin, quote
from esteio.modules.procurement.demo.clock import WorkClock
from esteio.modules.procurement.demo.content import load_catalogue
from esteio.modules.procurement.demo.firm import Cast, write_delegations, write_firm
from esteio.modules.procurement.demo.goods import buy
from esteio.modules.procurement.demo.lives import Size, plan
from esteio.modules.procurement.demo.offers import Prices
from esteio.modules.procurement.demo.standing import finish
from esteio.modules.procurement.demo.tables import CODED, TABLES, Ids, Row, Rows
from esteio.modules.procurement.rules.codes import CodeKind, code_year, numbered_code

BATCH = 1_000
"""Requests whose rows are in memory at a time."""


def generate(size: Size, cast: Cast, tenant_id: UUID, end: datetime) -> Iterator[Rows]:
    """The rows, of at most `BATCH` requests at a time; the firm's own come with the first, the counters with the last.

    Rows of one batch may name each other in any order, and those of batches before. Nothing happens after `end`.
    """
    tenant = str(tenant_id)
    random = Random(size.seed)  # noqa: S311 - the same dice every time
    clock = WorkClock(end, size.days)
    lives = plan(size, clock)
    rows = Rows(tenant)
    firm = write_firm(rows, Ids(random), random, cast, size, clock, lives)
    write_delegations(rows, Ids(random), cast, clock)
    book = Book(rows, size, clock, firm, cast, load_catalogue(), Prices(random, clock))
    counters: dict[tuple[str, str], int] = {}
    for start in range(0, len(lives), BATCH):
        for life in lives[start : start + BATCH]:
            purchase = begin(book, life, _code(counters, "SOL", clock.at(life.created)))
            if life.opened >= 0:
                quote(book, purchase)
            if life.ordered >= 0:
                buy(book, purchase)
            finish(book, purchase)
        for table, kind in CODED.items():
            _number(book.rows.tables[table], TABLES[table], kind, counters)
        if start + BATCH >= len(lives):
            for (kind, year), value in counters.items():
                book.rows.add("document_counters", kind, year, value)
        yield book.rows
        book.rows = Rows(tenant)


def _number(rows: list[Row], columns: tuple[str, ...], kind: CodeKind, counters: dict[tuple[str, str], int]) -> None:
    code, created_at = columns.index("code"), columns.index("created_at")
    for row in sorted(rows, key=lambda row: str(row[created_at])):
        at = row[created_at]
        if not isinstance(at, datetime):
            raise TypeError("what is numbered is made at a moment")
        row[code] = _code(counters, kind, at)


def _code(counters: dict[tuple[str, str], int], kind: CodeKind, at: datetime) -> str:
    year = code_year(at.astimezone(SAO_PAULO))
    number = counters[kind, year] = counters.get((kind, year), 0) + 1
    return numbered_code(kind, year, number)

"""Generated rows into the database: a year by the application's own role, the large case with COPY by the owner."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import msgspec

from esteio.core.db import Tx
from esteio.modules.procurement.demo.tables import TABLES, Rows


async def insert_rows(tx: Tx, rows: Rows) -> None:
    """Everything in one statement, at whose end all that the rows name is there. Triggers run: the lists are told."""
    filled = [name for name in TABLES if rows.tables[name]]
    inserts = ", ".join(
        f"""in_{name} as (
            insert into {name} ({", ".join(TABLES[name])})
            select {", ".join(TABLES[name])} from jsonb_populate_recordset(null::{name}, ${number}::jsonb)
        )"""  # noqa: S608 - names of our own tables and columns
        for number, name in enumerate(filled, start=1)
    )
    values = [
        msgspec.json.encode([dict(zip(TABLES[name], row, strict=True)) for row in rows.tables[name]]).decode()
        for name in filled
    ]
    await tx.execute(f"with {inserts} select", *values)


async def copy_rows(connection: Any, batches: Iterator[Rows]) -> int:
    """All batches with COPY, the next being made while PostgreSQL takes in one; how many rows there were.

    `connection` is a superuser's: triggers and the checks of foreign keys are left out, so no list is told of the
    rows, and row security does not apply. Whoever calls brings the statistics up to date (`analyze`).
    """
    count = 0
    await connection.execute("set session_replication_role = replica")
    try:
        making = asyncio.create_task(asyncio.to_thread(_next, batches))
        while (made := await making) is not None:
            making = asyncio.create_task(asyncio.to_thread(_next, batches))
            for name, (size, text) in made.items():
                count += size
                await connection.copy_to_table(name, source=_once(text), columns=TABLES[name])
    finally:
        await connection.execute("reset session_replication_role")
    return count


async def _once(text: bytes) -> Any:
    yield text


def _next(batches: Iterator[Rows]) -> dict[str, tuple[int, bytes]] | None:
    """The next batch as COPY's text format; None at the end."""
    rows = next(batches, None)
    if rows is None:
        return None
    return {name: (len(table), _lines(table)) for name, table in rows.tables.items() if table}


def _lines(rows: list[list[object]]) -> bytes:
    forms = _FORMS
    return "".join(["\t".join([forms[type(value)](value) for value in row]) + "\n" for row in rows]).encode()


def _text(value: str) -> str:
    if "\\" in value or "\n" in value or "\t" in value:
        return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")
    return value


def _array(value: list[object]) -> str:
    # Of numbers, or of names without anything that an array's text would quote but a comma.
    return "{" + ",".join(f'"{each}"' for each in value) + "}"


def _object(value: dict[str, object]) -> str:
    return _text(msgspec.json.encode(value).decode())


_FORMS: dict[type, Callable[[Any], str]] = {
    str: _text,
    int: str,
    bool: lambda value: "t" if value else "f",
    type(None): lambda _: "\\N",
    datetime: datetime.isoformat,
    date: date.isoformat,
    list: _array,
    dict: _object,
}

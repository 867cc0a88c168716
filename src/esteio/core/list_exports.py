"""Lists as files for people's spreadsheets: the same filters as on the screen, with columns that people read."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal

import msgspec

from esteio.core.access import Actor
from esteio.core.audit import AuditEntry, Origin, record
from esteio.core.db import Database, Tx
from esteio.core.errors import InvalidInput
from esteio.core.exports import Column, Sheet, write_csv, write_xlsx
from esteio.core.listing import ListSpec, PageRequest, read_rows

MOST_ROWS = 50_000
"""Of one file: it is made in memory, within the ten seconds of a query."""

Format = Literal["csv", "xlsx"]
CONTENT_TYPES: Mapping[Format, str] = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class Export(msgspec.Struct, frozen=True, kw_only=True):
    """How a list is exported: what is read, and the columns of the file."""

    key: str
    """Name of the file and of the thing in the trail."""
    title: str
    permission: str
    """To see the list at all; exporting takes it, too."""
    spec: ListSpec
    columns: tuple[Column, ...]
    shown: Callable[[dict[str, Any]], dict[str, Any]] = dict
    """The row as people read it."""


class ExportedFile(msgspec.Struct, frozen=True):
    """A file to download."""

    name: str
    content_type: str
    data: bytes


async def export_list(
    db: Database, actor: Actor, what: Export, request: PageRequest, form: Format, origin: Origin
) -> ExportedFile:
    """The whole list under these filters as a file; the trail tells who took it.

    Raises `NotAllowed` for who may not see the list, `InvalidInput` for more than `MOST_ROWS` rows, or a filter or
    sort that is not there.
    """
    actor.require(what.permission)
    async with db.transaction(actor.scope) as tx:
        rows = await read_rows(tx, what.spec, request, MOST_ROWS + 1)
        if len(rows) > MOST_ROWS:
            raise InvalidInput(f"A lista passa de {MOST_ROWS // 1000} mil linhas. Filtre-a antes de exportar.")
        given = (name for name, value in request.filters.items() if value is not None)
        note_export(tx, actor, what.key, form, len(rows), given, origin)
    return await write_file(what.key, Sheet(what.title, what.columns, [what.shown(row) for row in rows]), form)


def note_export(
    tx: Tx, actor: Actor, key: str, form: Format, rows: int, filters: Iterable[str], origin: Origin
) -> None:
    """The line in the trail: who took what, under which filters."""
    record(
        tx,
        AuditEntry(
            action=f"{key}.exported",
            tenant_id=actor.tenant_id,
            user_id=actor.user_id,
            thing=key,
            detail={"rows": rows, "format": form, "filters": sorted(filters)},
            origin=origin,
        ),
    )


async def write_file(name: str, sheet: Sheet, form: Format) -> ExportedFile:
    """The sheet in that format, under that name; raises what `write_csv` and `write_xlsx` raise."""
    if form == "csv":
        data = await asyncio.to_thread(_csv, sheet)
    else:
        data = await asyncio.to_thread(write_xlsx, sheet)
    return ExportedFile(f"{name}.{form}", CONTENT_TYPES[form], data)


def _csv(sheet: Sheet) -> bytes:
    return b"".join(write_csv(sheet))

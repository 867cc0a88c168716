"""Paper that was printed once and is kept with what it is of."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

import asyncpg
import msgspec

from esteio.core.access import Scope
from esteio.core.db import Database, Tx
from esteio.core.errors import NotFound
from esteio.core.files import FileStore, new_key


class Pdf(msgspec.Struct, frozen=True):
    """A printed document."""

    name: str
    data: bytes


class KeptPaper:
    """The printed file of one kind of thing: `column` of its `table` says which file that is."""

    def __init__(self, *, table: str, column: str, thing: str) -> None:
        self._column = column
        self._keep = f"""
            with wanted as (
                select id from {table} where id = $2 and {column} is null and link_nonce is not distinct from $3
                for update
            ), file as (
                insert into files (tenant_id, key, name, content_type, size_bytes, sha256, status, thing, thing_id)
                select $1, $4, $5, $6, $7, $8, 'ready', '{thing}', id from wanted returning id
            )
            update {table} o set {column} = file.id from file where o.id = $2 returning true
        """  # noqa: S608 - declared names, parameters apart

    async def find_key(self, tx: Tx, row: asyncpg.Record) -> str | None:
        """Where the file of the thing lies; None where it was not printed yet."""
        file_id: UUID | None = row[self._column]
        if file_id is None:
            return None
        return await tx.fetchval("select key from files where id = $1 and status = 'ready'", file_id)

    async def keep(self, db: Database, files: FileStore, row: asyncpg.Record, pdf: Pdf) -> None:
        """Keep the file with the thing, unless there is one, or its link, which is on the page, changed meanwhile."""
        key = new_key(row["tenant_id"])
        stored = await files.write_bytes(key, pdf.data, name=pdf.name, content_type="application/pdf")
        async with db.transaction(Scope(tenant_id=row["tenant_id"])) as tx:
            kept = await tx.fetchval(
                self._keep,
                tx.tenant_id,
                row["id"],
                row["link_nonce"],
                stored.key,
                stored.name,
                stored.content_type,
                stored.size,
                stored.sha256,
            )
        if not kept:
            await files.delete(key)


async def read_kept(files: FileStore, name: str, key: str | None) -> Pdf | None:
    """The file as it was printed; None where it was not, or was lost, and is printed anew."""
    if key is not None:
        with suppress(NotFound):
            return Pdf(name, await files.read(key))
    return None

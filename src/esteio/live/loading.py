"""The changed rows as their lists show them, and by whom: one query for each organisation and resource of a batch.

What is told of a row is its present state, whatever happened to it: transactions are not numbered in the order of
their commits, so the last change by number need not be the last that happened.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

import asyncpg
import msgspec
import structlog

from esteio.core.access import Scope
from esteio.core.db import Database, ScopedSql
from esteio.core.listing import row_text
from esteio.live.batch import LoadedChange, RawRow
from esteio.live.changes import Change, Operation
from esteio.live.doers import doers_sql, read_doers
from esteio.live.resource import Registry, Resource

CONCURRENCY = 4
"""Queries at the same time, of the pool that requests use, too."""

log = structlog.get_logger(__name__)

_Key = tuple[UUID, str, UUID]
_facets = msgspec.json.Decoder(list[tuple[tuple[str, ...], tuple[str | None, ...]]])


class Loaded(NamedTuple):
    """What was found of a resource in an organisation."""

    rows: dict[UUID, RawRow]
    doers: dict[UUID, bytes]
    """JSON of those who are named, by their id."""


class Loader:
    """Turns changes into what is told."""

    def __init__(self, database: Database, registry: Registry) -> None:
        self._database = database
        self._resources = registry.resources
        self._sql: dict[str, ScopedSql] = {}
        self._free = asyncio.Semaphore(CONCURRENCY)

    async def load(self, changes: Sequence[Change]) -> tuple[LoadedChange, ...]:
        """The changes, one for each row, with the rows.

        A resource whose query is at fault is told as reset, so that the others go on. Raises whatever a database
        that is gone raises, and `Unavailable` when no connection is free.
        """
        merged = _merge(changes)
        groups: dict[tuple[UUID, str], list[Change]] = {}
        for (tenant_id, resource, _), change in merged.items():
            if resource in self._resources and change.operation is not Operation.RESET:
                groups.setdefault((tenant_id, resource), []).append(change)
        found = await asyncio.gather(*(self._load_group(*group, of_it) for group, of_it in groups.items()))
        loaded = dict(zip(groups, found, strict=True))
        told: dict[_Key, LoadedChange] = {}
        for (tenant_id, resource, row_id), change in merged.items():
            if change.operation is Operation.RESET or (tenant_id, resource) not in loaded:
                told[tenant_id, resource, row_id] = LoadedChange(change, None)
                continue
            of_it = loaded[tenant_id, resource]
            if of_it is None:
                told[tenant_id, resource, UUID(int=0)] = LoadedChange(_reset(change), None)
                continue
            row = of_it.rows.get(row_id)
            by = of_it.doers.get(change.actor_id, b"") if change.actor_id is not None else b""
            told[tenant_id, resource, row_id] = LoadedChange(_outcome(change, exists=row is not None), row, by)
        return tuple(told.values())

    async def load_rows(
        self, resource: Resource, tenant_id: UUID, ids: Iterable[UUID], doers: Iterable[UUID]
    ) -> Loaded:
        """Those of the rows that are in the list at present, and those of `doers` who are named."""
        sql = self._sql.get(resource.name)
        if sql is None:
            sql = self._sql[resource.name] = rows_sql(resource)
        record = await self._database.read_row(Scope(tenant_id=tenant_id), sql, [list(ids), list(doers)])
        rows: dict[UUID, RawRow] = {}
        if record["ids"] is not None:
            facets = _facets.decode(record["facets"])
            for row_id, json, (topics, keys) in zip(record["ids"], record["rows"], facets, strict=True):
                rows[row_id] = RawRow(json.encode(), topics, keys)
        return Loaded(rows, read_doers(record["doers"]))

    async def _load_group(self, tenant_id: UUID, name: str, changes: Sequence[Change]) -> Loaded | None:
        ids = [change.row_id for change in changes]
        doers = {change.actor_id for change in changes if change.actor_id is not None}
        async with self._free:
            try:
                return await self.load_rows(self._resources[name], tenant_id, ids, doers)
            except (asyncpg.SyntaxOrAccessError, asyncpg.DataError) as error:
                # It would fail again at every attempt, and everybody would wait behind it.
                log.error("live_rows_failed", resource=name, error=str(error))
                return None


def rows_sql(resource: Resource) -> ScopedSql:
    """The query of a resource's rows by their ids (the first parameter), one row of arrays, null when there are none,
    and of the persons (the second) who are named.

    The rows are shaped as the list shapes them. No person is set: what a live list shows of a row is the same for
    everybody who sees the row.
    """
    spec = resource.spec
    alias = spec.id.partition(".")[0]
    keys = ", ".join(f"({sql})::text" for sql in (*resource.live_filters.values(), *resource.facts))
    topics = f"(select {resource.topics} from (select {alias}.*) r)"  # noqa: S608 - declared SQL

    def rows(scope: str) -> str:
        # The rows first, then what is joined to them: see ListSpec.joins.
        return f"""
            select array_agg(found.id) as ids, array_agg(found.row) as rows, json_agg(found.facets)::text as facets,
                   {doers_sql("$2::uuid[]", scope)} as doers
            from (
                select {spec.id} as id, {row_text(spec.columns)} as row,
                       json_build_array({topics}, array[{keys}]::text[]) as facets
                from (
                    select {alias}.* from {spec.source}
                    where {scope} and {spec.where} and {spec.id} = any($1::uuid[]) offset 0
                ) {alias} {spec.joins}
            ) found
        """  # noqa: S608 - declared SQL

    alone = f"""
        with scope as materialized (
            select set_config('app.tenant', $3, true) as tenant, set_config('app.person', $4, true) as person
        )
        select page.* from scope, lateral ({rows("scope.tenant <> ''")}) page
    """  # noqa: S608 - declared SQL
    return ScopedSql(rows("true"), alone)


def _merge(changes: Sequence[Change]) -> dict[_Key, Change]:
    merged: dict[_Key, Change] = {}
    for change in changes:
        key = (change.tenant_id, change.resource, change.row_id)
        earlier = merged.pop(key, None)  # the last one has the place
        merged[key] = change if earlier is None else _joined(earlier, change)
    return merged


def _joined(earlier: Change, later: Change) -> Change:
    operation = later.operation
    if earlier.operation is Operation.INSERT and operation is Operation.UPDATE:
        operation = Operation.INSERT
    detail = later.detail
    if earlier.detail is not None and detail is not None:
        # From what it was before all to what it is after all.
        detail = {**earlier.detail, **detail}
        detail |= {name: [earlier.detail[name][0], detail[name][1]] for name in earlier.detail}
    return msgspec.structs.replace(
        later,
        operation=operation,
        columns=tuple(dict.fromkeys(earlier.columns + later.columns)),
        topics=tuple(dict.fromkeys(earlier.topics + later.topics)),
        detail=detail if detail is not None else earlier.detail,
    )


def _outcome(change: Change, *, exists: bool) -> Change:
    if exists == (change.operation is not Operation.DELETE):
        return change
    return msgspec.structs.replace(change, operation=Operation.UPDATE if exists else Operation.DELETE)


def _reset(change: Change) -> Change:
    return msgspec.structs.replace(
        change, operation=Operation.RESET, row_id=UUID(int=0), columns=(), topics=(), detail=None
    )

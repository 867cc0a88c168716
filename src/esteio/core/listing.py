"""Lists: filters, sorts, search and keyset pages, answered as JSON text that PostgreSQL makes.

A module declares a list once (`ListSpec`); `read_page` turns a request for a page of it into one query. Every
piece of SQL comes from the declaration; what a caller sends is only ever a parameter. Pages are by key, so they
stay right while rows are added, and the thousandth page costs what the first does.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from esteio.core.db import ScopedSql, Tx
from esteio.core.errors import InvalidInput
from esteio.core.wire import check_text

MAX_LIMIT = 200
MAX_SEARCH_CHARS = 200
FROM_DAY = "{}::date::timestamp at time zone 'America/Sao_Paulo'"
AFTER_DAY = "({}::date + 1)::timestamp at time zone 'America/Sao_Paulo'"
"""For filters by day: where a day begins, and where the next one does."""


class Sort(msgspec.Struct, frozen=True):
    """A column to order by: its SQL, and the type that its text is cast back to."""

    sql: str
    type: str


class Number(msgspec.Struct, frozen=True):
    """A column whose text in PostgreSQL is JSON as it stands: integers, booleans, jsonb."""

    sql: str


class Word(msgspec.Struct, frozen=True):
    """A column whose text needs quotes and no escaping: ids, states, amounts of money as text, days."""

    sql: str


class Nested(msgspec.Struct, frozen=True):
    """A column that is an object of columns; null where `present` is not true."""

    columns: Mapping[str, Any]
    present: str = ""


ListColumn = str | Number | Word | Nested
"""A column of a list. Plain SQL is right for every type; the others say what PostgreSQL then need not find out for each
value (a quarter of its time for a page of 50)."""


class ListSpec(msgspec.Struct, frozen=True, kw_only=True):
    """One list. `{}` in a filter or in `search` is where the parameter goes.

    `columns` is `alias -> SQL`; the aliases are the members of the answer's rows, in camelCase.
    """

    columns: Mapping[str, ListColumn]
    source: str
    """What stands after `from`: the table (with its alias) that is filtered, ordered and cut into pages."""
    joins: str = ""
    """Joined to the rows of the page only, so that a page costs the same in a small and in a large organisation.
    (Row security makes PostgreSQL expect one row of each table; joined first, it would join them all, then sort.)"""
    id: str
    sorts: Mapping[str, Sort]
    default_sort: str
    """A name of `sorts`, with `-` before it for descending."""
    filters: Mapping[str, str] = {}
    search: str = ""
    """SQL of the text that is searched; empty where only what rows name is."""
    search_in: tuple[str, ...] = ()
    """Conditions by which a word is found as well, `{}` where its pattern goes: in what rows name, as `x.order_id in
    (select ...)`, which PostgreSQL looks through once and not for each row (docs/decisions/0032)."""
    search_needs_joins: bool = False
    where: str = "true"
    """A condition that always applies, without parameters."""

    def __post_init__(self) -> None:
        # Whoever shows one thing follows the list of it alone.
        by_id = {"id": f"{self.id} = any({{}}::uuid[])", **self.filters}
        msgspec.structs.force_setattr(self, "filters", by_id)


class PageRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What a caller asks of a list."""

    limit: int = 50
    cursor: str = ""
    sort: str = ""
    search: str = ""
    fields: str = ""
    """Comma-separated members wanted; empty for all."""
    filters: Mapping[str, object] = {}
    """Name -> value, None for not given; a list matches any of its members."""


class _Cursor(msgspec.Struct, frozen=True, array_like=True):
    sort: str
    value: str | None
    id: UUID


async def read_page(tx: Tx, spec: ListSpec, request: PageRequest) -> str:
    """The page as JSON text: `{"data": [...], "nextCursor": "..." | null}`; raises `InvalidInput`."""
    sql, parameters = page_query(spec, request)
    return page_text(await tx.read_row(sql, parameters), spec, request.sort)


def page_text(row: asyncpg.Record, spec: ListSpec, sort: str) -> str:
    """The answer that the row of `page_query` stands for; `sort` as it was asked for."""
    return "{" + page_members(row, spec, sort) + "}"


def page_members(row: asyncpg.Record, spec: ListSpec, sort: str) -> str:
    """`data` and `nextCursor` of the answer, for those who add to it."""
    next_cursor = "null"
    if row["more"]:
        cursor = _Cursor(sort or spec.default_sort, row["last_value"], row["last_id"])
        next_cursor = f'"{base64.urlsafe_b64encode(msgspec.json.encode(cursor)).decode().rstrip("=")}"'
    return f'"data":[{row["data"] or ""}],"nextCursor":{next_cursor}'


async def read_rows(tx: Tx, spec: ListSpec, request: PageRequest, most: int) -> list[dict[str, object]]:
    """Up to `most` rows as dictionaries, for exports; paging and cursor do not apply."""
    parameters: list[object] = []
    where = conditions(spec, request, parameters)
    order = _order(spec, request.sort or spec.default_sort)[2]
    columns = ", ".join(
        f'{_value(column)} as "{alias}"' for alias, column in wanted_columns(spec, request.fields).items()
    )
    parameters.append(most)
    sql = (
        f"select {columns} from {spec.source} {spec.joins} where {where} "  # noqa: S608 - declared SQL, parameters apart
        f"order by {order} limit ${len(parameters)}"
    )
    return [dict(row) for row in await tx.fetch(sql, *parameters)]


def page_query(spec: ListSpec, request: PageRequest) -> tuple[ScopedSql, list[object]]:
    """The query of one page and its parameters (without those of the scope).

    Its row also says `xmin`: all transactions below had ended when the rows were read.
    """
    if not 1 <= request.limit <= MAX_LIMIT:
        raise InvalidInput(fields={"limit": f"Use de 1 a {MAX_LIMIT}."})
    name = request.sort or spec.default_sort
    sort, descending, order = _order(spec, name)
    parameters: list[object] = []
    where = conditions(spec, request, parameters)
    if request.cursor:
        cursor = read_cursor(request.cursor)
        if cursor.sort != name:
            raise InvalidInput(fields={"cursor": "Este cursor é de outra ordenação; comece da primeira página."})
        parameters += [cursor.value, cursor.id]
        side = "<" if descending else ">"
        where += f" and ({sort.sql}, {spec.id}) {side} (${len(parameters) - 1}::text::{sort.type}, ${len(parameters)})"
    inside = _page_sql(spec, request, where, sort, order)
    tenant, person = len(parameters) + 1, len(parameters) + 2
    waiting = _page_sql(spec, request, f"scope.tenant <> '' and {where}", sort, order)
    alone = f"""
        with scope as materialized (
            select set_config('app.tenant', ${tenant}, true) as tenant,
                   set_config('app.person', ${person}, true) as person
        )
        select page.* from scope, lateral ({waiting}) page
    """  # noqa: S608 - every piece is declared SQL
    return ScopedSql(inside, alone), parameters


def _page_sql(spec: ListSpec, request: PageRequest, where: str, sort: Sort, order: str) -> str:
    row = row_text(wanted_columns(spec, request.fields))
    limit = request.limit
    # The limit is a checked number, not a parameter: a plan for any limit would be a plan for a large one.
    keys = f"from {spec.source} where {where} order by {order} limit {limit + 1}"
    alias, searching = spec.id.partition(".")[0], bool(request.search.strip())
    if spec.joins and searching and not spec.search_needs_joins:
        # Ids alone, which an index that also holds what is searched can tell without the rows.
        keys = (
            f"from (select {spec.id} from {spec.source} where {where} order by {order} "  # noqa: S608 - declared SQL
            f"limit {limit + 1}) found join {spec.source} on {spec.id} = found.id {spec.joins} order by {order}"
        )
    elif spec.joins:
        source = f"{spec.source} {spec.joins}" if searching else spec.source
        keys = (
            f"from (select {alias}.* from {source} where {where} order by {order} "  # noqa: S608 - declared SQL
            f"limit {limit + 1}) {alias} {spec.joins} order by {order}"
        )
    return f"""
        select array_to_string((array_agg(j))[:{limit}], ',') as data, count(*) > {limit} as more,
               (array_agg(v))[{limit}] as last_value, (array_agg(i))[{limit}] as last_id,
               pg_snapshot_xmin(pg_current_snapshot())::text::bigint as xmin
        from (
            select {row} as j, ({sort.sql})::text as v, {spec.id} as i
            {keys}
        ) page
    """  # noqa: S608 - every piece is declared SQL; what callers send is in the parameters


def read_cursor(text: str) -> _Cursor:
    """A cursor that `read_page` gave; raises `InvalidInput` for any other text."""
    try:
        return msgspec.json.decode(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), type=_Cursor)
    except (ValueError, msgspec.DecodeError):
        raise InvalidInput(fields={"cursor": "Este cursor não vale; comece da primeira página."}) from None


def _order(spec: ListSpec, name: str) -> tuple[Sort, bool, str]:
    descending = name.startswith("-")
    sort = spec.sorts.get(name.removeprefix("-"))
    if sort is None:
        known = ", ".join(spec.sorts)
        raise InvalidInput(fields={"sort": f"Ordene por um destes: {known} (com - na frente para inverter)."})
    direction = "desc" if descending else "asc"
    return sort, descending, f"{sort.sql} {direction}, {spec.id} {direction}"


def conditions(spec: ListSpec, request: PageRequest, parameters: list[object]) -> str:
    """SQL of the filters and the search of `request`, whose values are added to `parameters`; raises `InvalidInput`."""
    parts = [spec.where]
    for name, value in request.filters.items():
        if value is not None:
            parameters.append(check_text(name, value) if isinstance(value, str) else value)
            parts.append(spec.filters[name].format(f"${len(parameters)}"))
    text = request.search.strip()
    if text:
        if len(text) > MAX_SEARCH_CHARS:
            raise InvalidInput(fields={"q": f"Busque com até {MAX_SEARCH_CHARS} caracteres."})
        for word in check_text("q", text).split():
            parameters.append("%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%")
            # As a query of its own it is worked out once; a generic plan would do it for each row.
            pattern = f"(select search_text(${len(parameters)}::text))"
            places = [f"{spec.search} like {pattern}"] if spec.search else []
            parts.append(f"({' or '.join([*places, *(each.format(pattern) for each in spec.search_in)])})")
    return " and ".join(parts)


def row_text(columns: Mapping[str, ListColumn]) -> str:
    """SQL of a row's JSON as text.

    Members are joined as text: `row_to_json` finds out anew for every value what type it has.
    """
    members = " || ',".join(f'"{alias}":\' || {_json(column)}' for alias, column in columns.items())
    return f"('{{{members} || '}}')"


def _json(column: ListColumn) -> str:
    """SQL of a column's JSON as text, never null."""
    match column:
        case Number(sql):
            return f"coalesce(({sql})::text, 'null')"
        case Word(sql):
            return f"coalesce('\"' || ({sql}) || '\"', 'null')"
        case Nested(columns, ""):
            return row_text(columns)
        case Nested(columns, present):
            return f"case when {present} then {row_text(columns)} else 'null' end"
        case sql:
            return f"coalesce(to_json({sql})::text, 'null')"


def _value(column: ListColumn) -> str:
    """SQL of a column's value in its own type."""
    match column:
        case Number(sql) | Word(sql):
            return sql
        case Nested():
            return f"{_json(column)}::json"
        case sql:
            return sql


def wanted_columns(spec: ListSpec, fields: str) -> Mapping[str, ListColumn]:
    """The columns named in `fields` and the id; all if it is empty. Raises `InvalidInput` for one that is not there."""
    if not fields:
        return spec.columns
    names = ["id", *(name.strip() for name in fields.split(",") if name.strip() and name.strip() != "id")]
    unknown = [name for name in names if name not in spec.columns]
    if unknown:
        raise InvalidInput(fields={"fields": f"Não existe: {', '.join(unknown)}. Há: {', '.join(spec.columns)}."})
    return {name: spec.columns[name] for name in names}

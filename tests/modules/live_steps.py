"""What is told of the rows of a live list, for comparing it with what the list shows."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import msgspec
from tests.conditions import until
from tests.factories import Person

from esteio.core.access import Actor, Scope
from esteio.core.db import Database
from esteio.live.loading import rows_sql
from esteio.live.resource import Resource


async def told(db: Database, resource: Resource, reader: Person, ids: list[str]) -> dict[str, Any]:
    """The rows as the feed tells them to somebody with the rights of `reader`, by id."""
    me = (await reader.get("/api/auth/me")).json()
    held = frozenset(me["permissions"])
    actor = Actor(reader.id, reader.tenant_id, reader.session_id, me["name"], me["email"], held)
    async with db.transaction(Scope(tenant_id=actor.tenant_id)) as tx:
        record = await tx.read_row(rows_sql(resource), [ids, []])
    found: dict[str, Any] = {}
    for row, (_, keys) in zip(record["rows"] or (), msgspec.json.decode(record["facets"] or "[]"), strict=True):
        text = row.encode()
        if resource.abilities is not None:
            able = resource.abilities(held & resource.able_by, tuple(keys[len(resource.live_filters) :]))
            text = text[:-1] + b"," + able + b"}"
        whole = msgspec.json.decode(text)
        found[whole["id"]] = whole
    return found


FROM_THE_DATABASE = {"X-Esteio-Position": "ffffffffffff"}
"""Of who wrote what no process was told yet: nothing is answered from memory."""


async def listed(
    reader: Person, resource: Resource, *, headers: Mapping[str, str] = MappingProxyType({}), **query: Any
) -> dict[str, Any]:
    """What the list answers."""
    answer = await reader.get(resource.path, params=query, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def standing(reader: Person, resource: Resource, **query: Any) -> dict[str, Any]:
    """What the list answers, once a delta leads on from there: on a busy machine the first cursor may lie before the
    reader's own rights, and from there a list is read whole. Asked of the database: memory may not have been told of
    these rights yet, and would promise a delta that is then not given."""
    answer: dict[str, Any] = {}

    async def leads_on() -> bool:
        answer.update(await listed(reader, resource, headers=FROM_THE_DATABASE, **query))
        return (await listed(reader, resource, headers=FROM_THE_DATABASE, since=answer["cursor"], **query))["isDelta"]

    await until(leads_on, within_s=20)
    return answer


async def changed(reader: Person, resource: Resource, cursor: str, **query: Any) -> tuple[list[dict[str, Any]], str]:
    """What changed since `cursor`, once something has, each row as it was told last; and a cursor after all of it: a
    process that was not told yet what it found in the database leaves the cursor before it, and will find it again."""
    rows: dict[str, Any] = {}

    async def passed() -> bool:
        nonlocal cursor
        delta = await listed(reader, resource, since=cursor, **query)
        assert delta["isDelta"]
        cursor = delta["cursor"]
        rows.update((row["id"], row) for row in delta["data"])
        return bool(rows) and not delta["data"]

    await until(passed, within_s=20)
    return list(rows.values()), cursor


async def caught_up(reader: Person, resource: Resource, old: dict[str, Any], **query: Any) -> None:
    """Wait until an old answer and what changed since are what the list answers now."""
    rows = {row["id"]: row for row in old["data"]}

    async def is_whole() -> bool:
        delta = await listed(reader, resource, since=old["cursor"], **query)
        assert delta["isDelta"]
        for row in delta["data"]:
            row.pop("_by", None)
            if row.pop("_operation") == "delete":
                rows.pop(row["id"], None)
            else:
                rows[row["id"]] = row
        return rows == {row["id"]: row for row in (await listed(reader, resource, **query))["data"]}

    await until(is_whole, within_s=20)

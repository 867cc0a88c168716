"""Cost centres, and the people who ask on them or approve their needs."""

from __future__ import annotations

from functools import lru_cache
from uuid import UUID

import asyncpg
import msgspec

from esteio.core.db import Tx
from esteio.core.listing import ListSpec, Nested, Number, Sort, Word
from esteio.modules.procurement.rules.register import centre_actions

LIST = ListSpec(
    source="cost_centres c",
    joins="left join departments d on d.tenant_id = c.tenant_id and d.id = c.department_id",
    id="c.id",
    columns={
        "id": Word("c.id"),
        "code": "c.code",
        "name": "c.name",
        "department": Nested({"id": Word("d.id"), "name": "d.name"}, present="d.id is not null"),
        "approvers": Number(
            """(select coalesce(json_agg(json_build_object('id', u.id, 'name', u.name) order by u.name, u.id), '[]')
                from cost_centre_people p join users u on u.id = p.person_id
                where p.tenant_id = c.tenant_id and p.cost_centre_id = c.id and p.approves)"""
        ),
        "people": Number(
            "(select count(*) from cost_centre_people p where p.tenant_id = c.tenant_id and p.cost_centre_id = c.id)"
        ),
        "archived": Number("c.archived_at is not null"),
        "createdAt": "c.created_at",
        "updatedAt": "c.updated_at",
        "version": Number("c.version"),
    },
    sorts={
        "code": Sort("c.code", "text"),
        "name": Sort("c.name", "text"),
        "createdAt": Sort("c.created_at", "timestamptz"),
    },
    default_sort="code",
    filters={
        "archived": "(c.archived_at is not null) = {}::boolean",
        "departmentId": "c.department_id = {}",
        "personId": """exists (select from cost_centre_people p
            where p.tenant_id = c.tenant_id and p.cost_centre_id = c.id and p.person_id = {})""",
    },
    search="c.search",
)
_PEOPLE = "from cost_centre_people p where p.tenant_id = c.tenant_id and p.cost_centre_id = c.id"
_NAMED = f"exists (select {_PEOPLE} and not p.approves)"
_ASKERS = f"""(select string_agg('"' || p.person_id || '"', ',' order by p.person_id) {_PEOPLE})"""
FACTS = ("(c.archived_at is not null)::text", f"case when {_NAMED} then {_ASKERS} end")
"""What `abilities` decides by."""


@lru_cache(maxsize=256)
def list_for(permissions: frozenset[str]) -> ListSpec:
    """The list as people with these permissions see it: what they `can` do with a row, and who `canAlso` ask on it."""
    can_cases: list[str] = []
    also_cases: list[str] = []
    for archived in (True, False):
        for named in (True, False):
            can, also = centre_actions(permissions, archived=archived, named=named)
            when = f"when (c.archived_at is not null) = {archived} and {_NAMED} = {named} then"
            can_cases.append(f"{when} '{msgspec.json.encode(can).decode()}'")
            if also:
                text = msgspec.json.encode(also).decode()
                also_cases.append(f"""{when} '{{' || replace({_ASKERS}, ',', ':{text},') || ':{text}}}'""")
    also_sql = f"case {' '.join(also_cases)} else '{{}}' end" if also_cases else "'{}'"
    columns = {**LIST.columns, "can": Number(f"case {' '.join(can_cases)} end"), "canAlso": Number(also_sql)}
    return msgspec.structs.replace(LIST, columns=columns)


def abilities(permissions: frozenset[str], facts: tuple[str | None, ...]) -> bytes:
    """`can` and `canAlso` of a row with these `FACTS`, as `list_for` says them."""
    archived, askers = facts
    can, also = centre_actions(permissions, archived=archived == "true", named=askers is not None)
    people = {each.strip('"'): also for each in (askers or "").split(",") if each} if also else {}
    return b'"can":%b,"canAlso":%b' % (msgspec.json.encode(can), msgspec.json.encode(people))


async def find_cost_centre(tx: Tx, cost_centre_id: UUID) -> asyncpg.Record | None:
    """One cost centre, with its `department_name`."""
    return await tx.fetchrow(
        """
        select c.*, d.name as department_name
        from cost_centres c left join departments d on d.tenant_id = c.tenant_id and d.id = c.department_id
        where c.id = $1
        """,
        cost_centre_id,
    )


async def lock_cost_centre(tx: Tx, cost_centre_id: UUID) -> asyncpg.Record | None:
    """One cost centre, for changing it or its people."""
    return await tx.fetchrow("select * from cost_centres where id = $1 for update", cost_centre_id)


async def insert_cost_centre(tx: Tx, code: str, name: str, department_id: UUID | None) -> UUID:
    """A new cost centre; raises UniqueViolationError when one in use has the code."""
    return await tx.fetchval(
        "insert into cost_centres (tenant_id, code, name, department_id) values ($1, $2, $3, $4) returning id",
        tx.tenant_id,
        code,
        name,
        department_id,
    )


async def update_cost_centre(tx: Tx, cost_centre_id: UUID, code: str, name: str, department_id: UUID | None) -> None:
    """Replace a cost centre's data; raises UniqueViolationError when one in use has the code."""
    await tx.execute(
        "update cost_centres set code = $2, name = $3, department_id = $4 where id = $1",
        cost_centre_id,
        code,
        name,
        department_id,
    )


async def set_cost_centre_archived(tx: Tx, cost_centre_id: UUID, *, archived: bool) -> None:
    """Put a cost centre away, or take it out again; raises UniqueViolationError when its code was given anew."""
    await tx.execute(
        "update cost_centres set archived_at = case when $2 then now() end where id = $1", cost_centre_id, archived
    )


async def list_people(tx: Tx, cost_centre_id: UUID) -> list[asyncpg.Record]:
    """Who asks on a cost centre or approves for it: `person_id`, `name`, `approves`; by name."""
    return await tx.fetch(
        """
        select p.person_id, u.name, p.approves
        from cost_centre_people p join users u on u.id = p.person_id
        where p.tenant_id = $1 and p.cost_centre_id = $2 order by u.name, u.id
        """,
        tx.tenant_id,
        cost_centre_id,
    )


async def list_approvers(tx: Tx, cost_centre_id: UUID) -> list[UUID]:
    """Who was named to approve a cost centre's needs, by their ids; whether they still hold the right is not asked."""
    rows = await tx.fetch(
        """
        select person_id from cost_centre_people
        where tenant_id = $1 and cost_centre_id = $2 and approves order by person_id
        """,
        tx.tenant_id,
        cost_centre_id,
    )
    return [row["person_id"] for row in rows]


async def find_cost_centre_person(tx: Tx, cost_centre_id: UUID, person_id: UUID) -> asyncpg.Record | None:
    """Somebody's part in a cost centre, with `name`."""
    return await tx.fetchrow(
        """
        select p.person_id, u.name, p.approves
        from cost_centre_people p join users u on u.id = p.person_id
        where p.tenant_id = $1 and p.cost_centre_id = $2 and p.person_id = $3
        """,
        tx.tenant_id,
        cost_centre_id,
        person_id,
    )


async def put_cost_centre_person(tx: Tx, cost_centre_id: UUID, person_id: UUID, *, approves: bool) -> None:
    """Somebody asks on a cost centre, or approves for it as well."""
    await tx.execute(
        """
        insert into cost_centre_people (tenant_id, cost_centre_id, person_id, approves) values ($1, $2, $3, $4)
        on conflict (tenant_id, cost_centre_id, person_id) do update set approves = excluded.approves
        """,
        tx.tenant_id,
        cost_centre_id,
        person_id,
        approves,
    )


async def delete_cost_centre_person(tx: Tx, cost_centre_id: UUID, person_id: UUID) -> None:
    """Somebody has no part in a cost centre any more."""
    await tx.execute(
        "delete from cost_centre_people where tenant_id = $1 and cost_centre_id = $2 and person_id = $3",
        tx.tenant_id,
        cost_centre_id,
        person_id,
    )

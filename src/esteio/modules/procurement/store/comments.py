"""Comments on purchase requests."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import asyncpg
import msgspec

from esteio.core.db import Tx
from esteio.core.listing import ListSpec, Nested, Number, Sort, Word
from esteio.modules.procurement.permissions import REQUESTS_MANAGE

LIST = ListSpec(
    source="purchase_request_comments c",
    joins="join users u on u.id = c.person_id",
    id="c.id",
    columns={
        "id": Word("c.id"),
        "requestId": Word("c.request_id"),
        "person": Nested({"id": Word("u.id"), "name": "u.name"}),
        # What was taken back is gone from every screen; that something was said stays.
        "text": "case when c.deleted_at is null then c.text else '' end",
        "mentions": Number("""(select coalesce(json_agg(json_build_object('id', m.id, 'name', m.name)
            order by m.name, m.id), '[]') from users m where m.id = any(c.mentions))"""),
        "deleted": Number("c.deleted_at is not null"),
        "createdAt": "c.created_at",
        "updatedAt": "c.updated_at",
        "version": Number("c.version"),
    },
    sorts={"createdAt": Sort("c.created_at", "timestamptz")},
    default_sort="createdAt",
    filters={"requestId": "c.request_id = {}"},
    search="search_text(case when c.deleted_at is null then c.text else '' end)",
)

FACTS = ("(c.deleted_at is not null)::text", "c.person_id::text")
"""What `abilities` decides by."""
_DELETE = '["delete"]'


def list_for(permissions: frozenset[str]) -> ListSpec:
    """The list as people with these permissions see it: its author, and who looks after all requests, may delete."""
    can, also = "'[]'", "'{}'"
    if REQUESTS_MANAGE in permissions:
        can = f"case when c.deleted_at is null then '{_DELETE}' else '[]' end"
    else:
        also = f"""case when c.deleted_at is null then '{{"' || c.person_id || '":{_DELETE}}}' else '{{}}' end"""
    return msgspec.structs.replace(LIST, columns={**LIST.columns, "can": Number(can), "canAlso": Number(also)})


def abilities(permissions: frozenset[str], facts: tuple[str | None, ...]) -> bytes:
    """`can` and `canAlso` of a row with these `FACTS`, as `list_for` says them."""
    deleted, author = facts
    if deleted == "true":
        return b'"can":[],"canAlso":{}'
    if REQUESTS_MANAGE in permissions:
        return f'"can":{_DELETE},"canAlso":{{}}'.encode()
    return f'"can":[],"canAlso":{{"{author}":{_DELETE}}}'.encode()


async def insert_comment(tx: Tx, request_id: UUID, person_id: UUID, text: str, mentions: Sequence[UUID]) -> UUID:
    """A new comment."""
    return await tx.fetchval(
        """
        insert into purchase_request_comments (tenant_id, request_id, person_id, text, mentions)
        values ($1, $2, $3, $4, $5) returning id
        """,
        tx.tenant_id,
        request_id,
        person_id,
        text,
        list(mentions),
    )


async def find_comment(tx: Tx, comment_id: UUID) -> asyncpg.Record | None:
    """One comment, with its author's `name` and the `mentioned` as JSON text."""
    return await tx.fetchrow(
        """
        select c.*, u.name, coalesce((select json_agg(json_build_object('id', m.id, 'name', m.name)
            order by m.name, m.id) from users m where m.id = any(c.mentions)), '[]')::text as mentioned
        from purchase_request_comments c join users u on u.id = c.person_id where c.id = $1
        """,
        comment_id,
    )


async def lock_comment(tx: Tx, request_id: UUID, comment_id: UUID) -> asyncpg.Record | None:
    """One comment of a request, for changing it."""
    return await tx.fetchrow(
        "select * from purchase_request_comments where id = $1 and request_id = $2 for update", comment_id, request_id
    )


async def set_deleted(tx: Tx, comment_id: UUID) -> None:
    """Take a comment back; its text stays for the trail of who may read the database, and for nobody else."""
    await tx.execute("update purchase_request_comments set deleted_at = now() where id = $1", comment_id)


async def list_commenters(tx: Tx, request_id: UUID) -> list[UUID]:
    """Who has written about a request, or was named in what was written."""
    rows = await tx.fetch(
        """
        select distinct person_id from (
            select person_id from purchase_request_comments where tenant_id = $1 and request_id = $2
            union all
            select unnest(mentions) from purchase_request_comments where tenant_id = $1 and request_id = $2
        ) people order by person_id
        """,
        tx.tenant_id,
        request_id,
    )
    return [row["person_id"] for row in rows]

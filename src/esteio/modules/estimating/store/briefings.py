"""Templates, briefings, answers and confirmed facts."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import asyncpg

from esteio.core.db import Tx
from esteio.core.listing import ListSpec, Nested, Number, Sort, Word

BRIEFINGS = ListSpec(
    source="briefings b",
    joins="""
        join clients c on c.id = b.client_id
        join briefing_templates t on t.id = b.template_id
        left join users u on u.id = b.responsible_id""",
    id="b.id",
    columns={
        "id": Word("b.id"),
        "number": Number("b.number"),
        "title": "b.title",
        "status": Word("b.status"),
        "progress": Number("b.progress"),
        "client": Nested({"id": Word("c.id"), "name": "c.name"}),
        "template": "t.name",
        "responsible": Nested({"id": Word("u.id"), "name": "u.name"}, present="u.id is not null"),
        "orcamentos": Number("b.orcamentos"),
        "createdAt": "b.created_at",
        "updatedAt": "b.updated_at",
        "version": Number("b.version"),
    },
    sorts={
        "createdAt": Sort("b.created_at", "timestamptz"),
        "updatedAt": Sort("b.updated_at", "timestamptz"),
        "number": Sort("b.number", "integer"),
        "progress": Sort("b.progress", "smallint"),
    },
    default_sort="-createdAt",
    filters={
        "status": "b.status = any(string_to_array({}::text, ','))",
        "clientId": "b.client_id = {}",
        "responsibleId": "b.responsible_id = {}",
    },
    search="(b.search || ' ' || c.search)",
    search_needs_joins=True,
)

ANSWERS = ListSpec(
    source="briefing_answers a",
    joins="left join users u on u.id = a.answered_by",
    id="a.id",
    columns={
        "id": Word("a.id"),
        "briefingId": Word("a.briefing_id"),
        "questionId": "a.question_id",
        "value": Number("a.value"),
        "version": Number("a.version"),
        "answeredBy": Nested({"id": Word("u.id"), "name": "u.name"}, present="u.id is not null"),
        "answeredAt": "a.answered_at",
    },
    sorts={"questionId": Sort("a.question_id", "text"), "answeredAt": Sort("a.answered_at", "timestamptz")},
    default_sort="questionId",
    filters={"briefingId": "a.briefing_id = {}"},
    search="search_text(a.value::text)",
)


async def list_template_versions(tx: Tx) -> list[asyncpg.Record]:
    """Key and number of every version that the organisation has."""
    return await tx.fetch("select key, number from briefing_templates")


async def insert_templates(tx: Tx, rows: Sequence[tuple[str, int, str, str, bool, UUID | None]]) -> None:
    """New versions: (key, number, name, definition as JSON, shipped, who); the newest of a key is the active one."""
    await tx.executemany(
        """
        insert into briefing_templates (tenant_id, key, number, name, definition, shipped, created_by)
        values ($1, $2, $3, $4, $5::text::jsonb, $6, $7) on conflict (tenant_id, key, number) do nothing
        """,
        [(tx.tenant_id, *row) for row in rows],
    )
    await tx.execute(
        """
        update briefing_templates t set active = false
        where t.active and t.key = any($1)
          and exists (select from briefing_templates n where n.tenant_id = t.tenant_id and n.key = t.key
                      and n.number > t.number)
        """,
        [row[0] for row in rows],
    )


async def list_templates(tx: Tx, *, with_inactive: bool) -> list[asyncpg.Record]:
    """Templates without their questions, by name."""
    return await tx.fetch(
        """
        select id, key, number, name, definition ->> 'description' as description, shipped, active,
               (select sum(jsonb_array_length(chapter -> 'questions'))::int
                from jsonb_array_elements(definition -> 'chapters') chapter) as questions
        from briefing_templates where active or $1 order by name, number desc, id
        """,
        with_inactive,
    )


async def find_template(tx: Tx, template_id: UUID) -> asyncpg.Record | None:
    """One version of a template."""
    return await tx.fetchrow(
        "select id, key, number, name, definition::text as definition, shipped, active "
        "from briefing_templates where id = $1",
        template_id,
    )


async def set_template_active(tx: Tx, template_id: UUID, *, active: bool) -> bool:
    """Take a template out of use or back; False when there is none."""
    return bool(
        await tx.fetchval("update briefing_templates set active = $2 where id = $1 returning true", template_id, active)
    )


async def next_briefing_number(tx: Tx) -> int:
    """The organisation's next briefing number; its counter row makes others wait, so no number is given twice."""
    return await tx.fetchval(
        """
        insert into document_counters (tenant_id, kind, period, value) values ($1, 'briefing', '', 1)
        on conflict (tenant_id, kind, period) do update set value = document_counters.value + 1 returning value
        """,
        tx.tenant_id,
    )


async def insert_briefing(
    tx: Tx,
    *,
    number: int,
    client_id: UUID,
    template_id: UUID,
    title: str,
    responsible_id: UUID | None,
    created_by: UUID | None,
) -> UUID:
    """A new briefing without answers."""
    return await tx.fetchval(
        """
        insert into briefings (tenant_id, number, client_id, template_id, title, responsible_id, created_by)
        values ($1, $2, $3, $4, $5, $6, $7) returning id
        """,
        tx.tenant_id,
        number,
        client_id,
        template_id,
        title,
        responsible_id,
        created_by,
    )


BRIEFING = """
    select b.*, c.name as client_name, t.name as template_name, u.name as responsible_name
    from {source} b
    join clients c on c.id = b.client_id
    join briefing_templates t on t.id = b.template_id
    left join users u on u.id = b.responsible_id
    where {condition}
"""


def _changed(update: str) -> str:
    return f"with changed as ({update} returning *) {BRIEFING.format(source='changed', condition='true')}"


CHANGED_BRIEFING = _changed("update briefings set client_id = $2, title = $3, responsible_id = $4 where id = $1")
RENAMED_BRIEFING = _changed("update briefings set title = $2 where id = $1 and version = coalesce($3, version)")


async def find_briefing(tx: Tx, briefing_id: UUID) -> asyncpg.Record | None:
    """A briefing with the names of what it refers to."""
    return await tx.fetchrow(BRIEFING.format(source="briefings", condition="b.id = $1"), briefing_id)


async def find_briefing_by_number(tx: Tx, number: int) -> asyncpg.Record | None:
    """The organisation's briefing with that number."""
    return await tx.fetchrow(
        BRIEFING.format(source="briefings", condition="b.tenant_id = $1 and b.number = $2"), tx.tenant_id, number
    )


async def lock_briefing(tx: Tx, briefing_id: UUID) -> asyncpg.Record | None:
    """A briefing, for changing it or its answers."""
    return await tx.fetchrow("select * from briefings where id = $1 for update", briefing_id)


async def update_briefing(
    tx: Tx, briefing_id: UUID, *, client_id: UUID, title: str, responsible_id: UUID | None
) -> asyncpg.Record | None:
    """Change what a briefing is about; as it is then."""
    return await tx.fetchrow(
        CHANGED_BRIEFING,
        briefing_id,
        client_id,
        title,
        responsible_id,
    )


async def rename_briefing(tx: Tx, briefing_id: UUID, title: str, version: int | None) -> asyncpg.Record | None:
    """Change its title, if it is there and (unless that is None) of this version; as it is then."""
    return await tx.fetchrow(RENAMED_BRIEFING, briefing_id, title, version)


async def set_briefing_status(tx: Tx, briefing_id: UUID, status: str) -> None:
    """Move a briefing; the caller has asked the table of moves."""
    await tx.execute("update briefings set status = $2 where id = $1", briefing_id, status)


async def set_briefing_progress(tx: Tx, briefing_id: UUID, progress: int) -> None:
    """Note how far the answers have come; also tells that the briefing changed."""
    await tx.execute("update briefings set progress = $2 where id = $1", briefing_id, progress)


async def tell_briefing_read_anew(tx: Tx, briefing_id: UUID) -> None:
    """Have screens read it again: what people confirmed of it lies beside its row."""
    await tx.execute("update briefings set progress = progress where id = $1", briefing_id)


async def list_answers(tx: Tx, briefing_id: UUID) -> list[asyncpg.Record]:
    """All answers with who gave them last, hidden ones too."""
    return await tx.fetch(
        """
        select a.question_id, a.value::text as value, a.version, a.answered_at, a.answered_by,
               u.name as answered_by_name
        from briefing_answers a left join users u on u.id = a.answered_by
        where a.tenant_id = $1 and a.briefing_id = $2
        """,
        tx.tenant_id,
        briefing_id,
    )


async def upsert_answer(tx: Tx, briefing_id: UUID, question_id: str, value: str, answered_by: UUID | None) -> None:
    """Keep an answer (JSON text)."""
    await tx.execute(
        """
        insert into briefing_answers (tenant_id, briefing_id, question_id, value, answered_by)
        values ($1, $2, $3, $4::text::jsonb, $5)
        on conflict (tenant_id, briefing_id, question_id) do update
        set value = excluded.value, answered_by = excluded.answered_by, answered_at = now(),
            version = briefing_answers.version + 1
        """,
        tx.tenant_id,
        briefing_id,
        question_id,
        value,
        answered_by,
    )


async def delete_answer(tx: Tx, briefing_id: UUID, question_id: str) -> None:
    """Clear an answer."""
    await tx.execute(
        "delete from briefing_answers where tenant_id = $1 and briefing_id = $2 and question_id = $3",
        tx.tenant_id,
        briefing_id,
        question_id,
    )


async def list_facts(tx: Tx, briefing_id: UUID) -> list[asyncpg.Record]:
    """What people confirmed of a briefing."""
    return await tx.fetch(
        "select fact, value::text as value from briefing_facts where tenant_id = $1 and briefing_id = $2",
        tx.tenant_id,
        briefing_id,
    )


async def upsert_fact(tx: Tx, briefing_id: UUID, fact: str, value: str, confirmed_by: UUID) -> None:
    """Keep what a person confirmed (JSON text)."""
    await tx.execute(
        """
        insert into briefing_facts (tenant_id, briefing_id, fact, value, confirmed_by)
        values ($1, $2, $3, $4::text::jsonb, $5)
        on conflict (tenant_id, briefing_id, fact) do update
        set value = excluded.value, confirmed_by = excluded.confirmed_by, confirmed_at = now()
        """,
        tx.tenant_id,
        briefing_id,
        fact,
        value,
        confirmed_by,
    )


async def delete_facts(tx: Tx, briefing_id: UUID, facts: Sequence[str]) -> None:
    """Forget confirmations: of one fact, or of those whose source answer changed."""
    await tx.execute(
        "delete from briefing_facts where tenant_id = $1 and briefing_id = $2 and fact = any($3)",
        tx.tenant_id,
        briefing_id,
        list(facts),
    )


async def list_people(tx: Tx, ids: Sequence[UUID]) -> list[asyncpg.Record]:
    """`id` and `name` of these people, by name."""
    return await tx.fetch("select id, name from users where id = any($1) order by name, id", ids)


async def is_member(tx: Tx, user_id: UUID) -> bool:
    """Whether somebody belongs to the organisation, so that they can be responsible."""
    return bool(
        await tx.fetchval(
            "select true from memberships where tenant_id = $1 and user_id = $2 and status = 'active'",
            tx.tenant_id,
            user_id,
        )
    )

"""Orçamentos and their events."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from uuid import UUID

import asyncpg
import msgspec

from esteio.core.db import Tx
from esteio.core.listing import AFTER_DAY, FROM_DAY, ListColumn, ListSpec, Nested, Number, Sort, Word, row_text
from esteio.modules.estimating.rules.actions import VERSIONABLE, orcamento_actions
from esteio.modules.estimating.rules.vocabulary import OrcamentoState

TODAY = "(now() at time zone 'America/Sao_Paulo')::date"
STATUS = f"case when o.status = 'ENVIADO' and o.valid_until < {TODAY} then 'EXPIRADO' else o.status end"
"""The state as it is now, also before the daily job has noted that a validity ended."""

JOINS = """
    join clients c on c.id = o.client_id
    join briefings b on b.id = o.briefing_id"""

ROW: Mapping[str, ListColumn] = {
    "id": Word("o.id"),
    "codigo": "o.codigo",
    "versao": Number("o.versao"),
    "status": Word(STATUS),
    "title": "o.title",
    "client": Nested({"id": Word("c.id"), "name": "c.name"}),
    "briefing": Nested({"id": Word("b.id"), "number": Number("b.number"), "title": "b.title"}),
    "areaM2": Word("o.area_m2"),
    "buildingType": Word("o.building_type"),
    "subtotal": Word("o.subtotal"),
    "total": Word("o.total"),
    "discountStatus": Word("o.discount_status"),
    "validUntil": "o.valid_until",
    "sentAt": "o.sent_at",
    "decidedAt": "o.decided_at",
    "createdAt": "o.created_at",
    "updatedAt": "o.updated_at",
    "version": Number("o.version"),
}
"""A row of the list, and the beginning of the whole document; money is text with two decimals."""

WHOLE: Mapping[str, ListColumn] = {
    "methodology": "o.methodology",
    "policyNumber": "o.policy_number",
    "facts": "o.facts",
    "extraction": "o.extraction",
    "pricing": "o.pricing",
    "composition": "o.composition",
    "schedule": "o.schedule",
    "payment": "o.payment",
    "terms": "o.terms",
    "discount": """json_build_object('amount', o.discount::text, 'percent', o.discount_percent::text,
        'status', o.discount_status,
        'askedBy', (select json_build_object('id', u.id, 'name', u.name) from users u where u.id = o.discount_asked_by),
        'decidedBy',
            (select json_build_object('id', u.id, 'name', u.name) from users u where u.id = o.discount_decided_by))""",
    "figures": """json_build_object('stageSystem', o.policy -> 'stages' -> 'system',
        'instalments', o.policy -> 'payment' -> 'instalments', 'validDays', o.policy -> 'terms' -> 'validDays',
        'discountLimitPercent', o.policy -> 'payment' -> 'discountLimitPercent')""",
    "scope": "o.scope",
    "notes": "o.notes",
    "decision": """case when o.decided_at is not null then json_build_object('at', o.decided_at,
        'name', o.decided_by_name, 'document', o.decided_by_document, 'reason', o.decision_reason,
        'recordedBy', (select json_build_object('id', u.id, 'name', u.name) from users u where u.id = o.decided_by))
        end""",
    "proposalSha256": "o.proposal_sha256",
    "createdBy": "(select json_build_object('id', u.id, 'name', u.name) from users u where u.id = o.created_by)",
}

LIST = ListSpec(
    source="orcamentos o",
    joins=JOINS,
    id="o.id",
    columns=ROW,
    sorts={
        "createdAt": Sort("o.created_at", "timestamptz"),
        "updatedAt": Sort("o.updated_at", "timestamptz"),
        "total": Sort("o.total", "numeric"),
        # A month's thousandth number follows its 999th.
        "codigo": Sort("left(o.codigo, 11) || lpad(substr(o.codigo, 12), 9, '0')", "text"),
    },
    default_sort="-createdAt",
    filters={
        "status": f"{STATUS} = any(string_to_array({{}}::text, ','))",
        "clientId": "o.client_id = {}",
        "briefingId": "o.briefing_id = {}",
        "from": f"o.created_at >= {FROM_DAY}",
        "to": f"o.created_at < {AFTER_DAY}",
        "minTotal": "o.total >= {}",
        "maxTotal": "o.total <= {}",
    },
    search="(o.search || ' ' || c.search)",
    search_needs_joins=True,
)


@lru_cache(maxsize=256)
def list_for(permissions: frozenset[str]) -> ListSpec:
    """The list as people with these permissions see it: each row says what they `can` do with it, and who `cannot`."""
    return msgspec.structs.replace(
        LIST, columns={**ROW, "can": Number(_can(permissions, own=False)), "cannot": Number(_cannot(permissions))}
    )


FACTS = (STATUS, "(o.discount_status = 'pending')::text", "b.status", "o.discount_asked_by::text")
"""What `abilities` decides by."""


def abilities(permissions: frozenset[str], facts: tuple[str | None, ...]) -> bytes:
    """`can` and `cannot` of a row with these `FACTS`, as `list_for` says them."""
    status, pending, briefing, asked_by = facts
    can, cannot = _actions(
        OrcamentoState(status or ""), permissions, pending=pending == "true", ready=briefing in VERSIONABLE
    )
    without = {asked_by: cannot} if asked_by and cannot else {}
    return b'"can":%b,"cannot":%b' % (msgspec.json.encode(can), msgspec.json.encode(without))


def _actions(
    state: OrcamentoState, permissions: frozenset[str], *, pending: bool, ready: bool
) -> tuple[list[str], list[str]]:
    """What people with these permissions can do, and what of that whoever gave the discount cannot."""
    can = orcamento_actions(state, permissions, pending=pending, asked_by_self=False, versionable=ready)
    own = orcamento_actions(state, permissions, pending=pending, asked_by_self=True, versionable=ready)
    return can, [action for action in can if action not in own]


def _cannot(permissions: frozenset[str]) -> str:
    cannot = _actions(OrcamentoState.RASCUNHO, permissions, pending=True, ready=True)[1]
    if not cannot:
        return "'{}'"
    pending = "o.status = 'RASCUNHO' and o.discount_status = 'pending' and o.discount_asked_by is not null"
    text = f"""'{{"' || o.discount_asked_by || '":{msgspec.json.encode(cannot).decode()}}}'"""
    return f"case when {pending} then {text} else '{{}}' end"


@lru_cache(maxsize=256)
def _document_query(permissions: frozenset[str]) -> str:
    columns = {**ROW, **WHOLE, "can": Number(_can(permissions))}
    return f"""
        select o.version, {row_text(columns)} as document
        from orcamentos o {JOINS} where o.id = $1
    """  # noqa: S608 - declared SQL only


def _can(permissions: frozenset[str], *, own: bool | None = None) -> str:
    """SQL of what `rules/actions.py` says for each state that a row may be in.

    `own` says whether the reader gave the discount; None: the database finds out.
    """
    versionable = ", ".join(f"'{state}'" for state in sorted(VERSIONABLE))
    cases: list[str] = []
    for state in OrcamentoState:
        is_draft = state is OrcamentoState.RASCUNHO
        owners = (True, False) if own is None else (own,)
        for pending, asked in (*((True, owner) for owner in owners), (False, False)) if is_draft else ((False, False),):
            for ready in (True, False):
                actions = orcamento_actions(state, permissions, pending=pending, asked_by_self=asked, versionable=ready)
                conditions = [f"{STATUS} = '{state}'"]
                if is_draft:
                    conditions.append(f"(o.discount_status = 'pending') = {pending}")
                if pending and own is None:
                    conditions.append(f"(o.discount_asked_by is not distinct from current_person()) = {asked}")
                conditions.append(f"(b.status in ({versionable})) = {ready}")
                cases.append(f"when {' and '.join(conditions)} then '{msgspec.json.encode(actions).decode()}'")
    return f"case {' '.join(cases)} end"


async def find_document(tx: Tx, orcamento_id: UUID, permissions: frozenset[str]) -> asyncpg.Record | None:
    """One orçamento as JSON text, with what its reader can do, and the version of its row."""
    return await tx.fetchrow(_document_query(permissions), orcamento_id)


ONE = """
    select *, (pricing || jsonb_build_object('facts', facts, 'policy', policy))::text as whole_pricing
    from orcamentos where {condition}
"""


async def find_orcamento(tx: Tx, orcamento_id: UUID) -> asyncpg.Record | None:
    """One orçamento."""
    return await tx.fetchrow(ONE.format(condition="id = $1"), orcamento_id)


async def lock_orcamento(tx: Tx, orcamento_id: UUID) -> asyncpg.Record | None:
    """One orçamento, for changing it; whoever also needs its briefing locks that first."""
    return await tx.fetchrow(ONE.format(condition="id = $1 for update"), orcamento_id)


async def find_newest_version(tx: Tx, briefing_id: UUID) -> asyncpg.Record | None:
    """Code and number of a briefing's newest version."""
    return await tx.fetchrow(
        """
        select id, codigo, versao, status from orcamentos where tenant_id = $1 and briefing_id = $2
        order by versao desc limit 1
        """,
        tx.tenant_id,
        briefing_id,
    )


async def list_open(tx: Tx, briefing_id: UUID) -> list[asyncpg.Record]:
    """A briefing's versions that are drafts or with the client, the newest first."""
    return await tx.fetch(
        """
        select id, status, versao, valid_until from orcamentos
        where tenant_id = $1 and briefing_id = $2 and status in ('RASCUNHO', 'ENVIADO') order by versao desc
        """,
        tx.tenant_id,
        briefing_id,
    )


async def list_versions(tx: Tx, briefing_id: UUID) -> list[asyncpg.Record]:
    """A briefing's versions, the newest first."""
    return await tx.fetch(
        f"""
        select o.id, o.codigo, o.versao, {STATUS} as status, o.title, o.total, o.created_at, o.sent_at, o.decided_at
        from orcamentos o where o.tenant_id = $1 and o.briefing_id = $2 order by o.versao desc
        """,  # noqa: S608 - declared SQL only
        tx.tenant_id,
        briefing_id,
    )


async def next_code_number(tx: Tx, period: str) -> int:
    """The organisation's next number of a month (`202511`); its counter row makes others wait until the end of `tx`,
    so no number is given twice."""
    return await tx.fetchval(
        """
        insert into document_counters (tenant_id, kind, period, value) values ($1, 'orcamento', $2, 1)
        on conflict (tenant_id, kind, period) do update set value = document_counters.value + 1 returning value
        """,
        tx.tenant_id,
        period,
    )


_JSON_COLUMNS = frozenset(
    {"policy", "facts", "extraction", "pricing", "composition", "schedule", "payment", "terms", "proposal"}
)


async def insert_orcamento(tx: Tx, values: Mapping[str, object]) -> UUID:
    """A new version, by column; JSON columns as text."""
    columns = ", ".join(values)
    places = ", ".join(_place(name, number) for number, name in enumerate(values, start=2))
    return await tx.fetchval(
        f"insert into orcamentos (tenant_id, {columns}) values ($1, {places}) returning id",  # noqa: S608 - names are columns, values are parameters
        tx.tenant_id,
        *values.values(),
    )


async def update_orcamento(tx: Tx, orcamento_id: UUID, values: Mapping[str, object]) -> None:
    """Set columns of a version that the caller has locked; JSON columns as text."""
    changes = ", ".join(f"{name} = {_place(name, number)}" for number, name in enumerate(values, start=2))
    await tx.execute(
        f"update orcamentos set {changes} where id = $1",  # noqa: S608 - names are columns, values are parameters
        orcamento_id,
        *values.values(),
    )


async def list_lapsed(tx: Tx, limit: int) -> list[UUID]:
    """Sent versions of the organisation whose validity has ended, at most `limit`."""
    rows = await tx.fetch(
        f"select id from orcamentos o where status = 'ENVIADO' and valid_until < {TODAY} order by id limit $1",  # noqa: S608 - declared SQL only
        limit,
    )
    return [row["id"] for row in rows]


def _place(name: str, number: int) -> str:
    if name in _JSON_COLUMNS:
        return f"${number}::text::jsonb"
    return f"${number}::text::inet" if name == "decided_from" else f"${number}"

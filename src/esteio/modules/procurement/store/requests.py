"""Purchase requests: their list, one of them, and what is written of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from uuid import UUID

import asyncpg
import msgspec

from esteio.core.db import Tx
from esteio.core.listing import AFTER_DAY, FROM_DAY, ListColumn, ListSpec, Nested, Number, Sort, Word, row_text
from esteio.modules.procurement.rules.actions import SIGNING, request_abilities, waits_for_signature
from esteio.modules.procurement.rules.vocabulary import RequestStatus

AMOUNT = "coalesce(r.total, r.estimated_total)"
"""What a request costs as far as one knows: as awarded, before that as estimated."""
SIGNERS = """(select string_agg('"' || t.person_id || '"', ',' order by t.person_id) from approval_tasks t
    where t.tenant_id = r.tenant_id and t.request_id = r.id and t.person_id <> r.requester_id)"""
"""Whom the request waits for, as quoted ids with commas between; null for nobody."""

JOINS = """
    join cost_centres cc on cc.tenant_id = r.tenant_id and cc.id = r.cost_centre_id
    join users ru on ru.id = r.requester_id
    left join users bu on bu.id = r.buyer_id
    left join departments d on d.tenant_id = r.tenant_id and d.id = r.department_id"""

ROW: Mapping[str, ListColumn] = {
    "id": Word("r.id"),
    "code": Word("r.code"),
    "title": "r.title",
    "status": Word("r.status"),
    "statusSince": "r.status_since",
    "priority": Word("r.priority"),
    "neededOn": "r.needed_on",
    "requester": Nested({"id": Word("ru.id"), "name": "ru.name"}),
    "buyer": Nested({"id": Word("bu.id"), "name": "bu.name"}, present="bu.id is not null"),
    "department": Nested({"id": Word("d.id"), "name": "d.name"}, present="d.id is not null"),
    "costCentre": Nested({"id": Word("cc.id"), "code": "cc.code", "name": "cc.name"}),
    "items": Number("r.items"),
    "estimatedTotal": Word("r.estimated_total"),
    "total": Word("r.total"),
    "overBudget": Number("r.over_budget"),
    "invited": Number("r.invited"),
    "answered": Number("r.answered"),
    "rejectionReason": "r.rejection_reason",
    "parentId": Word("r.parent_id"),
    "createdAt": "r.created_at",
    "updatedAt": "r.updated_at",
    "version": Number("r.version"),
}
"""A row of the list, and the beginning of the whole document; money is text with two decimals."""

ITEM = """json_build_object('id', i.id, 'position', i.position, 'description', i.description,
    'specification', i.specification, 'category', i.category, 'unit', i.unit, 'quantity', i.quantity::text,
    'estimatedUnitPrice', i.estimated_unit_price::text,
    'estimatedTotal', round(i.quantity * i.estimated_unit_price, 2)::text)"""

WHOLE: Mapping[str, ListColumn] = {
    "description": "r.description",
    "lines": Number(f"""(select coalesce(json_agg({ITEM} order by i.position), '[]') from purchase_request_items i
        where i.tenant_id = r.tenant_id and i.request_id = r.id and i.position is not null)"""),  # noqa: S608 - declared SQL only
    "archivedFrom": Word("r.archived_from"),
    "approvalRound": Number("r.approval_round"),
    "policyNumber": Number("r.policy_number"),
    "inheritsA1": Number("r.inherits_a1"),
    "parent": Number("""(select json_build_object('id', p.id, 'code', p.code) from purchase_requests p
        where p.tenant_id = r.tenant_id and p.id = r.parent_id)"""),
    "following": Number("""(select coalesce(json_agg(json_build_object('id', p.id, 'code', p.code)
        order by p.created_at, p.id), '[]') from purchase_requests p
        where p.tenant_id = r.tenant_id and p.parent_id = r.id)"""),
    "awardId": Word("r.award_id"),
    "submittedAt": "r.submitted_at",
    "a1At": "r.a1_at",
    "awardedAt": "r.awarded_at",
    "approvedAt": "r.approved_at",
    "orderedAt": "r.ordered_at",
    "receivedAt": "r.received_at",
    "closedAt": "r.closed_at",
    "attachments": Number("""(select coalesce(json_agg(json_build_object('id', f.id, 'name', f.name,
        'contentType', f.content_type, 'size', f.size_bytes, 'createdAt', f.created_at) order by f.created_at, f.id),
        '[]') from files f where f.tenant_id = r.tenant_id and f.thing = 'purchase_request' and f.thing_id = r.id
            and f.status = 'ready')"""),
    "createdBy": "(select json_build_object('id', u.id, 'name', u.name) from users u where u.id = r.created_by)",
}

LIST = ListSpec(
    source="purchase_requests r",
    joins=JOINS,
    id="r.id",
    columns=ROW,
    sorts={
        "createdAt": Sort("r.created_at", "timestamptz"),
        "updatedAt": Sort("r.updated_at", "timestamptz"),
        "statusSince": Sort("r.status_since", "timestamptz"),
        "total": Sort(AMOUNT, "numeric"),
        # What nobody needs by a day comes after everything that somebody does.
        "neededOn": Sort("coalesce(r.needed_on, 'infinity'::date)", "date"),
    },
    default_sort="-createdAt",
    filters={
        "status": "r.status = any(string_to_array({}::text, ','))",
        "priority": "r.priority = any(string_to_array({}::text, ','))",
        "costCentreId": "r.cost_centre_id = {}",
        "departmentId": "r.department_id = {}",
        "requesterId": "r.requester_id = {}",
        "buyerId": "r.buyer_id = {}",
        "parentId": "r.parent_id = {}",
        "overBudget": "r.over_budget = {}",
        "from": f"r.created_at >= {FROM_DAY}",
        "to": f"r.created_at < {AFTER_DAY}",
        "minTotal": f"{AMOUNT} >= {{}}",
        "maxTotal": f"{AMOUNT} <= {{}}",
    },
    search="r.search",
)


@lru_cache(maxsize=256)
def list_for(permissions: frozenset[str]) -> ListSpec:
    """The list as people with these permissions see it: each row says what they `can` do with it, and who `canAlso`."""
    can, also = _abilities_sql(permissions)
    return msgspec.structs.replace(LIST, columns={**ROW, "can": Number(can), "canAlso": Number(also)})


FACTS = ("r.status", "(r.items > 0)::text", "(r.answered > 0)::text", "r.requester_id::text", SIGNERS)
"""What `abilities` decides by."""


def abilities(permissions: frozenset[str], facts: tuple[str | None, ...]) -> bytes:
    """`can` and `canAlso` of a row with these `FACTS`, as `list_for` says them."""
    status, has_items, has_answers, requester, signers = facts
    found = request_abilities(
        RequestStatus(status or ""), permissions, has_items=has_items == "true", has_answers=has_answers == "true"
    )
    also = {each.strip('"'): SIGNING for each in (signers or "").split(",") if each}
    if found.own and requester:
        also[requester] = found.own
    return b'"can":%b,"canAlso":%b' % (msgspec.json.encode(found.can), msgspec.json.encode(also))


def abilities_of(permissions: frozenset[str], person_id: UUID, facts: tuple[str | None, ...]) -> list[str]:
    """What one person may do with a row with these `FACTS`."""
    told = msgspec.json.decode(b"{%b}" % abilities(permissions, facts), type=_Told)
    return [*told.canAlso.get(person_id, ()), *told.can]


class _Told(msgspec.Struct, frozen=True):
    can: list[str]
    canAlso: dict[UUID, list[str]]


def _abilities_sql(permissions: frozenset[str]) -> tuple[str, str]:
    """SQL of `can` and of `canAlso`, as `abilities` finds them."""
    can_cases: list[str] = []
    own_cases: list[str] = []
    for status in RequestStatus:
        for has_items in (True, False):
            for has_answers in (True, False):
                found = request_abilities(status, permissions, has_items=has_items, has_answers=has_answers)
                when = (
                    f"when r.status = '{status}' and (r.items > 0) = {has_items} and (r.answered > 0) = {has_answers} "
                )
                can_cases.append(f"{when} then '{msgspec.json.encode(found.can).decode()}'")
                if found.own:
                    text = msgspec.json.encode(found.own).decode()
                    own_cases.append(f"""{when} then '"' || r.requester_id || '":{text}'""")
    signing = msgspec.json.encode(SIGNING).decode()
    waiting = ", ".join(f"'{status}'" for status in RequestStatus if waits_for_signature(status))
    signers = f"""case when r.status in ({waiting}) then replace({SIGNERS}, ',', ':{signing},') || ':{signing}' end"""
    own = f"case {' '.join(own_cases)} end" if own_cases else "null"
    return f"case {' '.join(can_cases)} end", f"'{{' || concat_ws(',', {signers}, {own}) || '}}'"


@lru_cache(maxsize=8)
def _document_query() -> str:
    facts = ", ".join(f"({sql}) as fact_{number}" for number, sql in enumerate(FACTS))
    return f"""
        select r.version, {row_text({**ROW, **WHOLE})} as document, {facts}
        from purchase_requests r {JOINS} where r.id = $1
    """  # noqa: S608 - declared SQL only


async def find_document(tx: Tx, request_id: UUID) -> asyncpg.Record | None:
    """One request, whole, as JSON text; the version of its row; and, as `fact_0` and so on, its `FACTS`."""
    return await tx.fetchrow(_document_query(), request_id)


async def find_request(tx: Tx, request_id: UUID) -> asyncpg.Record | None:
    """One request."""
    return await tx.fetchrow("select * from purchase_requests where id = $1", request_id)


async def lock_request(tx: Tx, request_id: UUID) -> asyncpg.Record | None:
    """One request, for changing it. It is the first thing of its purchase that anybody locks."""
    return await tx.fetchrow("select * from purchase_requests where id = $1 for update", request_id)


async def insert_request(tx: Tx, values: Mapping[str, object]) -> asyncpg.Record:
    """A new request, by column."""
    columns = ", ".join(values)
    places = ", ".join(f"${number}" for number in range(2, len(values) + 2))
    row = await tx.fetchrow(
        f"insert into purchase_requests (tenant_id, {columns}) values ($1, {places}) returning *",  # noqa: S608 - names are columns, values are parameters
        tx.tenant_id,
        *values.values(),
    )
    return _one(row)


async def update_request(tx: Tx, request_id: UUID, values: Mapping[str, object]) -> asyncpg.Record:
    """Set columns of a request that the caller has locked; the row as it is then."""
    changes = ", ".join(f"{name} = ${number}" for number, name in enumerate(values, start=2))
    row = await tx.fetchrow(
        f"update purchase_requests set {changes} where id = $1 returning *",  # noqa: S608 - names are columns
        request_id,
        *values.values(),
    )
    return _one(row)


async def has_open_round(tx: Tx, request_id: UUID) -> bool:
    """Whether suppliers are asked for prices now."""
    return bool(
        await tx.fetchval(
            """
            select true from quotation_rounds
            where tenant_id = $1 and request_id = $2 and status = 'open'
            """,
            tx.tenant_id,
            request_id,
        )
    )


async def count_by_status(tx: Tx) -> list[asyncpg.Record]:
    """Number and money of the requests in each state that there are any in."""
    return await tx.fetch(
        f"""
        select r.status, count(*) as count, sum({AMOUNT}) as total
        from purchase_requests r where r.tenant_id = $1 group by r.status
        """,  # noqa: S608 - declared SQL only
        tx.tenant_id,
    )


async def may_ask(tx: Tx, user_id: UUID, cost_centre_id: UUID) -> bool:
    """Whether the person may ask on a cost centre: where nobody is named to ask, everybody may."""
    return await tx.fetchval(
        """
        select coalesce(bool_or(person_id = $3), false) or not coalesce(bool_or(not approves), false)
        from cost_centre_people where tenant_id = $1 and cost_centre_id = $2
        """,
        tx.tenant_id,
        cost_centre_id,
        user_id,
    )


def _one(row: asyncpg.Record | None) -> asyncpg.Record:
    if row is None:
        raise RuntimeError("requests are never deleted, and inserting returns what was inserted")
    return row

"""Purchase orders: their list, one of them, and what is written of it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from functools import lru_cache
from uuid import UUID

import asyncpg
import msgspec

from esteio.core.db import Tx
from esteio.core.listing import AFTER_DAY, FROM_DAY, ListColumn, ListSpec, Nested, Number, Sort, Word, row_text
from esteio.modules.procurement.rules.orders import WITH_SUPPLIER, order_actions
from esteio.modules.procurement.rules.vocabulary import Fulfilment, OrderStatus

_WITH_SUPPLIER = ", ".join(f"'{status}'" for status in WITH_SUPPLIER)
LATE = f"(o.late_told_at is not null and o.status in ({_WITH_SUPPLIER}) and o.fulfilment <> 'fulfilled')"
"""Late, as the morning's job found it: what a list says must not change without a change of the row."""
JOINS = """
    join suppliers s on s.tenant_id = o.tenant_id and s.id = o.supplier_id
    join purchase_requests r on r.tenant_id = o.tenant_id and r.id = o.request_id
    join cost_centres cc on cc.tenant_id = o.tenant_id and cc.id = o.cost_centre_id
    left join users bu on bu.id = o.buyer_id"""
SUPPLIER_NAME = "coalesce(nullif(s.trade_name, ''), s.name)"

ROW: Mapping[str, ListColumn] = {
    "id": Word("o.id"),
    "code": Word("o.code"),
    "status": Word("o.status"),
    "fulfilment": Word("o.fulfilment"),
    "closedShort": Number("o.closed_short"),
    "supplier": Nested({"id": Word("s.id"), "name": SUPPLIER_NAME}),
    "purchaseRequest": Nested({"id": Word("r.id"), "code": Word("r.code"), "title": "r.title"}),
    "costCentre": Nested({"id": Word("cc.id"), "code": "cc.code", "name": "cc.name"}),
    "buyer": Nested({"id": Word("bu.id"), "name": "bu.name"}, "bu.id is not null"),
    "total": Word("o.total"),
    "expectedOn": Word("o.expected_on"),
    "promisedOn": Word("o.promised_on"),
    "late": Number(LATE),
    "sentAt": "o.sent_at",
    "confirmedAt": "o.confirmed_at",
    "completedAt": "o.completed_at",
    "cancelledAt": "o.cancelled_at",
    "createdAt": "o.created_at",
    "updatedAt": "o.updated_at",
    "version": Number("o.version"),
}
"""A row of the list, and the beginning of the whole document; money is text with two decimals."""

_ITEMS = """(select json_agg(json_build_object('id', i.id, 'itemId', i.item_id, 'position', i.position,
    'description', i.description, 'unit', i.unit, 'brand', i.brand, 'quantity', i.quantity::text,
    'unitPrice', i.unit_price::text,
    'discount', i.discount::text, 'freight', i.freight::text, 'taxes', i.taxes::text, 'total', i.total::text,
    'deliveryDays', (select coalesce(a.delivery_days, q.delivery_days) from award_items a
        join quotations q on q.tenant_id = a.tenant_id and q.id = a.quotation_id
        where a.tenant_id = i.tenant_id and a.id = i.award_item_id),
    'received', i.received::text, 'givenUp', i.given_up::text,
    'balance', greatest(i.quantity - i.received - i.given_up, 0)::text) order by i.position)
    from purchase_order_items i where i.tenant_id = o.tenant_id and i.order_id = o.id)"""

WHOLE: Mapping[str, ListColumn] = {
    "awardId": Word("o.award_id"),
    "quotationId": Word("o.quotation_id"),
    "subtotal": Word("o.subtotal"),
    "discount": Word("o.discount"),
    "freight": Word("o.freight"),
    "taxes": Word("o.taxes"),
    "paymentDays": Number("to_json(o.payment_days)"),
    "paymentTerms": "o.payment_terms",
    "deliveryAddress": "o.delivery_address",
    "notes": "o.notes",
    "items": Number(_ITEMS),
    "confirmedBy": "o.confirmed_by",
    "cancelledReason": "o.cancelled_reason",
    "documentSha256": Word("o.document_sha256"),
    "following": Number("""(select json_build_object('id', p.id, 'code', p.code) from purchase_requests p
        where p.tenant_id = o.tenant_id and p.id = o.following_id)"""),
    "createdBy": "(select json_build_object('id', u.id, 'name', u.name) from users u where u.id = o.created_by)",
}

LIST = ListSpec(
    source="purchase_orders o",
    joins=JOINS,
    id="o.id",
    columns=ROW,
    sorts={
        "createdAt": Sort("o.created_at", "timestamptz"),
        "updatedAt": Sort("o.updated_at", "timestamptz"),
        "total": Sort("o.total", "numeric"),
        "expectedOn": Sort("coalesce(o.expected_on, 'infinity'::date)", "date"),
        # A year's thousandth number follows its 999th.
        "code": Sort("left(o.code, 9) || lpad(substr(o.code, 10), 9, '0')", "text"),
    },
    default_sort="-createdAt",
    filters={
        "status": "o.status = any(string_to_array({}::text, ','))",
        "fulfilment": "o.fulfilment = any(string_to_array({}::text, ','))",
        "supplierId": "o.supplier_id = {}",
        "requestId": "o.request_id = {}",
        "costCentreId": "o.cost_centre_id = {}",
        "buyerId": "o.buyer_id = {}",
        "late": f"{LATE} = {{}}::boolean",
        "from": f"o.created_at >= {FROM_DAY}",
        "to": f"o.created_at < {AFTER_DAY}",
        "expectedFrom": "o.expected_on >= {}",
        "expectedTo": "o.expected_on <= {}",
        "minTotal": "o.total >= {}",
        "maxTotal": "o.total <= {}",
    },
    search="o.search",
    search_in=(
        "o.supplier_id in (select s.id from suppliers s where s.search like {})",
        "o.request_id in (select r.id from purchase_requests r where r.search like {})",
    ),
)


@lru_cache(maxsize=256)
def list_for(permissions: frozenset[str]) -> ListSpec:
    """The list as people with these permissions see it: each row says what they `can` do with it."""
    return msgspec.structs.replace(LIST, columns={**ROW, "can": Number(_can(permissions))})


FACTS = ("o.status", "o.fulfilment")
"""What `abilities` decides by."""


def abilities(permissions: frozenset[str], facts: tuple[str | None, ...]) -> bytes:
    """`can` of a row with these `FACTS`, as `list_for` says it."""
    status, fulfilment = facts
    can = order_actions(OrderStatus(status or ""), Fulfilment(fulfilment or ""), permissions)
    return b'"can":%b' % msgspec.json.encode(can)


def _can(permissions: frozenset[str]) -> str:
    cases = [
        f"when o.status = '{status}' and o.fulfilment = '{fulfilment}' then '{msgspec.json.encode(can).decode()}'"
        for status in OrderStatus
        for fulfilment in Fulfilment
        if (can := order_actions(status, fulfilment, permissions))
    ]
    return f"case {' '.join(cases)} else '[]' end" if cases else "'[]'"


@lru_cache(maxsize=256)
def _document_query(permissions: frozenset[str]) -> str:
    columns = {**ROW, **WHOLE, "can": Number(_can(permissions))}
    return f"select o.version, {row_text(columns)} as document from purchase_orders o {JOINS} where o.id = $1"  # noqa: S608 - declared SQL only


async def find_document(tx: Tx, order_id: UUID, permissions: frozenset[str]) -> asyncpg.Record | None:
    """One order as JSON text, with what its reader can do, and the version of its row."""
    return await tx.fetchrow(_document_query(permissions), order_id)


async def find_order(tx: Tx, order_id: UUID) -> asyncpg.Record | None:
    """One order."""
    return await tx.fetchrow("select * from purchase_orders where id = $1", order_id)


async def lock_order(tx: Tx, order_id: UUID) -> asyncpg.Record | None:
    """One order, for changing it; whoever does has locked its request."""
    return await tx.fetchrow("select * from purchase_orders where id = $1 for update", order_id)


async def list_of_award(tx: Tx, request_id: UUID, award_id: UUID) -> list[asyncpg.Record]:
    """The orders of a request's award, also the cancelled, in the order of their ids."""
    return await tx.fetch(
        "select * from purchase_orders where tenant_id = $1 and request_id = $2 and award_id = $3 order by id",
        tx.tenant_id,
        request_id,
        award_id,
    )


_JSON_COLUMNS = frozenset({"delivery_address", "document"})


async def insert_order(tx: Tx, values: Mapping[str, object]) -> UUID:
    """A new order, by column; JSON columns as text."""
    columns = ", ".join(values)
    places = ", ".join(_place(name, number) for number, name in enumerate(values, start=2))
    return await tx.fetchval(
        f"insert into purchase_orders (tenant_id, {columns}) values ($1, {places}) returning id",  # noqa: S608 - names are columns, values are parameters
        tx.tenant_id,
        *values.values(),
    )


async def update_order(tx: Tx, order_id: UUID, values: Mapping[str, object]) -> asyncpg.Record:
    """Set columns of an order that the caller has locked, JSON columns as text; the row as it is then."""
    changes = ", ".join(f"{name} = {_place(name, number)}" for number, name in enumerate(values, start=2))
    row = await tx.fetchrow(
        f"update purchase_orders set {changes} where id = $1 returning *",  # noqa: S608 - names are columns
        order_id,
        *values.values(),
    )
    if row is None:
        raise RuntimeError("orders are never deleted")
    return row


async def list_late(tx: Tx, today: datetime.date, limit: int) -> list[asyncpg.Record]:
    """Orders that should be here, are not, and of which nobody was told yet, locked; those another holds are left."""
    return await tx.fetch(
        f"""
        select o.*, r.requester_id from purchase_orders o
        join purchase_requests r on r.tenant_id = o.tenant_id and r.id = o.request_id
        where o.tenant_id = $1 and o.status in ({_WITH_SUPPLIER}) and o.fulfilment <> 'fulfilled'
          and o.expected_on < $2 and o.late_told_at is null
        order by o.expected_on, o.id limit $3 for update of o skip locked
        """,  # noqa: S608 - declared SQL only
        tx.tenant_id,
        today,
        limit,
    )


async def set_late_told(tx: Tx, ids: Sequence[UUID]) -> None:
    """Note that people were told that these orders are late."""
    await tx.execute("update purchase_orders set late_told_at = now() where id = any($1)", list(ids))


def _place(name: str, number: int) -> str:
    if name in _JSON_COLUMNS:
        return f"${number}::text::jsonb"
    return f"${number}::text::inet" if name == "confirmed_from" else f"${number}"

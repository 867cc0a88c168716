"""Quotations, one of a supplier in a round, and their items."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from uuid import UUID

import asyncpg
import msgspec

from esteio.core.db import Tx
from esteio.core.listing import ListColumn, ListSpec, Nested, Number, Sort, Word, row_text
from esteio.modules.procurement.rules.quotation_states import ANSWERED, quotation_actions
from esteio.modules.procurement.rules.vocabulary import QuotationStatus, RoundStatus

JOINS = """
    join suppliers s on s.tenant_id = q.tenant_id and s.id = q.supplier_id
    join quotation_rounds r on r.tenant_id = q.tenant_id and r.id = q.round_id
    join purchase_requests p on p.tenant_id = q.tenant_id and p.id = q.purchase_request_id"""

_FILES = """from files f
        where f.tenant_id = q.tenant_id and f.thing = 'quotation' and f.thing_id = q.id and f.status = 'ready'"""

LIST = ListSpec(
    source="quotations q",
    joins=JOINS,
    id="q.id",
    columns={
        "id": Word("q.id"),
        "status": Word("q.status"),
        "round": Nested(
            {"id": Word("r.id"), "code": Word("r.code"), "status": Word("r.status"), "closesAt": "r.closes_at"}
        ),
        "purchaseRequest": Nested({"id": Word("p.id"), "code": Word("p.code"), "title": "p.title"}),
        "supplier": Nested({"id": Word("s.id"), "name": "coalesce(nullif(s.trade_name, ''), s.name)"}),
        "subtotal": Word("q.subtotal"),
        "discount": Word("q.discount"),
        "freight": Word("q.freight"),
        "taxes": Word("q.taxes"),
        "total": Word("q.total"),
        "paymentDays": Number("to_json(q.payment_days)"),
        "paymentTerms": "q.payment_terms",
        "deliveryDays": Number("q.delivery_days"),
        "validUntil": Word("q.valid_until"),
        "declinedReason": "q.declined_reason",
        "openedAt": "q.opened_at",
        "answeredAt": "q.answered_at",
        "answeredBy": "q.answered_by",
        "files": Number(f"(select count(*) {_FILES})"),
        "createdAt": "q.created_at",
        "updatedAt": "q.updated_at",
        "version": Number("q.version"),
    },
    sorts={"createdAt": Sort("q.created_at", "timestamptz"), "updatedAt": Sort("q.updated_at", "timestamptz")},
    default_sort="-createdAt",
    filters={
        "status": "q.status = any(string_to_array({}::text, ','))",
        "roundId": "q.round_id = {}",
        "purchaseRequestId": "q.purchase_request_id = {}",
        "supplierId": "q.supplier_id = {}",
    },
    search_in=(
        "q.supplier_id in (select s.id from suppliers s where s.search like {})",
        "q.purchase_request_id in (select p.id from purchase_requests p where p.search like {})",
        "q.round_id in (select r.id from quotation_rounds r where r.search like {})",
    ),
)
"""Money is text with two decimals."""

_ITEM: Mapping[str, ListColumn] = {
    "itemId": Word("a.id"),
    "position": Number("a.position"),
    "description": "a.description",
    "specification": "a.specification",
    "unit": "a.unit",
    "askedQuantity": Word("a.quantity"),
    "available": Number("i.available"),
    "unitPrice": Word("i.unit_price"),
    "quantity": Word("i.quantity"),
    "quantityReason": "i.quantity_reason",
    "discount": Word("i.discount"),
    "freight": Word("i.freight"),
    "taxes": Word("i.taxes"),
    "brand": "i.brand",
    "deliveryDays": Number("i.delivery_days"),
    "note": "i.note",
    "total": Word("i.total"),
}
_WHOLE_ROW: Mapping[str, ListColumn] = {
    "discountKind": Word("q.discount_kind"),
    "discountValue": Word("q.discount_value"),
    "notes": "q.notes",
    "contact": Nested({"email": "s.email", "phone": "s.phone", "contactName": "s.contact_name"}),
    "items": Number(f"""(select '[' || coalesce(string_agg({row_text(_ITEM)}, ',' order by a.position, a.id), '') || ']'
        from purchase_request_items a
        left join quotation_items i on i.tenant_id = a.tenant_id and i.quotation_id = q.id and i.item_id = a.id
        where a.tenant_id = q.tenant_id and a.request_id = q.purchase_request_id
            and (a.position is not null or i.item_id is not null))"""),  # noqa: S608 - declared SQL only
    "attachments": Number(f"""(select coalesce(json_agg(json_build_object('id', f.id, 'name', f.name,
        'contentType', f.content_type, 'size', f.size_bytes, 'createdAt', f.created_at)
        order by f.created_at, f.id), '[]') {_FILES})"""),
}
"""What a whole quotation says beside its row."""

FACTS = ("q.status", "r.status")
"""What `abilities` decides by."""


@lru_cache(maxsize=256)
def list_for(permissions: frozenset[str]) -> ListSpec:
    """The list as people with these permissions see it: each row says what they `can` do with it."""
    cases = " ".join(
        f"when q.status = '{status}' and r.status = '{round_status}' then "
        f"'{msgspec.json.encode(quotation_actions(status, round_status, permissions)).decode()}'"
        for status in QuotationStatus
        for round_status in RoundStatus
    )
    return msgspec.structs.replace(LIST, columns={**LIST.columns, "can": Number(f"case {cases} end")})


def abilities(permissions: frozenset[str], facts: tuple[str | None, ...]) -> bytes:
    """`can` of a row with these `FACTS`, as `list_for` says it."""
    status, round_status = facts
    can = quotation_actions(QuotationStatus(status or ""), RoundStatus(round_status or ""), permissions)
    return b'"can":%b' % msgspec.json.encode(can)


@lru_cache(maxsize=256)
def _document_query(permissions: frozenset[str]) -> str:
    return f"""
        select q.version, {row_text({**list_for(permissions).columns, **_WHOLE_ROW})} as document
        from quotations q {JOINS} where q.tenant_id = $1 and q.id = $2
    """  # noqa: S608 - declared SQL only


async def find_document(tx: Tx, quotation_id: UUID, permissions: frozenset[str]) -> asyncpg.Record | None:
    """One quotation as JSON text, with its items, and the version of its row."""
    return await tx.fetchrow(_document_query(permissions), tx.tenant_id, quotation_id)


_WHOLE = f"""
    select q.*, s.name as supplier_name, coalesce(nullif(s.trade_name, ''), s.name) as supplier_shown,
           s.email as supplier_email, r.code as round_code, r.status as round_status,
           r.closes_at, r.closes_at <= now() as is_over, r.instructions, r.created_by as round_created_by,
           p.code as request_code, p.title as request_title, p.status as request_status, p.policy_number, p.needed_on,
           p.buyer_id
    from quotations q {JOINS} where q.tenant_id = $1 and q.id = $2
"""  # noqa: S608 - declared SQL only


async def find_quotation(tx: Tx, quotation_id: UUID) -> asyncpg.Record | None:
    """One quotation, with what its supplier, round and request say."""
    return await tx.fetchrow(_WHOLE, tx.tenant_id, quotation_id)


async def lock_quotation(tx: Tx, quotation_id: UUID) -> asyncpg.Record | None:
    """The same, for changing it; whoever calls holds its request and its round."""
    return await tx.fetchrow(f"{_WHOLE} for update of q", tx.tenant_id, quotation_id)


async def lock_quotations(tx: Tx, round_id: UUID) -> list[asyncpg.Record]:
    """All of a round, for changing them, by id; whoever calls holds the request and the round."""
    return await tx.fetch(
        """
        select q.*, coalesce(nullif(s.trade_name, ''), s.name) as supplier_shown, s.email as supplier_email
        from quotations q join suppliers s on s.tenant_id = q.tenant_id and s.id = q.supplier_id
        where q.tenant_id = $1 and q.round_id = $2 order by q.id for update of q
        """,
        tx.tenant_id,
        round_id,
    )


async def insert_quotations(
    tx: Tx,
    round_id: UUID,
    request_id: UUID,
    suppliers: Sequence[tuple[UUID, str]],
    created_by: UUID | None,
) -> list[UUID]:
    """Invitations of suppliers, each (id, nonce of the link); their ids."""
    rows = await tx.fetch(
        """
        insert into quotations (tenant_id, round_id, purchase_request_id, supplier_id, link_nonce, created_by)
        select $1, $2, $3, supplier_id, nonce, $6 from unnest($4::uuid[], $5::text[]) each (supplier_id, nonce)
        returning id
        """,
        tx.tenant_id,
        round_id,
        request_id,
        [supplier_id for supplier_id, _ in suppliers],
        [nonce for _, nonce in suppliers],
        created_by,
    )
    return [row["id"] for row in rows]


async def update_quotation(tx: Tx, quotation_id: UUID, values: Mapping[str, object]) -> None:
    """Set columns of a quotation that the caller has locked."""
    changes = ", ".join(f"{name} = {_place(name, number)}" for number, name in enumerate(values, start=3))
    await tx.execute(
        f"update quotations set {changes} where tenant_id = $1 and id = $2",  # noqa: S608 - names are columns
        tx.tenant_id,
        quotation_id,
        *values.values(),
    )


async def set_quotation_status(tx: Tx, quotation_ids: Sequence[UUID], status: QuotationStatus) -> None:
    """Move quotations that the caller has locked."""
    await tx.execute(
        "update quotations set status = $3 where tenant_id = $1 and id = any($2)",
        tx.tenant_id,
        list(quotation_ids),
        status,
    )


async def set_opened(tx: Tx, quotation_id: UUID) -> None:
    """Note the supplier's first look at the page."""
    await tx.execute(
        "update quotations set opened_at = now() where tenant_id = $1 and id = $2 and opened_at is null",
        tx.tenant_id,
        quotation_id,
    )


async def replace_items(tx: Tx, quotation_id: UUID, items: Sequence[Mapping[str, object]]) -> None:
    """Put these items in the place of those that the quotation had."""
    await tx.execute(
        "delete from quotation_items where tenant_id = $1 and quotation_id = $2", tx.tenant_id, quotation_id
    )
    columns = (
        ("item_id", "uuid"),
        ("available", "boolean"),
        ("unit_price", "numeric"),
        ("quantity", "numeric"),
        ("quantity_reason", "text"),
        ("discount", "numeric"),
        ("freight", "numeric"),
        ("taxes", "numeric"),
        ("brand", "text"),
        ("delivery_days", "smallint"),
        ("note", "text"),
        ("total", "numeric"),
    )
    names = ", ".join(name for name, _ in columns)
    arrays = ", ".join(f"${number}::{kind}[]" for number, (_, kind) in enumerate(columns, start=3))
    await tx.execute(
        f"insert into quotation_items (tenant_id, quotation_id, {names}) "  # noqa: S608 - declared SQL only
        f"select $1, $2, {names} from unnest({arrays}) each ({names})",
        tx.tenant_id,
        quotation_id,
        *([item[name] for item in items] for name, _ in columns),
    )


async def list_items(tx: Tx, quotation_id: UUID) -> list[asyncpg.Record]:
    """What one quotation says of each item that it answered, in the request's order."""
    return await tx.fetch(
        """
        select i.* from quotation_items i
        join purchase_request_items p on p.tenant_id = i.tenant_id and p.id = i.item_id
        where i.tenant_id = $1 and i.quotation_id = $2 order by p.position
        """,
        tx.tenant_id,
        quotation_id,
    )


async def list_answers(tx: Tx, round_id: UUID) -> list[asyncpg.Record]:
    """A round's answered quotations, also won and lost ones, with `supplier_name` and `supplier_score`, the first that
    answered first."""
    return await tx.fetch(
        """
        select q.*, coalesce(nullif(s.trade_name, ''), s.name) as supplier_name, s.score as supplier_score
        from quotations q join suppliers s on s.tenant_id = q.tenant_id and s.id = q.supplier_id
        where q.tenant_id = $1 and q.round_id = $2 and q.status = any($3) order by q.answered_at, q.id
        """,
        tx.tenant_id,
        round_id,
        sorted(ANSWERED),
    )


OFFER_COLUMNS = (
    "item_id",
    "unit_price",
    "quantity",
    "discount",
    "freight",
    "taxes",
    "brand",
    "delivery_days",
    "quantity_reason",
    "note",
)
_OFFERS = ", ".join(f"array_agg(i.{name} order by p.position) as {name}" for name in OFFER_COLUMNS)


async def list_offers(tx: Tx, round_id: UUID) -> list[asyncpg.Record]:
    """What those of `list_answers` have of what is asked for: a row a quotation, in which each of `OFFER_COLUMNS` is a
    list by the request's order. (A row an item takes the event loop three times as long to read.)"""
    return await tx.fetch(
        f"""
        select i.quotation_id, {_OFFERS}
        from quotations q
        join quotation_items i on i.tenant_id = q.tenant_id and i.quotation_id = q.id and i.available
        join purchase_request_items p on p.tenant_id = i.tenant_id and p.id = i.item_id
        where q.tenant_id = $1 and q.round_id = $2 and q.status = any($3) group by i.quotation_id
        """,  # noqa: S608 - declared SQL only
        tx.tenant_id,
        round_id,
        sorted(ANSWERED),
    )


def _place(name: str, number: int) -> str:
    return f"${number}::text::inet" if name == "answered_from" else f"${number}"

"""The comparison map to take home: as a spreadsheet, and on paper."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID

import msgspec

from esteio.core.access import Actor
from esteio.core.audit import AuditEntry, Origin, record
from esteio.core.db import Database
from esteio.core.exports import Column, ColumnKind, Sheet, write_xlsx
from esteio.core.files import FileStore
from esteio.core.paper import Pdf, run_setting
from esteio.modules.procurement.paper.comparison import MapDocument, payment_words, render_comparison
from esteio.modules.procurement.rules.comparison import Cell, Row
from esteio.modules.procurement.schemas.awards import Comparison
from esteio.modules.procurement.service import comparison
from esteio.modules.workspace.api import find_logo_key, get_letterhead, get_today

_SUMS = (
    ("Mercadoria", "gross"),
    ("Descontos", "discount"),
    ("Frete", "freight"),
    ("Impostos", "taxes"),
    ("Total", "total"),
)
_STATUSES = {
    "invited": "não respondeu",
    "declined": "recusou",
    "expired": "não respondeu a tempo",
    "cancelled": "convite cancelado",
}


class MapFile(NamedTuple):
    """A map as a file."""

    name: str
    data: bytes


async def as_sheet(db: Database, actor: Actor, round_id: UUID, origin: Origin) -> MapFile:
    """The map as XLSX, its best cells marked, with a page of the suppliers; the trail tells who took it.

    Raises `NotFound`.
    """
    async with db.transaction(actor.scope) as tx:
        shown = await comparison.get(tx, actor, round_id)
        record(
            tx,
            AuditEntry(
                action="comparison.exported",
                tenant_id=actor.tenant_id,
                user_id=actor.user_id,
                thing="quotation_round",
                thing_id=round_id,
                detail={"items": len(shown.rows), "suppliers": len(shown.columns)},
                origin=origin,
            ),
        )
    data = await asyncio.to_thread(_as_xlsx, shown)
    return MapFile(f"mapa-{shown.round.code}.xlsx", data)


async def as_paper(db: Database, files: FileStore, actor: Actor, round_id: UUID) -> Pdf:
    """The map as PDF. Holds no connection while the page is set; raises `NotFound`."""
    async with db.transaction(actor.scope) as tx:
        shown = await comparison.get(tx, actor, round_id)
        letterhead = await get_letterhead(tx)
        logo_key = await find_logo_key(tx)
        today = await get_today(tx)
    if logo_key is not None:
        letterhead = msgspec.structs.replace(letterhead, logo=await files.read(logo_key))
    document = MapDocument(
        letterhead=letterhead,
        code=shown.round.code,
        request_code=shown.purchase_request.code,
        title=shown.purchase_request.title,
        printed_on=today,
        comparison=comparison.map_of(shown),
        split=shown.cheapest_split,
        single=shown.cheapest_single,
        without_answer=tuple((each.supplier.name, _STATUSES[each.status]) for each in shown.without_answer),
    )
    return Pdf(f"mapa-{shown.round.code}.pdf", await run_setting(render_comparison, document))


def _as_xlsx(shown: Comparison) -> bytes:
    return write_xlsx(_map_sheet(shown), _supplier_sheet(shown))


def _map_sheet(shown: Comparison) -> Sheet:
    columns = [
        Column("position", "Nº", ColumnKind.NUMBER, 6),
        Column("description", "Item", width=40),
        Column("unit", "Unidade", width=10),
        Column("quantity", "Quantidade", ColumnKind.NUMBER, 12),
        Column("estimated", "Preço estimado", ColumnKind.NUMBER, 16),
    ]
    for index, supplier in enumerate(shown.columns):
        name = supplier.supplier_name
        columns += [
            Column(f"{index}.offered", f"{name}: quantidade", ColumnKind.NUMBER, 14),
            Column(f"{index}.price", f"{name}: preço unitário", ColumnKind.NUMBER, 16),
            Column(f"{index}.total", f"{name}: custo posto", ColumnKind.MONEY, 16),
            Column(f"{index}.present", f"{name}: valor presente", ColumnKind.MONEY, 16),
            Column(f"{index}.delivery", f"{name}: entrega (dias)", ColumnKind.NUMBER, 12),
        ]
    columns.append(Column("best", "Melhor oferta", width=32))
    marked = frozenset(
        (number, f"{index}.{member}")
        for number, row in enumerate(shown.rows)
        for index, cell in enumerate(row.cells)
        if cell is not None and cell.best
        for member in ("total", "present")
    )
    empty: dict[str, Any] = dict.fromkeys(column.key for column in columns)
    rows = [{**empty, **_item_row(shown, row)} for row in shown.rows]
    rows += [{**empty, **_sum_row(shown, label, member)} for label, member in _SUMS]
    return Sheet("Mapa comparativo", tuple(columns), rows, marked)


def _item_row(shown: Comparison, row: Row) -> Mapping[str, object]:
    values: dict[str, object] = {
        "position": row.position,
        "description": row.description,
        "unit": row.unit,
        "quantity": row.quantity,
        "estimated": row.estimated_unit_price,
    }
    for index, cell in enumerate(row.cells):
        if cell is not None:
            values |= _cell_values(index, cell)
            if cell.best:
                values["best"] = shown.columns[index].supplier_name
    return values


def _cell_values(index: int, cell: Cell) -> dict[str, object]:
    return {
        f"{index}.offered": cell.quantity,
        f"{index}.price": cell.unit_price,
        f"{index}.total": cell.total,
        f"{index}.present": cell.present_value,
        f"{index}.delivery": cell.delivery_days,
    }


def _sum_row(shown: Comparison, label: str, member: str) -> Mapping[str, object]:
    values: dict[str, object] = {"description": label}
    for index, column in enumerate(shown.columns):
        values[f"{index}.total"] = getattr(column, member)
        if member == "total":
            values[f"{index}.present"] = column.present_value
    return values


def _supplier_sheet(shown: Comparison) -> Sheet:
    columns = (
        Column("supplier", "Fornecedor", width=36),
        Column("score", "Nota", ColumnKind.NUMBER, 8),
        Column("payment", "Pagamento", width=20),
        Column("terms", "Condições", width=32),
        Column("delivery", "Entrega (dias)", ColumnKind.NUMBER, 12),
        Column("valid", "Válida até", ColumnKind.DATE, 12),
        Column("items", "Itens", ColumnKind.NUMBER, 8),
        Column("all", "Atende a tudo", width=14),
        Column("total", "Total", ColumnKind.MONEY, 16),
        Column("present", "Valor presente", ColumnKind.MONEY, 16),
        Column("status", "Situação", width=24),
    )
    answered = [
        {
            "supplier": column.supplier_name,
            "score": column.score,
            "payment": payment_words(column.payment_days),
            "terms": column.payment_terms,
            "delivery": column.delivery_days,
            "valid": column.valid_until,
            "items": column.items,
            "all": column.covers_all,
            "total": column.total,
            "present": column.present_value,
            "status": "validade encerrada" if column.lapsed else "respondeu",
        }
        for column in shown.columns
    ]
    empty: dict[str, Any] = dict.fromkeys(column.key for column in columns)
    others = [
        {**empty, "supplier": each.supplier.name, "status": _STATUSES[each.status]} for each in shown.without_answer
    ]
    return Sheet("Fornecedores", columns, [*answered, *others])

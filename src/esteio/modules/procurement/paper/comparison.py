"""The comparison map on paper: the figures of the map, written out in Portuguese, set by typst across A4."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import msgspec

from esteio.brazil.dates import format_date
from esteio.brazil.numbers import format_decimal
from esteio.core.paper import Letterhead, letterhead_sources, letterhead_values, money_text, one_line, set_pdf
from esteio.modules.procurement.rules.awarding import Basket
from esteio.modules.procurement.rules.comparison import Cell, Column, ComparisonMap, Row

_TEMPLATE = Path(__file__).parent / "comparison.typ"
_ABREAST = 4
"""Suppliers side by side on a page; more follow below, each with all items."""
_NAME_CHARS = 60
_ITEM_CHARS = 200
_HEADER_TITLE_CHARS = 70


class MapDocument(msgspec.Struct, frozen=True, kw_only=True):
    """All that the printed map says."""

    letterhead: Letterhead
    code: str
    """Of the round."""
    request_code: str
    title: str
    printed_on: datetime.date
    comparison: ComparisonMap
    split: Basket | None
    single: Basket | None
    without_answer: tuple[tuple[str, str], ...]
    """Suppliers that did not answer, each with what became of the invitation, in words."""


def render_comparison(document: MapDocument) -> bytes:
    """The map as a PDF, the same bytes for an equal document. CPU-bound: see `run_setting`."""
    return set_pdf(
        {
            "main.typ": _TEMPLATE.read_bytes(),
            "comparison.json": msgspec.json.encode(_written_out(document)),
            **letterhead_sources(document.letterhead),
        },
        document.printed_on,
    )


def _written_out(document: MapDocument) -> dict[str, object]:
    comparison = document.comparison
    return {
        "studio": letterhead_values(document.letterhead),
        "code": one_line(document.code),
        "request_code": one_line(document.request_code),
        "title": one_line(document.title),
        "short_title": one_line(document.title, _HEADER_TITLE_CHARS),
        "printed": format_date(document.printed_on),
        "rate": f"{format_decimal(comparison.monthly_rate_percent)}%",
        "groups": [_group(comparison, group) for group in _groups(len(comparison.columns))],
        "split": _basket(document.split),
        "single": _basket(document.single),
        "without_answer": [
            {"name": one_line(name, _NAME_CHARS), "status": one_line(status)}
            for name, status in document.without_answer
        ],
    }


def _groups(count: int) -> list[range]:
    """The columns that stand side by side; five are three and two, not four and one."""
    tables = -(-count // _ABREAST)
    size = -(-count // tables) if tables else 1
    return [range(start, min(start + size, count)) for start in range(0, count, size)]


def _group(comparison: ComparisonMap, indexes: Sequence[int]) -> dict[str, object]:
    columns = [comparison.columns[index] for index in indexes]
    return {
        "columns": [_column(column) for column in columns],
        "rows": [
            {
                "number": str(row.position),
                "description": one_line(row.description, _ITEM_CHARS),
                "quantity": f"{format_decimal(row.quantity)} {one_line(row.unit)}",
                "cells": [_cell(row, row.cells[index]) for index in indexes],
            }
            for row in comparison.rows
        ],
        "sums": [
            {"label": label, "amounts": [money_text(getattr(column, name)) for column in columns]}
            for label, name in (
                ("Mercadoria", "gross"),
                ("Descontos", "discount"),
                ("Frete", "freight"),
                ("Impostos", "taxes"),
                ("Total", "total"),
                ("Valor presente", "present_value"),
            )
        ],
    }


def _column(column: Column) -> dict[str, object]:
    valid = f"válida até {format_date(column.valid_until)}" if column.valid_until else ""
    details = [
        payment_words(column.payment_days),
        "" if column.delivery_days is None else f"entrega em {days_words(column.delivery_days)}",
        "" if column.score is None else f"nota {format_decimal(column.score)}",
        "validade encerrada" if column.lapsed else valid,
    ]
    return {"name": one_line(column.supplier_name, _NAME_CHARS), "details": [each for each in details if each]}


def _cell(row: Row, cell: Cell | None) -> dict[str, object] | None:
    if cell is None:
        return None
    offered = "" if cell.quantity == row.quantity else f"{format_decimal(cell.quantity)} {one_line(row.unit)}"
    delivery = "" if cell.delivery_days is None else days_words(cell.delivery_days)
    return {
        "total": money_text(cell.total),
        "present": money_text(cell.present_value),
        "price": f"{_price(cell.unit_price)} / {one_line(row.unit)}",
        "best": cell.best,
        "details": [part for part in (offered, one_line(cell.brand, _NAME_CHARS), delivery) if part],
    }


def _basket(basket: Basket | None) -> dict[str, object] | None:
    if basket is None:
        return None
    return {
        "total": money_text(basket.total),
        "present": money_text(basket.present_value),
        "suppliers": [
            {
                "name": one_line(share.supplier_name, _NAME_CHARS),
                "items": f"{share.items} {'item' if share.items == 1 else 'itens'}",
                "total": money_text(share.total),
            }
            for share in basket.suppliers
        ],
        "lacking": len(basket.missing) + len(basket.short),
    }


def payment_words(days: Sequence[int]) -> str:
    """`30/60 dias`, or `à vista`."""
    if not any(days):
        return "à vista"
    return f"{'/'.join(str(day) for day in days)} dias"


def days_words(days: int) -> str:
    """`12 dias`."""
    return f"{days} dia" if days == 1 else f"{days} dias"


def _price(price: Decimal) -> str:
    """With two decimals, or with four where there are more."""
    return format_decimal(price, 2 if price == round(price, 2) else 4)

"""An order on paper: the document's values, written out in Portuguese, set by typst into a PDF."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import msgspec

from esteio.brazil.dates import format_date
from esteio.brazil.numbers import format_decimal
from esteio.core.paper import (
    letterhead_sources,
    letterhead_values,
    money_text,
    one_line,
    paragraphs,
    printable,
    qr_svg,
    set_pdf,
)
from esteio.modules.procurement.paper.order_document import OrderDocument, OrderLine

_FOLDER = Path(__file__).parent
_HEADER_NAME_CHARS = 60
_LEAST_PRICE_PLACES = 2


def render_order(document: OrderDocument) -> bytes:
    """The order as a PDF (A4, tagged, pt-BR), the same bytes for an equal document.

    CPU-bound: an async caller uses `run_setting`. Text of people goes in as data, never as markup.

    Raises:
        InvalidInput: a logo that has not passed `check_logo`.
    """
    sources = {
        "main.typ": (_FOLDER / "order.typ").read_bytes(),
        "order.json": msgspec.json.encode(_written_out(document)),
        **letterhead_sources(document.buyer),
    }
    if document.page_url:
        sources["qr.svg"] = qr_svg(document.page_url)
    return set_pdf(sources, document.issued_on)


def price_text(price: Decimal) -> str:
    """A unit price as R$ 38,90, with its third and fourth decimal only where it has them."""
    places = max(_LEAST_PRICE_PLACES, -int(price.normalize().as_tuple().exponent))
    return f"R$\u00a0{format_decimal(price, places)}"


def _written_out(document: OrderDocument) -> dict[str, object]:
    """The document as the template reads it: every value a text as printed, None where there is nothing to print."""
    supplier = document.supplier
    watermark = "CANCELADO" if document.cancelled else "RASCUNHO" if document.draft else None
    return {
        "code": one_line(document.code),
        "purchase": one_line(document.purchase),
        "contact": one_line(document.contact),
        "issued": format_date(document.issued_on),
        "expected": format_date(document.expected_on) if document.expected_on else None,
        "delivery": one_line(document.delivery_address),
        "payment": one_line(document.payment),
        "watermark": watermark,
        "studio": letterhead_values(document.buyer),
        "supplier": {
            "name": one_line(supplier.name),
            "short_name": one_line(supplier.name, _HEADER_NAME_CHARS),
            "document": one_line(supplier.document),
            "address": one_line(supplier.address),
            "contact": one_line(supplier.contact),
        },
        "lines": [_line(line) for line in document.lines],
        "subtotal": money_text(document.subtotal),
        "adjustments": [
            {"label": label, "amount": money_text(amount)}
            for label, amount in (
                ("Desconto", -document.discount),
                ("Frete", document.freight),
                ("Impostos", document.taxes),
            )
            if amount
        ],
        "total": money_text(document.total),
        "notes": paragraphs(document.notes),
        "page_url": document.page_url or None,
    }


def _line(line: OrderLine) -> dict[str, str]:
    return {
        "description": one_line(line.description),
        "specification": printable(line.specification),
        "brand": one_line(line.brand),
        "quantity": format_decimal(line.quantity),
        "unit": one_line(line.unit),
        "price": price_text(line.unit_price),
        "amount": money_text(line.amount),
    }

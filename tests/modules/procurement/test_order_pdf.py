"""The printed order says all that it must, adds up, and nothing that people type can change the page."""

from __future__ import annotations

import datetime
import io
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from esteio.core.paper import Letterhead
from esteio.modules.procurement.paper.order_document import OrderDocument, OrderLine, OrderSupplier
from esteio.modules.procurement.paper.order_render import price_text, render_order

MARKUP = '#panic("no") $x^2$ @ref *a* `raw` <label> // note = Title - item #read("order.json") {{z}} &amp; </svg>'


def order(text: str = "Cimento CP-II 50 kg", lines: int = 2, **changes: Any) -> OrderDocument:
    """An order for so many items under that text."""
    items = tuple(
        OrderLine(
            description=f"{text} {number}",
            specification=text,
            brand=text,
            unit="saco",
            quantity=Decimal("7.5"),
            unit_price=Decimal("38.9"),
            amount=Decimal("291.75"),
        )
        for number in range(lines)
    )
    subtotal = sum((item.amount for item in items), Decimal(0))
    values: dict[str, Any] = {
        "buyer": Letterhead(name="Construtora Prumo", letterhead=("Rua Harmonia, 512",)),
        "supplier": OrderSupplier(name="Casa do Cimento", document="CNPJ 11.222.333/0001-81"),
        "code": "PED-2026-001",
        "purchase": "SOL-2026-017",
        "contact": "Rui Lima",
        "issued_on": datetime.date(2026, 11, 22),
        "expected_on": datetime.date(2026, 12, 1),
        "delivery_address": "Rua da Obra, 7",
        "payment": "30/60 dias",
        "lines": items,
        "subtotal": subtotal,
        "discount": Decimal("33.50"),
        "freight": Decimal("250.00"),
        "taxes": Decimal(0),
        "total": subtotal + Decimal("216.50"),
        "notes": "",
    }
    return OrderDocument(**{**values, **changes})


def words(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages)


class TestPage:
    def test_says_all_that_it_must(self) -> None:
        text = words(render_order(order(notes="Descarregar até 11 h.")))
        for said in (
            "PED-2026-001",
            "SOL-2026-017",
            "CNPJ 11.222.333/0001-81",
            "Até 01/12/2026",
            "Rua da Obra, 7",
            "30/60 dias",
            "7,5",
            "R$ 38,90",
            "R$ 291,75",
            "R$ 583,50",
            "−R$ 33,50",
            "R$ 250,00",
            "R$ 800,00",
            "Descarregar até 11 h.",
        ):
            assert said in text
        assert "Impostos" not in text

    def test_keeps_to_the_standards_of_archives_and_of_reading_aloud(self) -> None:
        pdf = render_order(order(page_url="https://compras.example/pedido?token=x"))
        assert b"pdfuaid" in pdf
        assert PdfReader(io.BytesIO(pdf)).root_object["/Lang"] == "pt-BR"
        assert render_order(order()) == render_order(order())

    @pytest.mark.parametrize(
        ("document", "word"),
        [(order(lines=60, draft=True), "Rascunho"), (order(lines=60, cancelled=True), "Cancelado")],
        ids=["draft", "cancelled"],
    )
    def test_of_what_does_not_hold_says_so_on_every_page(self, document: OrderDocument, word: str) -> None:
        for page in PdfReader(io.BytesIO(render_order(document))).pages:
            assert word in page.extract_text()
        assert word not in words(render_order(order()))

    def test_three_hundred_items_run_over_pages_and_none_is_lost(self) -> None:
        text = words(render_order(order("Item", lines=300)))
        assert all(f"Item {number}" in text for number in range(300))

    def test_markup_is_printed_and_never_run(self) -> None:
        document = order(MARKUP, notes=MARKUP, payment=MARKUP, delivery_address=MARKUP, contact=MARKUP)
        assert "#panic" in words(render_order(document))

    @settings(max_examples=20, deadline=None)
    @given(st.text(max_size=300))
    def test_no_text_breaks_it(self, text: str) -> None:
        document = order(text, supplier=OrderSupplier(name=text, address=text, contact=text), notes=text)
        assert "PED-2026-001" in words(render_order(document))


class TestDocument:
    def test_sums_that_differ_are_refused(self) -> None:
        with pytest.raises(ValueError, match="the lines add to"):
            order(subtotal=Decimal(1))
        with pytest.raises(ValueError, match="the parts do not add"):
            order(total=Decimal(1))

    @pytest.mark.parametrize(
        ("price", "shown"), [("38.9", "38,90"), ("142.3333", "142,3333"), ("0.125", "0,125"), ("1000", "1.000,00")]
    )
    def test_a_unit_price_has_the_decimals_that_it_has(self, price: str, shown: str) -> None:
        assert price_text(Decimal(price)) == f"R$\u00a0{shown}"

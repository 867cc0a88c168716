from __future__ import annotations

import random
import time
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esteio.modules.procurement.rules.mapping import OfferedLine, suggest
from esteio.modules.procurement.rules.match import OrderedItem

ORDER = "PED-2026-001"


def item(description: str, quantity: str = "10", price: str = "50", unit: str = "UN", position: int = 1) -> OrderedItem:
    return OrderedItem(
        id=uuid4(),
        position=position,
        description=description,
        unit=unit,
        quantity=Decimal(quantity),
        unit_price=Decimal(price),
        net_total=Decimal(quantity) * Decimal(price),
    )


def line(description: str, quantity: str = "10", price: str = "50", unit: str = "UN", **values: object) -> OfferedLine:
    return OfferedLine(
        id=uuid4(),
        description=description,
        unit=unit,
        quantity=Decimal(quantity),
        unit_price=Decimal(price),
        **values,  # type: ignore[arg-type]
    )


def found(lines: list[OfferedLine], items: list[OrderedItem]) -> list[str | None]:
    """The description of each line's item."""
    names = {each.id: each.description for each in items}
    chosen = suggest(lines, items, ORDER)
    return [names[chosen[each.id].order_item_id] if each.id in chosen else None for each in lines]


BUILDING = [
    item("Cimento CP II-E-32, saco 50 kg", "100", "38.90", "SC"),
    item("Vergalhão CA-50 10 mm, barra 12 m", "50", "44.00", "BR"),
    item("Vergalhão CA-50 8 mm, barra 12 m", "80", "28.50", "BR"),
    item("Tubo PVC esgoto 100 mm, 6 m", "20", "62.00"),
    item("Tubo PVC esgoto 50 mm, 6 m", "20", "31.00"),
    item("Areia média lavada", "12", "140.00", "m³"),
]


class TestSuggest:
    def test_knows_things_by_the_suppliers_names(self) -> None:
        note = [
            line("TUBO ESG PVC SN 50MM 6MT", "20", "31.00"),
            line("CIM. PORTLAND CP-II E 32 SC 50KG", "100", "38.90", "SC"),
            line("ACO CA50 VERGALHAO 8,0MM 12M", "80", "28.50", "BR"),
            line("ACO CA50 VERGALHAO 10,0MM 12M", "50", "44.00", "BR"),
            line("AREIA MEDIA LAVADA M3", "12", "140", "M3"),
            line("TUBO ESG PVC SN 100MM 6MT", "20", "62.00"),
        ]
        assert found(note, BUILDING) == [
            BUILDING[4].description,
            BUILDING[0].description,
            BUILDING[2].description,
            BUILDING[1].description,
            BUILDING[5].description,
            BUILDING[3].description,
        ]

    def test_leaves_alone_what_is_like_nothing(self) -> None:
        note = [line("FURADEIRA DE IMPACTO 750W", "1", "399.00"), line("BONE PROMOCIONAL", "2", "0")]
        assert found(note, BUILDING) == [None, None]

    def test_takes_the_same_price_and_quantity_for_enough(self) -> None:
        assert found([line("XYZ")], [item("Disjuntor bipolar")]) == ["Disjuntor bipolar"]

    def test_takes_a_line_at_its_word_that_names_the_item(self) -> None:
        items = [item("Cimento", position=1), item("Areia", "3", "7", position=2)]
        named = line("CIMENTO", order_code="ped-2026-001", order_position=2)
        assert found([named], items) == ["Areia"]
        elsewhere = line("CIMENTO", order_code="PED-2026-002", order_position=2)
        assert found([elsewhere], items) == ["Cimento"]

    def test_two_lots_are_one_item_as_long_as_they_fit(self) -> None:
        lots = [line("CIMENTO LOTE 11", "60"), line("CIMENTO LOTE 12", "40"), line("CIMENTO LOTE 13", "40")]
        assert found(lots, [item("Cimento", "100")]) == ["Cimento", "Cimento", None]

    def test_more_than_was_ordered_is_still_the_item(self) -> None:
        assert found([line("CIMENTO", "120")], [item("Cimento", "100")]) == ["Cimento"]

    @pytest.mark.parametrize(
        ("given", "factor"),
        [
            (line("PARAFUSO", "10", "5.00", "CT"), "100"),
            (line("PARAFUSO", "4", "12.50", "CX", tax_unit="UN", tax_quantity=Decimal(1000)), "250"),
            (line("PARAFUSO", "20", "2.51", "CX"), "50"),
            (line("PARAFUSO", "1000", "0.05", "pç"), "1"),
            (line("PARAFUSO", "20", "2.00", "CX", tax_unit="CX", tax_quantity=Decimal(20)), "40"),
            (line("PARAFUSO", "5000", "2.50", "CX"), "1"),
        ],
    )
    def test_reckons_boxes_in_pieces(self, given: OfferedLine, factor: str) -> None:
        chosen = suggest([given], [item("Parafuso", "1000", "0.05", "un")], ORDER)
        assert chosen[given.id].factor == Decimal(factor)

    def test_the_same_note_is_always_read_the_same_way(self) -> None:
        items = [item("Cimento", position=at) for at in range(1, 5)]
        lines = [line("CIMENTO") for _ in range(4)]
        chosen = suggest(lines, items, ORDER)
        assert [chosen[each.id].order_item_id for each in lines] == [each.id for each in items]

    @given(st.lists(st.text(max_size=30), max_size=6), st.lists(st.text(max_size=30), max_size=6), st.data())
    def test_whatever_is_written_each_line_has_one_item_of_the_order_at_most(
        self, offered: list[str], wanted: list[str], data: st.DataObject
    ) -> None:
        numbers = st.decimals("0.001", "99999999999", places=3).map(str)
        units = st.sampled_from(["UN", "CX", "CT", "", "kg", "T"])
        items = [item(name, data.draw(numbers), data.draw(numbers), data.draw(units)) for name in wanted]
        lines = [
            line(
                name,
                data.draw(st.one_of(numbers, st.just("0"))),
                data.draw(st.one_of(numbers, st.just("0"))),
                data.draw(units),
                tax_unit=data.draw(units),
                tax_quantity=Decimal(data.draw(numbers)),
            )
            for name in offered
        ]
        chosen = suggest(lines, items, ORDER)
        assert set(chosen) <= {each.id for each in lines}
        assert {each.order_item_id for each in chosen.values()} <= {each.id for each in items}
        assert all(0 < each.factor < Decimal(10) ** 10 for each in chosen.values())
        quantities: dict[UUID, list[Decimal]] = {}
        for each in lines:
            if each.id in chosen:
                of = chosen[each.id]
                quantities.setdefault(of.order_item_id, []).append(each.quantity * of.factor)
        for each in items:
            lots = quantities.get(each.id, [])
            assert len(lots) < 2 or sum(lots) <= each.quantity

    def test_a_large_note_and_order_do_not_take_long(self) -> None:
        chance = random.Random(1)  # noqa: S311
        words = [
            "cimento",
            "areia",
            "tubo",
            "joelho",
            "cabo",
            "luva",
            "registro",
            "tinta",
            "massa",
            "parafuso",
            "telha",
            "piso",
        ]

        def name() -> str:
            return f"{' '.join(chance.choices(words, k=4))} {chance.randint(1, 99)}mm"

        items = [item(name(), price=str(chance.randint(1, 99))) for _ in range(300)]
        lines = [line(name(), price=str(chance.randint(1, 99))) for _ in range(990)]
        began = time.perf_counter()
        suggest(lines, items, ORDER)
        assert time.perf_counter() - began < 5

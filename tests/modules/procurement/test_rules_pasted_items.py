"""Reading items out of what people copy from spreadsheets."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esteio.brazil.numbers import format_decimal
from esteio.core.errors import InvalidInput
from esteio.modules.procurement.rules.items import MOST_ITEMS
from esteio.modules.procurement.rules.pasted_items import read_items


class TestColumns:
    def test_are_known_by_their_headings_in_any_order(self) -> None:
        pasted = read_items("Preço Unit.\tUnd\tQtde\tDESCRIÇÃO\tFornecedor\nR$ 1.042,90\tsc\t40\tCimento\tAcme")
        item = pasted.items[0]
        assert (item.description, item.unit, item.quantity) == ("Cimento", "sc", Decimal(40))
        assert item.estimated_unit_price == Decimal("1042.90")

    def test_without_headings_quantity_stands_second(self) -> None:
        item = read_items("Cimento\t40\tsaco\t42,90").items[0]
        assert (item.quantity, item.unit, item.estimated_unit_price) == (Decimal(40), "saco", Decimal("42.90"))

    def test_or_the_unit_does_where_the_numbers_are_third(self) -> None:
        pasted = read_items("Cimento\tsaco\t40\t42,90\nAreia\tm³\t6,5\t118")
        assert [(item.unit, item.quantity) for item in pasted.items] == [("saco", Decimal(40)), ("m³", Decimal("6.5"))]

    @pytest.mark.parametrize("delimiter", ["\t", ";", ","])
    def test_any_usual_delimiter_separates(self, delimiter: str) -> None:
        text = delimiter.join(("Cimento", "40", "saco"))
        assert read_items(text).items[0].unit == "saco"

    def test_a_unit_that_is_not_given_is_un(self) -> None:
        assert read_items("Luvas\t12").items[0].unit == "un"

    def test_cells_with_line_breaks_stay_whole(self) -> None:
        pasted = read_items('Item\tQtd\n"Porta de madeira\n80 x 210"\t3\nFechadura\tx')
        assert pasted.items[0].description == "Porta de madeira\n80 x 210"
        assert [(problem.item, problem.line) for problem in pasted.problems] == [(1, 4)]

    def test_empty_lines_are_passed_over(self) -> None:
        pasted = read_items("\n\nCimento\t40\n\t\t\nAreia\t6\n")
        assert [item.description for item in pasted.items] == ["Cimento", "Areia"]


class TestProblems:
    def test_a_number_that_is_none_is_told_with_its_text(self) -> None:
        problem = read_items("Prego\tdois quilos\tkg").problems[0]
        assert (problem.line, problem.field, problem.text) == (1, "quantity", "dois quilos")

    def test_a_number_that_could_be_two_is_not_guessed(self) -> None:
        pasted = read_items("Prego\t1,200.50\tkg")
        assert pasted.items[0].quantity is None
        assert [problem.field for problem in pasted.problems] == ["quantity"]

    def test_a_line_without_quantity_is_told(self) -> None:
        assert [problem.field for problem in read_items("Descrição\tQtd\nCimento\t").problems] == ["quantity"]

    @pytest.mark.parametrize("text", ["", "  \n\t\n", "\n"])
    def test_nothing_is_refused(self, text: str) -> None:
        with pytest.raises(InvalidInput) as refused:
            read_items(text)
        assert list(refused.value.fields) == ["text"]

    def test_more_than_a_request_holds_is_refused(self) -> None:
        with pytest.raises(InvalidInput):
            read_items("Cimento\t1\n" * (MOST_ITEMS + 1))


class TestAnything:
    @given(st.text(max_size=300))
    def test_no_text_breaks_it(self, text: str) -> None:
        try:
            pasted = read_items(text)
        except InvalidInput:
            return
        assert all(0 <= problem.item < len(pasted.items) for problem in pasted.problems)

    @given(
        st.lists(
            st.tuples(
                st.text(st.characters(codec="ascii", categories=["L"]), min_size=1, max_size=20),
                st.decimals(min_value=Decimal("0.001"), max_value=Decimal(10**8), places=3),
            ),
            min_size=1,
            max_size=20,
        )
    )
    def test_what_is_written_as_brazilians_do_is_read_back(self, rows: list[tuple[str, Decimal]]) -> None:
        text = "Descrição\tQuantidade\n" + "\n".join(f"{name}\t{format_decimal(amount)}" for name, amount in rows)
        pasted = read_items(text)
        assert [(item.description, item.quantity) for item in pasted.items] == rows
        assert pasted.problems == []

"""Items by suppliers: what each offer costs when it is here and paid for, and which is best."""

from __future__ import annotations

import datetime
from decimal import Decimal

from hypothesis import given
from offer_strategies import TODAY, answer, maps, need, numbered, offer

from esteio.modules.procurement.rules.comparison import Answer, Cell, ComparisonMap, Need, compare, unit_cost

RATE = Decimal("1.5")


def of(*answers: Answer, needs: tuple[Need, ...] = (need(1),), rate: Decimal = RATE) -> ComparisonMap:
    return compare(needs, answers, rate, TODAY)


def cell(comparison: ComparisonMap, row: int, column: int) -> Cell:
    found = comparison.rows[row].cells[column]
    assert found is not None
    return found


def best(comparison: ComparisonMap, row: int = 0) -> list[int]:
    return [index for index, each in enumerate(comparison.rows[row].cells) if each is not None and each.best]


class TestLandedCost:
    def test_is_price_less_discounts_plus_freight_and_taxes_with_shares_of_the_whole(self) -> None:
        comparison = of(
            answer(
                1,
                offer(1, "90", discount=Decimal("100.00")),
                offer(2, "20", freight=Decimal("5.00")),
                freight=Decimal("100.00"),
                taxes=Decimal("33.33"),
                discount=Decimal("50.00"),
            ),
            needs=(need(1), need(2)),
        )
        first, second = cell(comparison, 0, 0), cell(comparison, 1, 0)
        # nets 800 and 200: shares of four fifths and a fifth
        assert (first.gross, first.discount, first.freight, first.taxes) == (900, 140, 80, Decimal("26.66"))
        assert first.total == Decimal("866.66")
        assert (second.gross, second.discount, second.freight, second.taxes) == (200, 10, 25, Decimal("6.67"))
        assert second.total == Decimal("221.67")
        column = comparison.columns[0]
        assert column.total == Decimal("1088.33")
        assert (column.gross, column.discount, column.freight) == (1100, 150, 105)

    @given(comparison=maps())
    def test_cells_and_columns_add_up_to_the_cent_and_nothing_is_below_zero(self, comparison: ComparisonMap) -> None:
        for index, column in enumerate(comparison.columns):
            cells = [row.cells[index] for row in comparison.rows]
            for each in cells:
                if each is not None:
                    assert each.total == each.gross - each.discount + each.freight + each.taxes
                    assert min(each.gross, each.discount, each.freight, each.taxes, each.total) >= 0
                    assert each.present_value <= each.total
            for name in ("gross", "discount", "freight", "taxes", "total", "present_value"):
                assert getattr(column, name) == sum(getattr(each, name) for each in cells if each is not None)
            assert column.total == column.gross - column.discount + column.freight + column.taxes
            assert column.items == sum(each is not None for each in cells)

    def test_an_item_that_a_supplier_does_not_have_is_an_empty_cell(self) -> None:
        comparison = of(answer(1, offer(1, "5")), answer(2, offer(2, "5")), needs=(need(1), need(2)))
        assert [[each is not None for each in row.cells] for row in comparison.rows] == [[True, False], [False, True]]
        assert [column.covers_all for column in comparison.columns] == [False, False]


class TestBestCell:
    def test_is_the_cheapest(self) -> None:
        assert best(of(answer(1, offer(1, "10")), answer(2, offer(1, "9.99")))) == [1]

    def test_a_long_term_of_payment_may_beat_a_lower_price(self) -> None:
        late = answer(2, offer(1, "10.10"), payment_days=(30, 60))
        assert best(of(answer(1, offer(1, "10")), late)) == [1]
        assert best(of(answer(1, offer(1, "10")), late, rate=Decimal(0))) == [0]

    def test_freight_may_turn_it_round(self) -> None:
        assert best(of(answer(1, offer(1, "10"), freight=Decimal(2)), answer(2, offer(1, "10.10")))) == [1]

    def test_what_is_delivered_beyond_the_need_is_paid_for_nothing(self) -> None:
        comparison = of(answer(1, offer(1, "10", "10")), answer(2, offer(1, "9", "12")))
        assert best(comparison) == [0]
        assert cell(comparison, 0, 1).needed_unit_cost == Decimal("10.8000")

    def test_a_short_offer_counts_by_its_unit(self) -> None:
        comparison = of(answer(1, offer(1, "10", "10")), answer(2, offer(1, "9", "4")))
        assert best(comparison) == [1]
        assert not cell(comparison, 0, 1).covers

    def test_equal_costs_go_by_delivery_then_score_then_the_earlier_answer(self) -> None:
        slow = answer(1, offer(1, "10"), delivery_days=20, score=Decimal(10))
        soon = answer(2, offer(1, "10"), delivery_days=5)
        liked = answer(3, offer(1, "10"), delivery_days=5, score=Decimal(8))
        assert best(of(slow, soon, liked)) == [2]
        assert best(of(slow, soon)) == [1]
        assert best(of(soon, answer(4, offer(1, "10"), delivery_days=5))) == [0]
        assert best(of(answer(5, offer(1, "10")), slow)) == [1]

    def test_an_offer_whose_validity_is_over_is_shown_and_never_best(self) -> None:
        lapsed = answer(1, offer(1, "1"), valid_until=TODAY - datetime.timedelta(days=1))
        comparison = of(lapsed, answer(2, offer(1, "10"), valid_until=TODAY))
        assert best(comparison) == [1]
        assert [column.lapsed for column in comparison.columns] == [True, False]

    @given(comparison=maps())
    def test_at_most_one_an_item_and_none_costs_less_for_the_need(self, comparison: ComparisonMap) -> None:
        for row in comparison.rows:
            live = [
                each
                for each, column in zip(row.cells, comparison.columns, strict=True)
                if each is not None and not column.lapsed
            ]
            chosen = [each for each in row.cells if each is not None and each.best]
            assert len(chosen) == bool(live)
            for each in chosen:
                assert unit_cost(each, row.quantity) == min(unit_cost(other, row.quantity) for other in live)
        assert sum(column.best_cells for column in comparison.columns) <= len(comparison.rows)


class TestColumn:
    def test_delivery_is_that_of_the_slowest_item(self) -> None:
        comparison = of(
            answer(1, offer(1, "1", delivery_days=30), offer(2, "1"), delivery_days=7), needs=(need(1), need(2))
        )
        assert comparison.columns[0].delivery_days == 30
        assert [row.cells[0].delivery_days for row in comparison.rows if row.cells[0]] == [30, 7]

    def test_rows_stand_in_the_order_of_the_request(self) -> None:
        comparison = of(answer(1, offer(2, "1"), offer(1, "2")), needs=(need(2), need(1)))
        assert [row.item_id for row in comparison.rows] == [numbered(1, 1), numbered(1, 2)]
        assert cell(comparison, 0, 0).unit_price == 2

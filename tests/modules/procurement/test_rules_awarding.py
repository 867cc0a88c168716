"""Who wins what: checked choices, sums to the cent, and the cheapest that there is."""

from __future__ import annotations

import datetime
import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from offer_strategies import TODAY, answer, maps, need, numbered, offer

from esteio.core.errors import InvalidInput
from esteio.modules.procurement.rules.awarding import (
    Basket,
    Choice,
    cheapest_single,
    cheapest_split,
    price_choices,
    settle,
    whole_quotation,
)
from esteio.modules.procurement.rules.comparison import Answer, ComparisonMap, Need, compare

CENT = Decimal("0.01")


def of(*answers: Answer, needs: tuple[Need, ...] = (need(1),)) -> ComparisonMap:
    return compare(needs, answers, Decimal("1.5"), TODAY)


def choice(item: int, supplier: int, quantity: str | None = None) -> Choice:
    return Choice(
        item_id=numbered(1, item),
        quotation_id=numbered(2, supplier),
        quantity=None if quantity is None else Decimal(quantity),
    )


def picked(basket: Basket | None) -> list[tuple[int, int, Decimal]]:
    assert basket is not None
    low = (1 << 64) - 1
    return [(line.item_id.int & low, line.quotation_id.int & low, line.quantity) for line in basket.lines]


def problems(comparison: ComparisonMap, choices: list[Choice], leave_out: list[int] | None = None) -> dict[str, str]:
    with pytest.raises(InvalidInput) as refused:
        settle(comparison, choices, [numbered(1, item) for item in leave_out or []])
    return refused.value.fields


def assert_adds_up(basket: Basket) -> None:
    for line in basket.lines:
        assert line.total == line.gross - line.discount + line.freight + line.taxes
        assert min(line.gross, line.discount, line.freight, line.taxes, line.total, line.present_value) >= 0
        assert line.discount <= line.gross
        assert line.lowest_total <= line.total <= line.highest_total
        assert line.lowest_total <= line.first_total <= line.highest_total
    for share in basket.suppliers:
        own = [line for line in basket.lines if line.quotation_id == share.quotation_id]
        for name in ("gross", "discount", "freight", "taxes", "total", "present_value"):
            assert getattr(share, name) == sum(getattr(line, name) for line in own)
    for name in ("total", "present_value"):
        assert getattr(basket, name) == sum(getattr(line, name) for line in basket.lines)
        assert getattr(basket, name) == sum(getattr(share, name) for share in basket.suppliers)


@st.composite
def chosen_maps(draw: st.DrawFn) -> tuple[ComparisonMap, list[Choice]]:
    """A map, and some of what can be chosen in it: whole offers and parts, one supplier an item or several."""
    comparison = draw(maps())
    choices: list[Choice] = []
    for row in comparison.rows:
        cells = [cell for cell in row.cells if cell is not None]
        several = draw(st.lists(st.sampled_from(cells), unique_by=lambda each: each.quotation_id)) if cells else []
        remaining = row.quantity
        for cell in several:
            thousandths = int(min(cell.quantity, remaining) * 1000)
            if len(several) == 1 and draw(st.booleans()):
                choices.append(Choice(item_id=row.item_id, quotation_id=cell.quotation_id))
            elif thousandths:
                quantity = Decimal(draw(st.integers(1, thousandths))).scaleb(-3)
                choices.append(Choice(item_id=row.item_id, quotation_id=cell.quotation_id, quantity=quantity))
                remaining -= quantity
    return comparison, choices


class TestSums:
    @given(made=chosen_maps())
    def test_any_choice_adds_up_to_the_cent_by_line_by_supplier_and_in_all(
        self, made: tuple[ComparisonMap, list[Choice]]
    ) -> None:
        comparison, choices = made
        assert_adds_up(price_choices(comparison, choices))

    @given(comparison=maps())
    def test_everything_of_one_supplier_costs_what_its_quotation_says(self, comparison: ComparisonMap) -> None:
        for column in comparison.columns:
            basket = price_choices(comparison, whole_quotation(comparison, column))
            assert (basket.total, basket.present_value) == (column.total, column.present_value)

    @given(comparison=maps(), leave=st.integers(0, 4))
    def test_what_is_taken_and_what_is_left_of_a_quotation_are_its_total(
        self, comparison: ComparisonMap, leave: int
    ) -> None:
        left = [row.item_id for row in comparison.rows[:leave]]
        for column in comparison.columns:
            choices = whole_quotation(comparison, column)
            taken = [each for each in choices if each.item_id not in left]
            rest = [each for each in choices if each.item_id in left]
            assert price_choices(comparison, taken).total + price_choices(comparison, rest).total == column.total

    def test_part_of_an_offer_takes_its_part_of_discount_freight_and_taxes(self) -> None:
        comparison = of(answer(1, offer(1, "3.333", "10"), discount=CENT * 100, freight=Decimal(10), taxes=CENT * 5))
        line = price_choices(comparison, [choice(1, 1, "3")]).lines[0]
        assert (line.gross, line.discount, line.freight, line.taxes) == (
            Decimal("10.00"),
            Decimal("0.30"),
            Decimal("3.00"),
            Decimal("0.02"),
        )
        assert line.total == Decimal("12.72")

    def test_tells_what_the_first_the_dearest_and_the_cheapest_ask_for_as_much(self) -> None:
        comparison = of(answer(1, offer(1, "12")), answer(2, offer(1, "15")), answer(3, offer(1, "10", "5")))
        line = price_choices(comparison, [choice(1, 2, "5")]).lines[0]
        assert (line.first_total, line.highest_total, line.lowest_total) == (60, 75, 50)


class TestChoices:
    def test_every_item_is_chosen_or_left_out(self) -> None:
        comparison = of(answer(1, offer(1, "1"), offer(2, "1")), needs=(need(1), need(2)))
        assert "2 (Item 2)" in problems(comparison, [choice(1, 1)])["choices"]
        basket, balances = settle(comparison, [choice(1, 1)], [numbered(1, 2)])
        assert basket.missing == (numbered(1, 2),)
        assert [(each.item_id, each.quantity) for each in balances] == [(numbered(1, 2), 10)]

    def test_the_balance_of_an_item_that_is_chosen_in_part_may_be_left_out(self) -> None:
        comparison = of(answer(1, offer(1, "1", "4")))
        assert settle(comparison, [choice(1, 1)], [])[1] == []
        basket, balances = settle(comparison, [choice(1, 1)], [numbered(1, 1)])
        assert basket.short == (numbered(1, 1),)
        assert [each.quantity for each in balances] == [6]

    def test_an_item_may_be_shared_by_several_up_to_the_need(self) -> None:
        comparison = of(answer(1, offer(1, "1")), answer(2, offer(1, "2")))
        assert len(settle(comparison, [choice(1, 1, "7"), choice(1, 2, "3")], [])[0].suppliers) == 2
        assert problems(comparison, [choice(1, 1, "7"), choice(1, 2, "4")]).keys() == {
            "choices[0].quantity",
            "choices[1].quantity",
        }

    def test_a_lot_above_the_need_is_taken_whole_from_one(self) -> None:
        comparison = of(answer(1, offer(1, "1", "12")))
        assert settle(comparison, [choice(1, 1)], [])[0].total == 12

    @pytest.mark.parametrize(
        ("choices", "wrong"),
        [
            ([choice(9, 1)], "choices[0].itemId"),
            ([choice(1, 9)], "choices[0].quotationId"),
            ([choice(1, 2)], "choices[0].quotationId"),
            ([choice(1, 1), choice(1, 1)], "choices[1].itemId"),
            ([choice(1, 1, "0")], "choices[0].quantity"),
            ([choice(1, 1, "-1")], "choices[0].quantity"),
            ([choice(1, 1, "10.001")], "choices[0].quantity"),
            ([choice(1, 3)], "choices[0].quotationId"),
            ([], "choices"),
        ],
    )
    def test_what_is_not_on_offer_cannot_be_chosen(self, choices: list[Choice], wrong: str) -> None:
        lapsed = answer(3, offer(1, "1"), valid_until=TODAY - datetime.timedelta(days=1))
        comparison = of(answer(1, offer(1, "1")), answer(2), lapsed)
        assert wrong in problems(comparison, choices)

    @pytest.mark.parametrize(("leave_out", "wrong"), [([1], "leaveOut[0]"), ([9], "leaveOut[0]")])
    def test_what_is_bought_or_unknown_cannot_be_left_out(self, leave_out: list[int], wrong: str) -> None:
        assert wrong in problems(of(answer(1, offer(1, "1"))), [choice(1, 1)], leave_out)

    def test_leaving_everything_out_is_no_award(self) -> None:
        assert problems(of(answer(1, offer(1, "1"))), [], [1]).keys() == {"choices"}


class TestCheapestSplit:
    def test_takes_each_item_where_it_costs_least(self) -> None:
        comparison = of(
            answer(1, offer(1, "10"), offer(2, "8")), answer(2, offer(1, "9"), offer(2, "9")), needs=(need(1), need(2))
        )
        assert picked(cheapest_split(comparison)) == [(1, 2, 10), (2, 1, 10)]

    def test_fills_up_from_the_next_where_the_cheapest_has_too_little(self) -> None:
        comparison = of(answer(1, offer(1, "10")), answer(2, offer(1, "9", "4")))
        assert picked(cheapest_split(comparison)) == [(1, 1, 6), (1, 2, 4)]

    def test_takes_a_lot_above_the_need_where_that_is_cheaper_all_the_same(self) -> None:
        assert picked(cheapest_split(of(answer(1, offer(1, "10")), answer(2, offer(1, "8", "12"))))) == [(1, 2, 12)]

    def test_an_offer_whose_validity_is_over_is_not_suggested(self) -> None:
        lapsed = answer(1, offer(1, "1"), valid_until=TODAY - datetime.timedelta(days=1))
        assert cheapest_split(of(lapsed)) is None
        assert cheapest_single(of(lapsed)) is None

    def test_without_answers_there_is_none(self) -> None:
        assert cheapest_split(of()) is None
        assert cheapest_single(of()) is None

    @given(comparison=maps(most_items=2, most_suppliers=3))
    def test_no_other_way_of_covering_as_much_costs_less(self, comparison: ComparisonMap) -> None:
        split = cheapest_split(comparison)
        if split is None:
            return
        assert_adds_up(split)
        for row in comparison.rows:
            own = [line for line in split.lines if line.item_id == row.item_id]
            bought = sum((line.quantity for line in own), Decimal(0))
            live = [
                cell
                for cell, column in zip(row.cells, comparison.columns, strict=True)
                if cell is not None and not column.lapsed
            ]
            assert bought >= min(row.quantity, sum((cell.quantity for cell in live), Decimal(0)))
            # Any order of filling up is a way to cover the need; a lot above it only alone.
            ways = [[cell] for cell in live if cell.covers]
            partable = [cell for cell in live if cell.quantity <= row.quantity]
            ways += [list(order) for order in itertools.permutations(partable)]
            for way in ways:
                remaining, choices = row.quantity, list[Choice]()
                for cell in way:
                    taken = cell.quantity if len(way) == 1 else min(cell.quantity, remaining)
                    if remaining > 0 and taken:
                        choices.append(Choice(item_id=row.item_id, quotation_id=cell.quotation_id, quantity=taken))
                        remaining -= taken
                if remaining > 0 and bought >= row.quantity:
                    continue
                other = price_choices(comparison, choices).present_value
                mine = sum((line.present_value for line in own), Decimal(0))
                assert mine <= other + CENT * 4 * len(live)


class TestCheapestSingle:
    def test_covers_everything_before_it_is_cheap(self) -> None:
        comparison = of(
            answer(1, offer(1, "1")),
            answer(2, offer(1, "50"), offer(2, "50")),
            answer(3, offer(1, "49"), offer(2, "50")),
            answer(4, offer(1, "1"), offer(2, "1", "9")),
            needs=(need(1), need(2)),
        )
        assert picked(cheapest_single(comparison)) == [(1, 3, 10), (2, 3, 10)]

    @given(comparison=maps())
    def test_is_one_supplier_and_the_split_never_costs_more_for_the_same_cover(self, comparison: ComparisonMap) -> None:
        single, split = cheapest_single(comparison), cheapest_split(comparison)
        assert (single is None) == (split is None)
        if single is None or split is None:
            return
        assert len(single.suppliers) == 1
        if not single.missing and not single.short:
            assert split.present_value <= single.present_value + CENT * 8 * len(comparison.rows)

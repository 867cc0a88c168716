from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID, uuid4

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from esteio.modules.procurement.rules.match import (
    Counted,
    Difference,
    DifferenceKind,
    Invoiced,
    InvoiceLine,
    Ordered,
    OrderedItem,
    find_differences,
    match_lines,
)

K = DifferenceKind
ONE_PERCENT = Decimal(1)
CEMENT, STEEL = uuid4(), uuid4()


def cents(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def item(
    id: UUID = CEMENT, quantity: str = "100", price: str = "38.90", *, discount: str = "0", **values: object
) -> OrderedItem:
    made: dict[str, object] = {
        "id": id,
        "position": 1,
        "description": "Cimento CP II 50 kg",
        "unit": "SC",
        "quantity": Decimal(quantity),
        "unit_price": Decimal(price),
        "net_total": cents(Decimal(quantity) * Decimal(price)) - Decimal(discount),
        **values,
    }
    return msgspec.convert(made, OrderedItem)


def order(*items: OrderedItem, freight: str = "0", taxes: str = "0") -> Ordered:
    total = sum((each.net_total for each in items), Decimal(0))
    return Ordered(
        items=items,
        freight=Decimal(freight),
        taxes=Decimal(taxes),
        total=total + Decimal(freight) + Decimal(taxes),
    )


def line(
    of: UUID | None = CEMENT, quantity: str = "100", price: str = "38.90", *, discount: str = "0", factor: str = "1"
) -> InvoiceLine:
    return InvoiceLine(
        id=uuid4(),
        description="CIMENTO CP II-E-32 50KG",
        unit="SC",
        quantity=Decimal(quantity),
        total=cents(Decimal(quantity) * Decimal(price)),
        discount=Decimal(discount),
        order_item_id=of,
        factor=Decimal(factor),
    )


def note(*lines: InvoiceLine, freight: str = "0", taxes: str = "0", **values: bool) -> Invoiced:
    return Invoiced(
        id=uuid4(),
        number="1234",
        freight=Decimal(freight),
        taxes=Decimal(taxes),
        total=sum((each.amount for each in lines), Decimal(0)) + Decimal(freight) + Decimal(taxes),
        lines=lines,
        **values,
    )


def came(accepted: str = "100", refused: str = "0", of: UUID = CEMENT) -> dict[UUID, Counted]:
    return {of: Counted(Decimal(accepted), Decimal(refused))}


def kinds(differences: list[Difference]) -> list[DifferenceKind]:
    return [each.kind for each in differences]


class TestAllAgree:
    def test_when_the_note_charges_what_came_at_the_agreed_price(self) -> None:
        assert find_differences(order(item()), [note(line())], came(), ONE_PERCENT) == []

    def test_when_nothing_came_and_nothing_is_charged(self) -> None:
        assert find_differences(order(item()), [], {}, ONE_PERCENT) == []

    def test_when_the_price_is_within_the_tolerance(self) -> None:
        for price in ("39.28", "38.52"):
            assert find_differences(order(item()), [note(line(price=price))], came(), ONE_PERCENT) == []

    def test_when_a_cent_is_rounded_away_without_any_tolerance(self) -> None:
        rounded = order(item(quantity="3", price="0.3333"))
        assert find_differences(rounded, [note(line(quantity="3", price="0.33"))], came("3"), Decimal(0)) == []

    def test_when_discounts_are_written_elsewhere_and_come_to_the_same(self) -> None:
        discounted = order(item(price="40.00", discount="110.00"))
        assert find_differences(discounted, [note(line(price="38.90"))], came(), Decimal(0)) == []
        assert find_differences(discounted, [note(line(price="41.00", discount="210"))], came(), Decimal(0)) == []

    def test_when_the_note_counts_in_boxes(self) -> None:
        boxes = [note(line(quantity="10", price="389.00", factor="10"))]
        assert find_differences(order(item()), boxes, came(), ONE_PERCENT) == []

    def test_when_a_gift_is_on_the_note(self) -> None:
        gift = msgspec.structs.replace(line(None, "2"), total=Decimal(0))
        assert find_differences(order(item()), [note(line(), gift)], came(), ONE_PERCENT) == []

    @given(
        st.lists(
            st.tuples(st.decimals("0.001", "9999", places=3), st.decimals("0.01", "9999", places=4)),
            min_size=1,
            max_size=6,
        ),
        st.integers(1, 4),
    )
    def test_when_an_order_comes_in_parts_each_with_its_note(
        self, wanted: list[tuple[Decimal, Decimal]], parts: int
    ) -> None:
        items = [
            item(uuid4(), str(quantity * parts), str(price), position=at)
            for at, (quantity, price) in enumerate(wanted, start=1)
        ]
        whole = order(*items, freight="50.00")
        notes = [
            note(
                *(line(each.id, str(each.quantity / parts), str(each.unit_price)) for each in items),
                freight="50" if part == 0 else "0",
            )
            for part in range(parts)
        ]
        part_of = {each.id: Counted(each.quantity / parts) for each in items}
        all_of = {each.id: Counted(each.quantity) for each in items}
        for at, one in enumerate(notes):
            others = notes[:at] + notes[at + 1 :]
            # Each line is rounded to the cent by itself, so that sums may be some cents off: the tolerance is for that.
            found = find_differences(whole, [one], part_of, Decimal(100), others=others)
            assert found == []
        assert find_differences(whole, notes, all_of, Decimal(100)) == []


class TestQuantity:
    def test_charged_and_not_come(self) -> None:
        (found,) = find_differences(order(item()), [note(line())], came("95"), ONE_PERCENT)
        assert (found.kind, found.expected, found.found) == (K.QUANTITY, Decimal("95.000"), Decimal("100.000"))
        assert found.sentence == "Cimento CP II 50 kg: a nota cobra 100 SC e foram aceitos 95 SC."

    def test_what_was_refused_is_said(self) -> None:
        (found,) = find_differences(order(item()), [note(line())], came("95", "5"), ONE_PERCENT)
        assert found.sentence.endswith("foram aceitos 95 SC (5 SC recusados).")

    def test_charged_and_nothing_come_at_all(self) -> None:
        (found,) = find_differences(order(item()), [note(line())], {}, ONE_PERCENT)
        assert (found.kind, found.expected) == (K.QUANTITY, Decimal("0.000"))

    def test_come_and_not_on_the_note(self) -> None:
        both = order(item(), item(STEEL))
        (found,) = find_differences(both, [note(line())], {**came(), **came("5", of=STEEL)}, ONE_PERCENT)
        assert (found.kind, found.order_item_id, found.expected) == (K.MISSING, STEEL, Decimal("5.000"))

    def test_come_without_a_note(self) -> None:
        (found,) = find_differences(order(item()), [], came(), ONE_PERCENT)
        assert found.kind is K.NO_INVOICE

    def test_more_charged_over_all_notes_than_ordered(self) -> None:
        first, second = note(line(quantity="60")), note(line(quantity="60"))
        found = find_differences(order(item()), [second], came("60"), ONE_PERCENT, others=[first])
        assert kinds(found) == [K.OVER_ORDERED, K.TOTAL]
        assert (found[0].expected, found[0].found) == (Decimal("100"), Decimal("120.000"))

    def test_what_was_given_up_is_not_expected_on_a_note(self) -> None:
        given_up = order(item(given_up=Decimal(40)))
        found = find_differences(given_up, [note(line())], came(), ONE_PERCENT)
        assert kinds(found) == [K.OVER_ORDERED]

    @given(st.decimals("0.001", "200", places=3))
    def test_any_other_quantity_is_told(self, quantity: Decimal) -> None:
        found = find_differences(order(item()), [note(line(quantity=str(quantity)))], came(), ONE_PERCENT)
        assert (K.QUANTITY in kinds(found)) == (quantity != 100)
        assert (K.OVER_ORDERED in kinds(found)) == (quantity > 100)


class TestPrice:
    @pytest.mark.parametrize("price", ["39.30", "38.50", "389.00", "0"])
    def test_beyond_the_tolerance_either_way(self, price: str) -> None:
        found = find_differences(order(item()), [note(line(price=price))], came(), ONE_PERCENT)
        assert kinds(found)[0] is K.PRICE
        assert found[0].expected == Decimal("38.9000")
        assert found[0].found == Decimal(price).quantize(Decimal("0.0001"))

    def test_is_said_with_the_decimals_it_has(self) -> None:
        found = find_differences(order(item(price="0.0555")), [note(line(price="0.08"))], came(), ONE_PERCENT)
        assert "o preço na nota é R$ 0,08 e o do pedido é R$ 0,0555" in found[0].sentence

    def test_a_note_that_only_raises_it(self) -> None:
        more = msgspec.structs.replace(line(quantity="0"), total=Decimal("100.00"))
        found = find_differences(order(item()), [note(more)], {}, ONE_PERCENT, others=[note(line())])
        assert kinds(found) == [K.PRICE, K.TOTAL]
        assert found[0].found == Decimal("100.00")


class TestNotesAndSums:
    def test_a_line_that_is_no_item(self) -> None:
        extra = line(None, "1", "50")
        found = find_differences(order(item()), [note(line(), extra)], came(), ONE_PERCENT)
        assert kinds(found) == [K.EXTRA, K.TOTAL]
        assert (found[0].invoice_item_id, found[0].found) == (extra.id, Decimal("50.00"))

    def test_a_line_that_is_an_item_of_another_order(self) -> None:
        found = find_differences(order(item()), [note(line(), line(uuid4(), "1", "1"))], came(), ONE_PERCENT)
        assert kinds(found) == [K.EXTRA]

    def test_freight_and_taxes_that_were_not_agreed(self) -> None:
        found = find_differences(
            order(item(), freight="10"), [note(line(), freight="30", taxes="90")], came(), ONE_PERCENT
        )
        assert kinds(found) == [K.FREIGHT, K.TAXES, K.TOTAL]
        assert found[0].sentence == "Nas notas o frete chega a R$ 30,00; no pedido, R$ 10,00."
        assert found[1].sentence == "Nas notas os impostos chegam a R$ 90,00; no pedido, R$ 0,00."

    def test_freight_that_was_charged_in_full_before_is_not_this_notes_fault(self) -> None:
        first, second = note(line(quantity="50"), freight="30"), note(line(quantity="50"))
        agreed = order(item(), freight="10")
        assert find_differences(agreed, [second], came("50"), Decimal(1), others=[first]) == []

    def test_less_than_agreed_is_no_difference(self) -> None:
        assert find_differences(order(item(), freight="10"), [note(line())], came(), ONE_PERCENT) == []

    def test_who_issued_it_and_for_whom(self) -> None:
        found = find_differences(
            order(item()), [note(line(), issuer_known=False, recipient_fits=False)], came(), ONE_PERCENT
        )
        assert kinds(found) == [K.ISSUER, K.RECIPIENT]


class TestLines:
    def test_each_item_as_all_three_have_it(self) -> None:
        both = order(item(discount="10.00"), item(STEEL, "5", "44", position=2))
        first, second = match_lines(both, [note(line(quantity="40")), note(line(quantity="50"))], came("88", "2"))
        assert (first.ordered, first.accepted, first.refused) == (
            Decimal("100.000"),
            Decimal("88.000"),
            Decimal("2.000"),
        )
        assert (first.invoiced, first.invoiced_total) == (Decimal("90.000"), Decimal("3501.00"))
        assert (first.unit_price, first.invoiced_unit_price) == (Decimal("38.8000"), Decimal("38.9000"))
        assert first.ordered_total == Decimal("3880.00")
        assert (second.invoiced, second.invoiced_unit_price) == (Decimal("0.000"), None)

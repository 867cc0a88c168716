"""What makes a supplier's answer whole."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esteio.core.errors import InvalidInput
from esteio.modules.procurement.rules.policy import ApprovalPolicy
from esteio.modules.procurement.rules.quotation_answers import (
    AskedItem,
    CheckedAnswer,
    GivenItem,
    changes_quantity,
    check_answer,
)
from esteio.modules.procurement.rules.quotation_totals import OfferTerms, gross_of
from esteio.modules.procurement.rules.vocabulary import DiscountKind

D = Decimal
CEMENT, SAND, OTHER = (UUID(int=number) for number in (1, 2, 3))
ASKED = (AskedItem(id=CEMENT, quantity=D(100)), AskedItem(id=SAND, quantity=D("7.5")))
POLICY = ApprovalPolicy()


def cement(**more: Any) -> GivenItem:
    return GivenItem(**{"item_id": CEMENT, "unit_price": D("38.90"), **more})


def answer(*items: GivenItem, **terms: Any) -> CheckedAnswer:
    return check_answer(ASKED, items, OfferTerms(**terms), POLICY)


def findings(*items: GivenItem, **terms: Any) -> dict[str, str]:
    with pytest.raises(InvalidInput) as refused:
        answer(*items, **terms)
    return refused.value.fields


class TestItems:
    def test_what_is_not_spoken_of_is_not_available(self) -> None:
        kept = answer(cement())
        assert [(item.item_id, item.available, item.total) for item in kept.items] == [
            (CEMENT, True, D("3890.00")),
            (SAND, False, D("0.00")),
        ]
        assert kept.totals.total == D("3890.00")

    def test_come_in_the_order_of_the_request(self) -> None:
        kept = answer(GivenItem(item_id=SAND, unit_price=D(110)), cement())
        assert [item.item_id for item in kept.items] == [CEMENT, SAND]

    def test_of_another_request_or_twice_are_refused(self) -> None:
        assert set(findings(cement(), cement(), GivenItem(item_id=OTHER, unit_price=D(1)))) == {
            "items[1].itemId",
            "items[2].itemId",
        }

    def test_none_at_all_is_a_refusal_to_quote(self) -> None:
        assert set(findings()) == {"items"}
        assert set(findings(cement(available=False), GivenItem(item_id=SAND, available=False))) == {"items"}

    def test_that_are_not_available_have_no_price(self) -> None:
        kept = answer(cement(), GivenItem(item_id=SAND, available=False, unit_price=D("-5"), note="só em maio"))
        assert (kept.items[1].unit_price, kept.items[1].note) == (D(0), "só em maio")

    @pytest.mark.parametrize("price", ["0", "-1", "NaN", "Infinity", "1E-999999", "38.90001", "1E+12"])
    def test_need_a_price_that_is_one(self, price: str) -> None:
        assert set(findings(cement(unit_price=D(price)))) == {"items[0].unitPrice"}

    def test_may_have_prices_with_four_decimals_and_zeros_after(self) -> None:
        assert answer(cement(unit_price=D("38.9012000000"))).items[0].unit_price == D("38.9012")

    def test_all_that_is_wrong_is_said_at_once(self) -> None:
        wrong = findings(
            cement(unit_price=D(0), freight=D("-1"), taxes=D("0.001")),
            GivenItem(item_id=SAND, unit_price=D(1), quantity=D("0.0001")),
            freight=D("NaN"),
        )
        assert set(wrong) == {
            "items[0].unitPrice",
            "items[0].freight",
            "items[0].taxes",
            "items[1].quantity",
            "freight",
        }


class TestQuantity:
    @pytest.mark.parametrize(
        ("offered", "needs_reason"), [("50", False), ("150", False), ("49.999", True), ("150.001", True)]
    )
    def test_over_half_more_or_less_needs_a_reason(self, offered: str, needs_reason: bool) -> None:
        assert changes_quantity(D(100), D(offered), POLICY) == needs_reason
        if needs_reason:
            assert set(findings(cement(quantity=D(offered), quantity_reason="curto"))) == {"items[0].quantityReason"}
        kept = answer(cement(quantity=D(offered), quantity_reason="Vendemos por palete fechado."))
        assert kept.items[0].quantity == D(offered)

    def test_is_what_was_asked_for_unless_said(self) -> None:
        assert answer(cement()).items[0].quantity == D(100)


class TestDiscounts:
    def test_of_an_item_has_a_cap(self) -> None:
        assert answer(cement(discount=D("1167.00"))).items[0].total == D("2723.00")
        assert "até 30%: R$ 1.167,00" in findings(cement(discount=D("1167.01")))["items[0].discount"]

    def test_over_the_whole_has_a_cap(self) -> None:
        assert answer(cement(), discount_kind=DiscountKind.PERCENT, discount_value=D(20)).totals.discount == D(778)
        for kind, value in ((DiscountKind.PERCENT, "20.01"), (DiscountKind.FIXED, "778.01")):
            wrong = findings(cement(), discount_kind=kind, discount_value=D(value))
            assert "até 20% do subtotal: R$ 778,00" in wrong["discountValue"]

    def test_of_no_kind_is_none(self) -> None:
        assert answer(cement(), discount_value=D(500)).totals.discount == D(0)


def test_a_total_beyond_what_can_be_kept_is_refused() -> None:
    wrong = findings(cement(unit_price=D("999999999.9999"), quantity=D("999999999"), quantity_reason="Uma piada."))
    assert set(wrong) == {"items"}


NUMBERS = st.one_of(
    st.decimals(allow_nan=True, allow_infinity=True),
    st.decimals(0, 1000, places=3),
    st.sampled_from([D("1E-999999"), D("1E+999999"), D("-0"), D("0")]),
)


@given(
    st.lists(
        st.builds(
            GivenItem,
            item_id=st.sampled_from([CEMENT, SAND, OTHER]),
            available=st.booleans(),
            unit_price=NUMBERS,
            quantity=st.none() | NUMBERS,
            quantity_reason=st.sampled_from(["", "Vendemos por palete."]),
            discount=NUMBERS,
            freight=NUMBERS,
            taxes=NUMBERS,
        ),
        max_size=4,
    ),
    st.builds(
        OfferTerms, discount_kind=st.sampled_from(DiscountKind), discount_value=NUMBERS, freight=NUMBERS, taxes=NUMBERS
    ),
)
def test_whatever_is_sent_holds_or_is_refused_by_name(items: list[GivenItem], terms: OfferTerms) -> None:
    try:
        kept = check_answer(ASKED, items, terms, POLICY)
    except InvalidInput as error:
        if not error.fields:
            raise
        return
    assert [item.item_id for item in kept.items] == [CEMENT, SAND]
    assert kept.totals.total >= 0
    assert kept.totals.subtotal == sum(item.total for item in kept.items)
    assert all(item.total == gross_of(item.unit_price, item.quantity) - item.discount for item in kept.items)

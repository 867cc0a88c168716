"""Sums of a quotation: the worked case, and what holds whatever a supplier types."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from esteio.modules.procurement.rules.quotation_totals import (
    DiscountCaps,
    OfferedItem,
    OfferTerms,
    QuotationTotals,
    gross_of,
    landed,
    total_quotation,
)
from esteio.modules.procurement.rules.vocabulary import DiscountKind

D = Decimal


def money(most: int = 1_000_000) -> st.SearchStrategy[Decimal]:
    return st.decimals(0, most, places=2)


PERCENT = st.decimals(0, 100, places=2)
ITEMS = st.lists(
    st.builds(
        OfferedItem,
        unit_price=st.decimals(0, 100_000, places=4),
        quantity=st.decimals(0, 10_000, places=3),
        discount=money(),
        freight=money(10_000),
        taxes=money(10_000),
    ),
    max_size=12,
)
TERMS = st.builds(
    OfferTerms,
    discount_kind=st.sampled_from(DiscountKind),
    discount_value=st.one_of(PERCENT, st.decimals(0, 10_000_000, places=4)),
    freight=money(),
    taxes=money(),
)
CAPS = st.builds(DiscountCaps, item_percent=PERCENT, global_percent=PERCENT)


def cents(amount: Decimal) -> bool:
    return amount == amount.quantize(D("0.01"))


class TestWorkedCase:
    ITEMS = (
        # 120 sacks at 38.9000 = 4,668.00, less 68.00
        OfferedItem(unit_price=D("38.9"), quantity=D(120), discount=D("68.00"), freight=D("150.00")),
        # 7.5 m³ at 112.3333 = 842.49975 -> 842.50
        OfferedItem(unit_price=D("112.3333"), quantity=D("7.5"), taxes=D("33.70")),
    )
    TERMS = OfferTerms(
        discount_kind=DiscountKind.PERCENT, discount_value=D("2.5"), freight=D("90.00"), taxes=D("10.00")
    )

    def test_goes_item_discount_subtotal_global_discount_freight_taxes(self) -> None:
        totals = total_quotation(self.ITEMS, self.TERMS)
        assert [line.net for line in totals.items] == [D("4600.00"), D("842.50")]
        assert totals.subtotal == D("5442.50")
        assert totals.discount == D("136.06")  # 136.0625
        assert (totals.freight, totals.taxes) == (D("240.00"), D("43.70"))
        assert totals.total == D("5590.14")

    def test_shares_what_is_over_the_whole_by_the_worth_of_the_items(self) -> None:
        first, second = landed(total_quotation(self.ITEMS, self.TERMS))
        # 4,600.00 of 5,442.50 is 84.52%: 115.00 of the discount, 76.07 of the freight, 8.45 of the taxes
        assert (first.discount, first.freight, first.taxes) == (D("183.00"), D("226.07"), D("8.45"))
        assert first.total == D("4719.52")
        assert (second.discount, second.freight, second.taxes) == (D("21.06"), D("13.93"), D("35.25"))
        assert second.total == D("870.62")
        assert first.total + second.total == D("5590.14")

    def test_a_discount_above_its_cap_counts_as_the_cap(self) -> None:
        caps = DiscountCaps(item_percent=D(1), global_percent=D(2))
        totals = total_quotation(self.ITEMS, self.TERMS, caps)
        assert totals.items[0].discount == D("46.68")
        assert totals.discount == D("109.28")  # 2% of 5,463.82 is 109.2764

    def test_a_fixed_discount_is_what_it_is(self) -> None:
        totals = total_quotation(self.ITEMS, OfferTerms(discount_kind=DiscountKind.FIXED, discount_value=D("100")))
        assert (totals.discount, totals.total) == (D("100.00"), D("5442.50") - 100 + 150 + D("33.70"))

    def test_halves_of_a_cent_go_up(self) -> None:
        assert gross_of(D("0.0050"), D(1)) == D("0.01")
        assert gross_of(D("0.0049"), D(1)) == D("0.00")

    def test_what_is_worth_nothing_shares_freight_equally(self) -> None:
        free = OfferedItem(unit_price=D("0.0001"), quantity=D(1))
        totals = total_quotation([free, free, free], OfferTerms(freight=D("10.00")))
        assert [line.total for line in landed(totals)] == [D("3.34"), D("3.33"), D("3.33")]


class TestAlways:
    @given(ITEMS, TERMS, CAPS)
    def test_nothing_is_below_zero_and_all_is_in_cents(
        self, items: list[OfferedItem], terms: OfferTerms, caps: DiscountCaps
    ) -> None:
        totals = total_quotation(items, terms, caps)
        amounts = [totals.subtotal, totals.discount, totals.freight, totals.taxes, totals.total]
        amounts += [
            amount
            for line in totals.items
            for amount in (line.gross, line.discount, line.net, line.freight, line.taxes)
        ]
        amounts += [
            amount
            for line in landed(totals)
            for amount in (line.gross, line.discount, line.freight, line.taxes, line.total)
        ]
        assert all(amount >= 0 and cents(amount) for amount in amounts)

    @given(ITEMS, TERMS, CAPS)
    def test_parts_add_up_to_the_cent(self, items: list[OfferedItem], terms: OfferTerms, caps: DiscountCaps) -> None:
        totals = total_quotation(items, terms, caps)
        assert totals.subtotal == sum((line.gross - line.discount for line in totals.items), D(0))
        assert totals.total == totals.subtotal - totals.discount + totals.freight + totals.taxes
        if items:
            parts = landed(totals)
            assert sum(part.total for part in parts) == totals.total
            assert all(part.total == part.gross - part.discount + part.freight + part.taxes for part in parts)
            assert sum(part.freight for part in parts) == totals.freight
            assert sum(part.taxes for part in parts) == totals.taxes

    @given(ITEMS, TERMS, CAPS)
    def test_no_discount_passes_its_cap(self, items: list[OfferedItem], terms: OfferTerms, caps: DiscountCaps) -> None:
        totals = total_quotation(items, terms, caps)
        half_cent = D("0.005")
        assert all(line.discount <= line.gross * caps.item_percent / 100 + half_cent for line in totals.items)
        assert totals.discount <= totals.subtotal * caps.global_percent / 100 + half_cent

    @given(ITEMS, TERMS, money(10_000).filter(bool))
    def test_more_freight_is_exactly_so_much_more(
        self, items: list[OfferedItem], terms: OfferTerms, more: Decimal
    ) -> None:
        dearer = OfferTerms(
            discount_kind=terms.discount_kind,
            discount_value=terms.discount_value,
            freight=terms.freight + more,
            taxes=terms.taxes,
        )
        assert total_quotation(items, dearer).total == total_quotation(items, terms).total + more

    def test_no_items_is_no_subtotal(self) -> None:
        totals = total_quotation([], OfferTerms())
        assert totals == QuotationTotals(
            items=(), subtotal=D("0.00"), discount=D("0.00"), freight=D("0.00"), taxes=D("0.00"), total=D("0.00")
        )
        assert landed(totals) == []

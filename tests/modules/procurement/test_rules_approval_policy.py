"""The approval policy as a document: figures, what makes them wrong, and documents of other releases."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from esteio.core.errors import InvalidInput
from esteio.modules.procurement.rules.policy import ApprovalPolicy, policy_json, read_policy, validate_policy
from esteio.modules.procurement.rules.vocabulary import BudgetRule


def percents(most: int) -> st.SearchStrategy[Decimal]:
    return st.decimals(0, most, places=4)


policies = st.builds(
    ApprovalPolicy,
    second_signature_above=st.decimals(100, 100_000, places=2),
    least_answers=st.integers(1, 20),
    quantity_change_percent=percents(1_000),
    over_delivery_percent=percents(100),
    price_tolerance_percent=percents(100),
    item_discount_cap_percent=percents(100),
    global_discount_cap_percent=percents(100),
    monthly_rate_percent=percents(20),
    reminder_hours=st.integers(1, 720),
    escalation_hours=st.integers(721, 2_160),
    budget=st.sampled_from(BudgetRule),
    quotation_days=st.integers(1, 90),
)


class TestDefaults:
    def test_are_those_of_the_domain_page(self) -> None:
        policy = ApprovalPolicy()
        validate_policy(policy)
        assert (policy.second_signature_above, policy.least_answers, policy.budget) == (2500, 3, "flag")
        assert policy.quantity_change_percent == 50


class TestDocument:
    @given(policies)
    def test_gives_back_an_equal_policy(self, policy: ApprovalPolicy) -> None:
        validate_policy(policy)
        assert read_policy(policy_json(policy)) == policy

    def test_of_another_release_lacks_and_has_more(self) -> None:
        document = {"secondSignatureAbove": "5000", "figureOfTomorrow": {"a": 1}}
        policy = read_policy(json.dumps(document))
        assert policy == ApprovalPolicy(second_signature_above=Decimal(5000))

    def test_with_a_figure_of_another_type_cannot_be_read(self) -> None:
        with pytest.raises(msgspec.ValidationError):
            read_policy('{"leastAnswers": "three"}')


class TestValidation:
    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"second_signature_above": Decimal("99.99")}, "secondSignatureAbove"),
            ({"second_signature_above": Decimal("100000.01")}, "secondSignatureAbove"),
            ({"second_signature_above": Decimal("2500.005")}, "secondSignatureAbove"),
            ({"second_signature_above": Decimal("NaN")}, "secondSignatureAbove"),
            ({"least_answers": 0}, "leastAnswers"),
            ({"quantity_change_percent": Decimal(-1)}, "quantityChangePercent"),
            ({"over_delivery_percent": Decimal("100.5")}, "overDeliveryPercent"),
            ({"price_tolerance_percent": Decimal("Infinity")}, "priceTolerancePercent"),
            ({"item_discount_cap_percent": Decimal(101)}, "itemDiscountCapPercent"),
            ({"global_discount_cap_percent": Decimal("0.00001")}, "globalDiscountCapPercent"),
            ({"monthly_rate_percent": Decimal(21)}, "monthlyRatePercent"),
            ({"reminder_hours": 0}, "reminderHours"),
            ({"escalation_hours": 24}, "escalationHours"),
            ({"escalation_hours": 3_000}, "escalationHours"),
            ({"quotation_days": 91}, "quotationDays"),
        ],
    )
    def test_names_the_figure(self, change: dict[str, Any], field: str) -> None:
        with pytest.raises(InvalidInput) as refused:
            validate_policy(ApprovalPolicy(**change))
        assert list(refused.value.fields) == [field]

    def test_names_all_of_them_at_once(self) -> None:
        with pytest.raises(InvalidInput) as refused:
            validate_policy(ApprovalPolicy(least_answers=0, quotation_days=0))
        assert refused.value.fields.keys() == {"leastAnswers", "quotationDays"}
        assert refused.value.detail.startswith("2 valores")

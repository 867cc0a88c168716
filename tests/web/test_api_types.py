"""The types that the screens are written with are those of the API as it is now."""

from __future__ import annotations

import pytest
from docs.write_types import FILE, type_name, written


class TestTypes:
    def test_they_are_up_to_date(self) -> None:
        assert FILE.read_text() == written(), "run `.venv/bin/python docs/write_types.py`"

    @pytest.mark.parametrize(
        ("schema", "name"),
        [
            ("RequestRow", "RequestRow"),
            ("http_problem_Problem", "HttpProblem"),
            ("estimating_schemas_policy_PolicyInput", "EstimatingPolicyInput"),
            ("budgets_BudgetRow", "BudgetRow"),
            ("modules_procurement_schemas_awards_Comparison", "ProcurementAwardsComparison"),
        ],
    )
    def test_those_that_share_a_class_name_are_named_for_their_area(self, schema: str, name: str) -> None:
        assert type_name(schema) == name

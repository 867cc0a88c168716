"""Offers made whole, their words, and what may be done with them."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from project_strategies import HOUSE, policies, projects

from esteio.modules.estimating.permissions import PERMISSIONS
from esteio.modules.estimating.rules.actions import orcamento_actions
from esteio.modules.estimating.rules.facts import ProjectFacts
from esteio.modules.estimating.rules.offer import make_offer
from esteio.modules.estimating.rules.payment import discount_by_percent
from esteio.modules.estimating.rules.policy import PricePolicy
from esteio.modules.estimating.rules.pricing import price
from esteio.modules.estimating.rules.scope import scope_text
from esteio.modules.estimating.rules.vocabulary import OrcamentoState as O

ON = datetime.date(2026, 1, 5)
ALL = frozenset(permission.key for permission in PERMISSIONS)


class TestOffer:
    @given(facts=projects(), policy=policies(), percent=st.decimals(0, 99, places=2))
    def test_parts_agree_to_the_cent(self, facts: ProjectFacts, policy: PricePolicy, percent: Decimal) -> None:
        pricing = price(facts, policy, ON)
        discount = discount_by_percent(pricing.total, percent, policy.payment)
        offer = make_offer(pricing, discount=discount, starts_on=ON, offered_on=ON)
        assert sum(each.amount for each in offer.instalments) == pricing.total - discount.amount
        assert sum(each.amount for each in offer.composition.stages) == pricing.total
        assert sum(each.price for each in offer.composition.disciplines) == pricing.total
        assert offer.schedule.stages[-1].end == offer.schedule.end
        assert offer.terms.valid_until == ON + datetime.timedelta(days=policy.terms.valid_days)

    def test_says_what_it_is(self) -> None:
        pricing = price(HOUSE, PricePolicy(), ON)
        discount = discount_by_percent(pricing.total, Decimal(0), PricePolicy().payment)
        text = scope_text(HOUSE, make_offer(pricing, discount=discount, starts_on=ON, offered_on=ON).composition)
        first = text.partition("\n")[0]
        assert first.startswith("Projeto de arquitetura para residência unifamiliar de 200 m²")
        assert "- Projeto executivo" in text.splitlines()


class TestActions:
    @pytest.mark.parametrize(
        ("state", "pending", "own", "versionable", "actions"),
        [
            (O.RASCUNHO, False, False, True, ["edit", "send", "new_version"]),
            (O.RASCUNHO, True, False, True, ["edit", "approve_discount", "refuse_discount", "new_version"]),
            (O.RASCUNHO, True, True, True, ["edit", "new_version"]),
            (O.ENVIADO, False, False, True, ["approve", "reject", "share", "new_version"]),
            (O.ENVIADO, False, False, False, ["approve", "reject", "share"]),
            (O.APROVADO, False, False, True, []),
            (O.REJEITADO, False, False, True, ["new_version"]),
            (O.EXPIRADO, False, False, False, []),
        ],
    )
    def test_of_somebody_with_every_right(
        self, state: O, pending: bool, own: bool, versionable: bool, actions: list[str]
    ) -> None:
        told = orcamento_actions(state, ALL, pending=pending, asked_by_self=own, versionable=versionable)
        assert told == actions

    def test_without_rights_there_are_none(self) -> None:
        for state in O:
            assert orcamento_actions(state, (), pending=True, asked_by_self=False, versionable=True) == []

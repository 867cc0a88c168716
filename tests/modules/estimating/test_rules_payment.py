"""Instalments, discounts, late payment and the terms."""

from __future__ import annotations

import datetime
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from project_strategies import HOUSE, POLICY, house, hundredths, policies, policy_with

from esteio.brazil.business_days import Calendar, is_business_day
from esteio.core.errors import InvalidInput
from esteio.modules.estimating.rules.composition import compose
from esteio.modules.estimating.rules.methods import technical_hours
from esteio.modules.estimating.rules.payment import (
    cash_offer,
    commercial_terms,
    discount_by_amount,
    discount_by_percent,
    instalments,
    late_charge,
)
from esteio.modules.estimating.rules.policy import InstalmentTerm, PricePolicy
from esteio.modules.estimating.rules.schedule import Schedule, lay_schedule
from esteio.modules.estimating.rules.vocabulary import Discipline, PaymentPlan

TOTAL = Decimal("28520.00")
SAO_PAULO = Calendar(uf="SP")


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def schedule(policy: PricePolicy = POLICY) -> Schedule:
    facts = house(disciplines=(Discipline.ARQUITETURA, Discipline.GAS))
    return lay_schedule(compose(technical_hours(facts, policy).lines, policy).stages, 8, day("2026-02-02"), SAO_PAULO)


class TestInstalments:
    def test_fall_due_after_30_60_and_90_days_on_business_days(self) -> None:
        """14 February 2026 is the Saturday of carnival: due on Ash Wednesday, the next day of work."""
        parts = instalments(TOTAL, POLICY, day("2026-01-15"), schedule(), SAO_PAULO)
        assert [(p.number, p.label, str(p.amount), str(p.due_on)) for p in parts] == [
            (1, "30 dias após o aceite", "9506.67", "2026-02-18"),
            (2, "60 dias após o aceite", "9506.67", "2026-03-16"),
            (3, "90 dias após o aceite", "9506.66", "2026-04-15"),
        ]

    def test_parts_can_differ(self) -> None:
        terms = (InstalmentTerm(days=0, parts=Decimal(40)), InstalmentTerm(days=45, parts=Decimal(60)))
        policy = policy_with("payment", instalments=terms)
        parts = instalments(TOTAL, policy, day("2026-03-02"), schedule(), SAO_PAULO)
        assert [(p.label, str(p.amount), str(p.due_on)) for p in parts] == [
            ("No aceite", "11408.00", "2026-03-02"),
            ("45 dias após o aceite", "17112.00", "2026-04-16"),
        ]

    def test_by_stage_fall_due_when_the_stage_is_delivered(self) -> None:
        policy = policy_with("payment", plan=PaymentPlan.POR_ETAPA)
        table = compose(technical_hours(HOUSE, policy).lines, policy)
        laid = lay_schedule(table.stages, 8, day("2026-02-02"), SAO_PAULO)
        parts = instalments(TOTAL, policy, day("2026-01-15"), laid, SAO_PAULO)
        assert [(p.label, str(p.amount), str(p.due_on)) for p in parts] == [
            ("Entrega: Levantamento", "2852.00", "2026-02-05"),
            ("Entrega: Estudo preliminar", "7130.00", "2026-02-23"),
            ("Entrega: Anteprojeto", "7130.00", "2026-03-09"),
            ("Entrega: Projeto executivo", "11408.00", "2026-03-31"),
        ]

    @given(
        total=hundredths("0.01", "9000000"),
        policy=policies(),
        plan=st.sampled_from(PaymentPlan),
        on=st.dates(day("2024-01-01"), day("2032-01-01")),
    )
    def test_add_to_the_total_and_fall_on_business_days_in_order(
        self, total: Decimal, policy: PricePolicy, plan: PaymentPlan, on: datetime.date
    ) -> None:
        policy = msgspec.structs.replace(policy, payment=msgspec.structs.replace(policy.payment, plan=plan))
        parts = instalments(total, policy, on, schedule(policy), SAO_PAULO)
        assert sum(part.amount for part in parts) == total
        assert all(is_business_day(part.due_on, SAO_PAULO) for part in parts)
        assert [part.number for part in parts] == list(range(1, len(parts) + 1))
        assert [part.due_on for part in parts] == sorted(part.due_on for part in parts)


class TestDiscount:
    @pytest.mark.parametrize(
        ("percent", "amount", "net", "approval"),
        [
            ("0", "0.00", "28520.00", False),
            ("10", "2852.00", "25668.00", False),
            ("15", "4278.00", "24242.00", False),
            ("15.01", "4280.85", "24239.15", True),
            ("99.99", "28517.15", "2.85", True),
        ],
    )
    def test_beyond_15_percent_needs_approval(self, percent: str, amount: str, net: str, approval: bool) -> None:
        given_ = discount_by_percent(TOTAL, Decimal(percent), POLICY.payment)
        assert (str(given_.amount), str(given_.net_total), given_.needs_approval) == (amount, net, approval)

    @pytest.mark.parametrize(("amount", "approval"), [("4278.00", False), ("4278.01", True)])
    def test_by_amount_the_cent_decides(self, amount: str, approval: bool) -> None:
        assert discount_by_amount(TOTAL, Decimal(amount), POLICY.payment).needs_approval is approval

    @given(total=hundredths("0.10", "9000000"))
    def test_exactly_at_the_limit_never_needs_approval(self, total: Decimal) -> None:
        """15% of a price is seldom whole cents: rounding it up must not ask for approval."""
        assert not discount_by_percent(total, Decimal(15), POLICY.payment).needs_approval

    @pytest.mark.parametrize("percent", ["-1", "100", "250", "NaN"])
    def test_refuses_a_percentage_that_is_none(self, percent: str) -> None:
        with pytest.raises(InvalidInput) as caught:
            discount_by_percent(TOTAL, Decimal(percent), POLICY.payment)
        assert set(caught.value.fields) == {"percent"}

    @pytest.mark.parametrize("amount", ["-0.01", "28520", "99999", "1.005", "Infinity"])
    def test_refuses_an_amount_that_is_none(self, amount: str) -> None:
        with pytest.raises(InvalidInput) as caught:
            discount_by_amount(TOTAL, Decimal(amount), POLICY.payment)
        assert set(caught.value.fields) == {"amount"}

    def test_for_cash_is_8_percent(self) -> None:
        offer = cash_offer(TOTAL, POLICY.payment)
        assert (str(offer.discount), str(offer.total)) == ("2281.60", "26238.40")


class TestLate:
    @pytest.mark.parametrize(
        ("paid", "days", "money"),
        [
            ("2026-03-10", 0, "0.00 0.00 1000.00"),
            ("2026-03-16", 0, "0.00 0.00 1000.00"),
            ("2026-03-17", 1, "20.00 0.33 1020.33"),
            ("2026-04-15", 30, "20.00 10.00 1030.00"),
            ("2027-03-16", 365, "20.00 121.67 1141.67"),
        ],
    )
    def test_costs_2_percent_and_1_percent_a_month(self, paid: str, days: int, money: str) -> None:
        charge = late_charge(Decimal("1000.00"), day("2026-03-16"), day(paid), POLICY.payment)
        assert charge.days_late == days
        assert f"{charge.fine} {charge.interest} {charge.total}" == money

    @given(amount=hundredths("0.01", "900000"), early=st.integers(0, 900), later=st.integers(0, 900))
    def test_never_costs_less_for_waiting(self, amount: Decimal, early: int, later: int) -> None:
        due = day("2026-03-16")
        first, second = sorted((early, later))
        charges = [
            late_charge(amount, due, due + datetime.timedelta(days=days), POLICY.payment) for days in (first, second)
        ]
        assert charges[0].total <= charges[1].total
        assert all(c.total == amount + c.fine + c.interest for c in charges)


class TestTerms:
    def test_are_those_of_the_page(self) -> None:
        terms = commercial_terms(TOTAL, POLICY, day("2026-01-15"))
        assert terms.valid_until == day("2026-02-14")
        assert terms.clauses == (
            "Proposta válida até 14/02/2026.",
            "Pagamento: 30/60/90 dias após o aceite.",
            "À vista, com 8% de desconto: R$ 26.238,40.",
            "Em atraso: multa de 2% e juros de 1% ao mês, calculados por dia.",
            "Revisões incluídas: 3.",
            "Valores reajustados a cada 12 meses pela variação do INCC-DI.",
        )

    @pytest.mark.parametrize(
        ("days", "text"),
        [((0,), "no aceite"), ((0, 30, 60), "no aceite e 30/60 dias após o aceite"), ((28,), "28 dias após o aceite")],
    )
    def test_say_when_the_price_falls_due(self, days: tuple[int, ...], text: str) -> None:
        policy = policy_with("payment", instalments=tuple(InstalmentTerm(days=d) for d in days))
        assert commercial_terms(TOTAL, policy, day("2026-01-15")).payment == text

    def test_by_stage_and_without_a_cash_discount(self) -> None:
        policy = policy_with("payment", plan=PaymentPlan.POR_ETAPA, cash_discount_percent=Decimal(0))
        terms = commercial_terms(TOTAL, policy, day("2026-01-15"))
        assert terms.payment == "na entrega de cada etapa"
        assert not any("vista" in clause for clause in terms.clauses)

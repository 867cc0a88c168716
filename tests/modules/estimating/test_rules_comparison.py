"""Two versions side by side."""

from __future__ import annotations

import datetime
from decimal import Decimal

import msgspec
from hypothesis import given
from project_strategies import HOUSE, POLICY, house, policies, policy_with, projects

from esteio.modules.estimating.rules.comparison import Difference, OrcamentoVersion, Section, compare
from esteio.modules.estimating.rules.facts import ProjectFacts
from esteio.modules.estimating.rules.payment import commercial_terms, discount_by_amount
from esteio.modules.estimating.rules.policy import PricePolicy
from esteio.modules.estimating.rules.pricing import price
from esteio.modules.estimating.rules.vocabulary import Discipline, Extra, Method, Standard

ON = datetime.date(2025, 2, 10)
ARQ, EST, GAS = Discipline.ARQUITETURA, Discipline.ESTRUTURAL, Discipline.GAS


def version(
    facts: ProjectFacts = HOUSE, policy: PricePolicy = POLICY, sent_on: datetime.date = ON, discount: str = ""
) -> OrcamentoVersion:
    pricing = price(facts, policy, ON)
    off = discount_by_amount(pricing.total, Decimal(discount), policy.payment) if discount else None
    net = off.net_total if off else pricing.total
    return OrcamentoVersion(pricing=pricing, terms=commercial_terms(net, policy, sent_on), discount=off)


def rows(before: OrcamentoVersion, after: OrcamentoVersion) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(d.label, d.before, d.after, None if d.delta is None else str(d.delta)) for d in compare(before, after)]


class TestCompare:
    def test_the_same_has_no_difference(self) -> None:
        assert compare(version(), version()) == []

    def test_a_larger_area(self) -> None:
        assert rows(version(), version(house(area_m2=250))) == [
            ("Área", "200 m²", "250 m²", "50"),
            ("Arquitetura", "R$ 28.520,00", "R$ 35.650,00", "7130.00"),
            ("Horas: Arquitetura", "160 h", "200 h", "40"),
            ("Total", "R$ 28.520,00", "R$ 35.650,00", "7130.00"),
            ("Total à vista", "R$ 26.238,40", "R$ 32.798,00", "6559.60"),
        ]

    def test_a_discipline_that_came_and_one_that_went(self) -> None:
        before, after = version(house(disciplines=(ARQ, GAS))), version(house(disciplines=(EST, ARQ)))
        found = {d.key: d for d in compare(before, after)}
        assert (found["disciplines"].before, found["disciplines"].after) == (
            "Arquitetura, Gás",
            "Arquitetura, Estrutural",
        )
        came, went = found["lines.estrutural"], found["lines.gas"]
        assert (came.before, came.after, str(came.delta)) == (None, "R$ 24.629,50", "24629.50")
        assert (went.before, went.after, str(went.delta)) == ("R$ 11.966,00", None, "-11966.00")
        assert "lines.arquitetura" not in found

    def test_the_order_of_disciplines_is_no_difference(self) -> None:
        assert compare(version(house(disciplines=(ARQ, EST))), version(house(disciplines=(EST, ARQ)))) == []

    def test_a_discipline_that_became_optional(self) -> None:
        before = version(house(disciplines=(ARQ, GAS)))
        after = version(house(disciplines=(ARQ,), optional_disciplines=(GAS,)))
        labels = [d.label for d in compare(before, after)]
        assert "Disciplinas opcionais" in labels
        assert "Gás (opcional)" in labels

    def test_words_have_no_delta(self) -> None:
        after = version(house(standard=Standard.ALTO, extras=(Extra.PISCINA,), uf="BA", city=""))
        assert rows(version(), after) == [
            ("Padrão", "Médio", "Alto", None),
            ("Adicionais", None, "Piscina", None),
            ("Cidade", "São Paulo", None, None),
            ("UF", "SP", "BA", None),
        ]

    def test_another_method_and_its_price(self) -> None:
        after = version(policy=msgspec.structs.replace(POLICY, deciding_method=Method.MARKET_M2_V1))
        found = rows(version(), after)
        assert ("Metodologia", "Horas técnicas, versão 1", "Mercado por m², versão 1", None) in found
        assert ("Horas: Arquitetura", "160 h", None, "-160") in found
        assert ("Preço por m²", "R$ 142,60/m²", "R$ 240,00/m²", "97.40") in found

    def test_a_discount(self) -> None:
        assert rows(version(), version(discount="520.00")) == [
            ("Desconto", None, "R$ 520,00", "520.00"),
            ("Total com desconto", "R$ 28.520,00", "R$ 28.000,00", "-520.00"),
            ("Total à vista", "R$ 26.238,40", "R$ 25.760,00", "-478.40"),
        ]

    def test_terms(self) -> None:
        policy = policy_with("terms", revisions=5, adjustment_index="INCC-M")
        assert rows(version(), version(policy=policy, sent_on=ON + datetime.timedelta(days=3))) == [
            ("Validade", "12/03/2025", "15/03/2025", "3"),
            ("Revisões", "3", "5", "2"),
            ("Índice de reajuste", "INCC-DI", "INCC-M", None),
        ]

    @given(one=projects(), other=projects(), policy=policies())
    def test_backwards_is_the_mirror(self, one: ProjectFacts, other: ProjectFacts, policy: PricePolicy) -> None:
        before, after = version(one, policy), version(other, policy)
        forth, back = compare(before, after), compare(after, before)
        assert [(d.key, d.before, d.after) for d in forth] == [(d.key, d.after, d.before) for d in back]
        assert [d.delta for d in forth] == [None if d.delta is None else -d.delta for d in back]
        assert compare(before, before) == []
        assert len({d.key for d in forth}) == len(forth)

    @given(one=projects(), other=projects(), policy=policies())
    def test_lines_account_for_the_change_of_the_total(
        self, one: ProjectFacts, other: ProjectFacts, policy: PricePolicy
    ) -> None:
        found = compare(version(one, policy), version(other, policy))
        assert deltas(found, "lines.") == deltas(found, "total")


def deltas(found: list[Difference], key: str) -> Decimal:
    """The change in R$ of the total, or of all lines of the total."""
    prices = [
        d.delta
        for d in found
        if d.delta is not None and d.section in {Section.LINES, Section.TOTALS}
        if d.key == key or (key.endswith(".") and d.key.startswith(key) and not d.key.endswith(".hours"))
    ]
    return sum(prices, Decimal(0))

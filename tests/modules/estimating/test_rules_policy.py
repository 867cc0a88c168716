"""The price policy: its defaults are the domain page's, it survives storage, and what is wrong in it is named."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from project_strategies import POLICY, policies, policy_with

from esteio.brazil.uf import STATES
from esteio.core.errors import InvalidInput
from esteio.modules.estimating.rules.policy import (
    CubValue,
    InstalmentTerm,
    LevelFigures,
    MarketRate,
    PricePolicy,
    ScaleStep,
    SharePoint,
    StageShare,
    policy_json,
    read_policy,
    validate_policy,
)
from esteio.modules.estimating.rules.vocabulary import (
    BuildingType,
    Complexity,
    Discipline,
    Extra,
    Family,
    PaymentPlan,
    Uf,
)

D = Decimal
replace = msgspec.structs.replace


def figures(levels: LevelFigures) -> str:
    return f"{levels.senior}/{levels.pleno}/{levels.junior}/{levels.estagiario}"


class TestDefaults:
    def test_are_consistent(self) -> None:
        validate_policy(PricePolicy())

    def test_hours_are_those_of_the_page(self) -> None:
        hours = POLICY.technical_hours
        assert [str(hours.hours_per_m2[c]) for c in Complexity] == ["0.5", "0.8", "1.2", "1.8"]
        assert [str(POLICY.complexity_factor[c]) for c in Complexity] == ["0.8", "1.0", "1.3", "1.6"]
        assert hours.complexity_factor_applies
        assert {d.value: str(factor) for d, factor in hours.discipline_factor.items()} == {
            "arquitetura": "1.0",
            "estrutural": "0.7",
            "eletrica": "0.5",
            "hidraulica": "0.5",
            "avac": "0.5",
            "incendio": "0.5",
            "gas": "0.5",
            "dados": "0.5",
            "interiores": "0.6",
            "paisagismo": "0.4",
            "automacao": "0.4",
            "luminotecnica": "0.3",
            "acustica": "0.3",
        }
        assert [(step.above_m2, step.factor) for step in hours.scale] == [
            (1000, D("0.9")),
            (2000, D("0.8")),
            (5000, D("0.7")),
        ]
        named = (BuildingType.UNIFAMILIAR, BuildingType.MULTIFAMILIAR, BuildingType.SHOPPING, BuildingType.HOSPITAL)
        assert [str(hours.type_factor[kind]) for kind in named] == ["1.0", "1.2", "1.5", "1.6"]

    def test_people_and_additions_are_those_of_the_page(self) -> None:
        hours = POLICY.technical_hours
        assert [figures(hours.rates[family]) for family in Family] == [
            "180/120/80/40",
            "200/140/90/45",
            "160/110/70/35",
            "150/100/65/30",
        ]
        assert [figures(hours.team[family]) for family in Family] == [
            "25/35/30/10",
            "30/40/25/5",
            "20/30/40/10",
            "20/30/40/10",
        ]
        added = (hours.indirect_percent, hours.taxes_percent, hours.contingency_percent, hours.profit_percent)
        assert added == (10, 15, 5, 25)
        assert POLICY.optional_percent == 80

    def test_market_is_that_of_the_page(self) -> None:
        for kind in (BuildingType.UNIFAMILIAR, BuildingType.MULTIFAMILIAR, BuildingType.APARTAMENTO):
            assert POLICY.market.rates[Discipline.ARQUITETURA][kind] == MarketRate(low=D(115), mean=D(200), high=D(325))
            assert POLICY.market.rates[Discipline.ESTRUTURAL][kind] == MarketRate(low=D(40), mean=D(65), high=D(100))
        assert [POLICY.market.extras[extra] for extra in Extra] == [10, 15, 20, 30]
        assert POLICY.market.regions[Uf.SP] == D("1.2")
        nordeste = [Uf.AL, Uf.BA, Uf.CE, Uf.MA, Uf.PB, Uf.PE, Uf.PI, Uf.RN, Uf.SE]
        assert {POLICY.market.regions[uf] for uf in nordeste} == {D("0.9")}

    def test_every_figure_that_is_not_the_page_s_says_so(self) -> None:
        plain = {(d, t) for d, row in POLICY.market.rates.items() for t, rate in row.items() if not rate.example}
        assert len(plain) == 6
        assert {d for d, _ in plain} == {Discipline.ARQUITETURA, Discipline.ESTRUTURAL}
        assert all(entry.example for entry in POLICY.works_share.cub)

    def test_states_are_all_27(self) -> None:
        assert [uf.value for uf in Uf] == [state.uf for state in STATES]
        assert set(POLICY.market.regions) == set(Uf) == {entry.uf for entry in POLICY.works_share.cub}

    def test_stages_schedule_payment_and_terms_are_those_of_the_page(self) -> None:
        stages = POLICY.stages
        assert [(s.code, s.percent) for s in stages.standard] == [("LV", 10), ("EP", 25), ("AP", 25), ("PE", 40)]
        assert [(s.code, s.percent) for s in stages.engineering] == [("LV", 5), ("EP", 15), ("AP", 30), ("PE", 50)]
        assert [s.percent for s in stages.nbr_16636] == [5, 5, 10, 15, 20, 10, 15, 20]
        assert (POLICY.schedule.minimum_weeks, POLICY.schedule.root_divisor) == (8, 5)
        payment = POLICY.payment
        assert (payment.plan, [term.days for term in payment.instalments]) == (PaymentPlan.POR_DATA, [30, 60, 90])
        assert (payment.cash_discount_percent, payment.discount_limit_percent) == (8, 15)
        assert (payment.late_fine_percent, payment.late_interest_percent_month) == (2, 1)
        terms = POLICY.terms
        assert (terms.valid_days, terms.revisions, terms.adjustment_months) == (30, 3, 12)
        assert terms.adjustment_index.startswith("INCC")
        limits = POLICY.limits
        assert (limits.minimum_total, limits.max_area_m2, limits.methods_apart_percent) == (8500, 100_000, 30)
        assert (limits.price_per_m2_low, limits.price_per_m2_high) == (50, 500)


class TestStorage:
    @given(policy=policies())
    def test_loses_nothing(self, policy: PricePolicy) -> None:
        validate_policy(policy)
        assert read_policy(policy_json(policy)) == policy
        assert msgspec.json.decode(policy_json(policy), type=PricePolicy) == policy

    def test_keeps_the_digits_of_a_decimal(self) -> None:
        policy = policy_with("schedule", root_divisor=D("5.10"))
        assert str(read_policy(policy_json(policy)).schedule.root_divisor) == "5.10"

    def test_reads_a_policy_from_before_any_figure_or_row_existed(self) -> None:
        """Take away each member of the document in turn, at any depth: what is left always reads."""
        document = msgspec.to_builtins(POLICY)

        def without_each(node: dict[str, object], path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
            found: list[tuple[str, ...]] = []
            for key, value in node.items():
                found.append((*path, key))
                if isinstance(value, dict):
                    found.extend(without_each(value, (*path, key)))
            return found

        for path in without_each(document):
            older = msgspec.json.decode(policy_json(POLICY))
            node = older
            for key in path[:-1]:
                node = node[key]
            if set(node) == {"low", "mean", "high", "example"} or set(node) == {
                "senior",
                "pleno",
                "junior",
                "estagiario",
            }:
                continue
            del node[path[-1]]
            assert read_policy(msgspec.json.encode(older)) == POLICY, path

    def test_reads_a_policy_from_a_release_that_knew_more(self) -> None:
        newer = msgspec.json.decode(policy_json(POLICY))
        newer["later"] = 1
        newer["market"]["rates"]["robotica"] = {}
        newer["technicalHours"]["scale"][0]["note"] = "x"
        assert read_policy(msgspec.json.encode(newer)) == POLICY

    def test_keeps_what_the_studio_changed_beside_what_is_missing(self) -> None:
        policy = read_policy(b'{"market": {"regions": {"SP": "1.35"}}, "payment": {"cashDiscountPercent": 7.1}}')
        assert policy.market.regions[Uf.SP] == D("1.35")
        assert policy.market.regions[Uf.BA] == D("0.9")
        assert policy.payment.cash_discount_percent == D("7.1")

    @pytest.mark.parametrize("stored", [b"null", b"[]", b'{"market": 3}', b'{"optionalPercent": "oitenta"}'])
    def test_refuses_what_is_no_policy(self, stored: bytes) -> None:
        with pytest.raises(msgspec.ValidationError):
            read_policy(stored)

    def test_a_figure_sent_under_a_wrong_name_is_refused(self) -> None:
        with pytest.raises(msgspec.ValidationError, match="unknown field"):
            msgspec.json.decode(b'{"payment": {"cashDiscount": "9"}}', type=PricePolicy)


def without(table: Mapping[object, object], key: object) -> dict[object, object]:
    return {k: v for k, v in table.items() if k != key}


_team = POLICY.technical_hours.team
_rates = POLICY.technical_hours.rates
_market = POLICY.market.rates
_stages = POLICY.stages.standard
_january = datetime.date(2025, 1, 1)
WRONG: list[tuple[PricePolicy, str, str]] = [
    (replace(POLICY, optional_percent=D(-1)), "optionalPercent", "a partir de 0"),
    (replace(POLICY, optional_percent=D(101)), "optionalPercent", "até 100"),
    (replace(POLICY, optional_percent=D("NaN")), "optionalPercent", "número"),
    (replace(POLICY, optional_percent=D("Infinity")), "optionalPercent", "número"),
    (replace(POLICY, optional_percent=D("1E-9")), "optionalPercent", "casas decimais"),
    (replace(POLICY, optional_percent=D("1E+900000")), "optionalPercent", "até 100"),
    (replace(POLICY, families=without(POLICY.families, Discipline.GAS)), "families.gas", "Falta"),
    (
        replace(POLICY, complexity_factor={**POLICY.complexity_factor, Complexity.ALTA: D("0.9")}),
        "complexityFactor.alta",
        "complexidade anterior",
    ),
    (
        policy_with("technical_hours", hours_per_m2={Complexity.BAIXA: D(1)}),
        "technicalHours.hoursPerM2.muito_alta",
        "Falta",
    ),
    (
        policy_with("technical_hours", type_factor={**POLICY.technical_hours.type_factor, BuildingType.HOTEL: D(0)}),
        "technicalHours.typeFactor.hotel",
        "maior que 0",
    ),
    (
        policy_with("technical_hours", discipline_factor=without(_market, Discipline.AVAC) and {}),
        "technicalHours.disciplineFactor.avac",
        "Falta",
    ),
    (
        policy_with("technical_hours", scale=tuple(reversed(POLICY.technical_hours.scale))),
        "technicalHours.scale[1].aboveM2",
        "ordem crescente",
    ),
    (
        policy_with(
            "technical_hours",
            scale=(ScaleStep(above_m2=D(1), factor=D("0.7")), ScaleStep(above_m2=D(2), factor=D("0.8"))),
        ),
        "technicalHours.scale[1].factor",
        "não pode subir",
    ),
    (
        policy_with("technical_hours", scale=(ScaleStep(above_m2=D(1), factor=D("1.1")),)),
        "technicalHours.scale[0].factor",
        "até 1",
    ),
    (
        policy_with(
            "technical_hours", team={**_team, Family.ESTRUTURA: replace(_team[Family.ESTRUTURA], junior=D(26))}
        ),
        "technicalHours.team.estrutura",
        "somam 101",
    ),
    (
        policy_with(
            "technical_hours", team={**_team, Family.ESTRUTURA: replace(_team[Family.ESTRUTURA], junior=D(-1))}
        ),
        "technicalHours.team.estrutura.junior",
        "a partir de 0",
    ),
    (
        policy_with(
            "technical_hours", rates={**_rates, Family.PAISAGISMO: replace(_rates[Family.PAISAGISMO], pleno=D("1.005"))}
        ),
        "technicalHours.rates.paisagismo.pleno",
        "2 casas",
    ),
    (policy_with("technical_hours", profit_percent=D(-5)), "technicalHours.profitPercent", "a partir de 0"),
    (
        policy_with(
            "market",
            rates={
                **_market,
                Discipline.GAS: {
                    **_market[Discipline.GAS],
                    BuildingType.LOJA: MarketRate(low=D(9), mean=D(8), high=D(10)),
                },
            },
        ),
        "market.rates.gas.loja",
        "menor para o maior",
    ),
    (
        policy_with("market", rates={**_market, Discipline.GAS: without(_market[Discipline.GAS], BuildingType.LOJA)}),
        "market.rates.gas.loja",
        "Falta",
    ),
    (policy_with("market", extras=without(POLICY.market.extras, Extra.PISCINA)), "market.extras.piscina", "Falta"),
    (policy_with("market", regions={**POLICY.market.regions, Uf.SP: D(-1)}), "market.regions.SP", "maior que 0"),
    (
        policy_with("works_share", cub=(CubValue(uf=Uf.SP, month=datetime.date(2025, 1, 2), value=D(2000)),)),
        "worksShare.cub[0].month",
        "primeiro dia",
    ),
    (
        policy_with("works_share", cub=(CubValue(uf=Uf.SP, month=_january, value=D(2000)),) * 2),
        "worksShare.cub[1].month",
        "Já há",
    ),
    (
        policy_with("works_share", cub=(CubValue(uf=Uf.SP, month=_january, value=D(0)),)),
        "worksShare.cub[0].value",
        "maior que 0",
    ),
    (policy_with("works_share", cub_stale_after_months=0), "worksShare.cubStaleAfterMonths", "1 a 120"),
    (policy_with("works_share", percent_by_area=()), "worksShare.percentByArea", "linhas"),
    (
        policy_with(
            "works_share",
            percent_by_area=(SharePoint(area_m2=D(9), percent=D(5)), SharePoint(area_m2=D(9), percent=D(4))),
        ),
        "worksShare.percentByArea[1].areaM2",
        "ordem crescente",
    ),
    (
        policy_with(
            "works_share",
            percent_by_area=(SharePoint(area_m2=D(9), percent=D(5)), SharePoint(area_m2=D(10), percent=D(6))),
        ),
        "worksShare.percentByArea[1].percent",
        "não pode subir",
    ),
    (policy_with("stages", standard=_stages[:3]), "stages.standard", "somam 60; devem somar 100"),
    (policy_with("stages", engineering=()), "stages.engineering", "linhas"),
    (
        policy_with("stages", nbr_16636=(*_stages[:3], replace(_stages[3], code="LV"))),
        "stages.nbr16636[3].code",
        "já foi usado",
    ),
    (
        policy_with("stages", standard=(StageShare(code="A", name=" ", percent=D(100)),)),
        "stages.standard[0].name",
        "Preencha",
    ),
    (
        policy_with("stages", standard=(StageShare(code="A", name="x\0", percent=D(100)),)),
        "stages.standard[0].name",
        "imprimir",
    ),
    (policy_with("schedule", minimum_weeks=0), "schedule.minimumWeeks", "2 a 520"),
    (policy_with("schedule", root_divisor=D(0)), "schedule.rootDivisor", "maior que 0"),
    (policy_with("payment", instalments=()), "payment.instalments", "linhas"),
    (
        policy_with("payment", instalments=(InstalmentTerm(days=30), InstalmentTerm(days=30))),
        "payment.instalments[1].days",
        "ordem de vencimento",
    ),
    (policy_with("payment", instalments=(InstalmentTerm(days=-1),)), "payment.instalments[0].days", "0 a 3650"),
    (
        policy_with("payment", instalments=(InstalmentTerm(days=1, parts=D(0)),)),
        "payment.instalments[0].parts",
        "maior que 0",
    ),
    (policy_with("payment", cash_discount_percent=D(120)), "payment.cashDiscountPercent", "até 100"),
    (policy_with("payment", late_fine_percent=D(-2)), "payment.lateFinePercent", "a partir de 0"),
    (policy_with("terms", valid_days=0), "terms.validDays", "1 a 365"),
    (policy_with("terms", adjustment_months=11), "terms.adjustmentMonths", "12 a 120"),
    (policy_with("terms", adjustment_index=""), "terms.adjustmentIndex", "Preencha"),
    (policy_with("limits", minimum_total=D(0)), "limits.minimumTotal", "maior que 0"),
    (policy_with("limits", price_per_m2_low=D(500)), "limits.pricePerM2Low", "menor que o limite"),
    (policy_with("limits", max_area_m2=D(100_001)), "limits.maxAreaM2", "até 100.000"),
]


class TestValidation:
    @pytest.mark.parametrize(("policy", "path", "what"), WRONG, ids=[f"{path}-{what}" for _, path, what in WRONG])
    def test_names_the_figure_and_what_to_do(self, policy: PricePolicy, path: str, what: str) -> None:
        with pytest.raises(InvalidInput) as caught:
            validate_policy(policy)
        assert what in caught.value.fields[path]

    def test_names_all_that_is_wrong_at_once(self) -> None:
        policy = replace(policy_with("terms", valid_days=0, revisions=-1), optional_percent=D(-1))
        with pytest.raises(InvalidInput, match="3 valores") as caught:
            validate_policy(policy)
        assert set(caught.value.fields) == {"terms.validDays", "terms.revisions", "optionalPercent"}

    def test_every_number_of_the_policy_is_checked(self) -> None:
        """Put -1 in each number of the document in turn: there is always a finding at its path or above it."""
        for path in _numbers(msgspec.to_builtins(POLICY), ""):
            broken = msgspec.to_builtins(POLICY)
            _put(broken, path, -1)
            with pytest.raises(InvalidInput) as caught:
                validate_policy(msgspec.convert(broken, PricePolicy))
            assert path in caught.value.fields, path


def _numbers(node: object, path: str) -> list[str]:
    if isinstance(node, dict):
        return [p for key, value in node.items() for p in _numbers(value, f"{path}.{key}" if path else key)]
    if isinstance(node, (list, tuple)):
        return [p for index, value in enumerate(node) for p in _numbers(value, f"{path}[{index}]")]
    if isinstance(node, bool):
        return []
    try:
        D(str(node))
    except ArithmeticError:
        return []
    return [path]


def _put(document: object, path: str, value: object) -> None:
    *way, last = path.replace("[", ".[").split(".")
    node = document
    for key in way:
        node = node[int(key[1:-1]) if key.startswith("[") else key]
    node[last] = value

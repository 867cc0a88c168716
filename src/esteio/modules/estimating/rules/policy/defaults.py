"""The tables that every new organisation starts with; each function makes a fresh one.

Source is the domain page of estimating unless a docstring says "ours": those are plausible starting
values that a studio is meant to replace by its own.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from esteio.modules.estimating.rules.policy.figures import (
    CubValue,
    InstalmentTerm,
    LevelFigures,
    MarketRate,
    ScaleStep,
    SharePoint,
    StageShare,
)
from esteio.modules.estimating.rules.vocabulary import (
    BuildingType,
    Complexity,
    Discipline,
    Extra,
    Family,
    Standard,
    Uf,
)


def _levels(senior: int, pleno: int, junior: int, estagiario: int) -> LevelFigures:
    return LevelFigures(
        senior=Decimal(senior), pleno=Decimal(pleno), junior=Decimal(junior), estagiario=Decimal(estagiario)
    )


def hours_per_m2() -> Mapping[Complexity, Decimal]:
    return {
        Complexity.BAIXA: Decimal("0.5"),
        Complexity.MEDIA: Decimal("0.8"),
        Complexity.ALTA: Decimal("1.2"),
        Complexity.MUITO_ALTA: Decimal("1.8"),
    }


def complexity_factor() -> Mapping[Complexity, Decimal]:
    return {
        Complexity.BAIXA: Decimal("0.8"),
        Complexity.MEDIA: Decimal("1.0"),
        Complexity.ALTA: Decimal("1.3"),
        Complexity.MUITO_ALTA: Decimal("1.6"),
    }


def type_factor() -> Mapping[BuildingType, Decimal]:
    """Unifamiliar, multifamiliar, shopping and hospital are the page's; the others are ours."""
    return {
        BuildingType.UNIFAMILIAR: Decimal("1.0"),
        BuildingType.MULTIFAMILIAR: Decimal("1.2"),
        BuildingType.APARTAMENTO: Decimal("1.0"),
        BuildingType.LOJA: Decimal("1.1"),
        BuildingType.ESCRITORIO: Decimal("1.0"),
        BuildingType.CLINICA: Decimal("1.3"),
        BuildingType.RESTAURANTE: Decimal("1.2"),
        BuildingType.HOTEL: Decimal("1.3"),
        BuildingType.ESCOLA: Decimal("1.2"),
        BuildingType.INDUSTRIAL: Decimal("0.9"),
        BuildingType.SHOPPING: Decimal("1.5"),
        BuildingType.HOSPITAL: Decimal("1.6"),
    }


def discipline_factor() -> Mapping[Discipline, Decimal]:
    return {
        Discipline.ARQUITETURA: Decimal("1.0"),
        Discipline.ESTRUTURAL: Decimal("0.7"),
        Discipline.ELETRICA: Decimal("0.5"),
        Discipline.HIDRAULICA: Decimal("0.5"),
        Discipline.AVAC: Decimal("0.5"),
        Discipline.INCENDIO: Decimal("0.5"),
        Discipline.GAS: Decimal("0.5"),
        Discipline.DADOS: Decimal("0.5"),
        Discipline.INTERIORES: Decimal("0.6"),
        Discipline.PAISAGISMO: Decimal("0.4"),
        Discipline.AUTOMACAO: Decimal("0.4"),
        Discipline.LUMINOTECNICA: Decimal("0.3"),
        Discipline.ACUSTICA: Decimal("0.3"),
    }


def scale() -> tuple[ScaleStep, ...]:
    return (
        ScaleStep(above_m2=Decimal(1000), factor=Decimal("0.9")),
        ScaleStep(above_m2=Decimal(2000), factor=Decimal("0.8")),
        ScaleStep(above_m2=Decimal(5000), factor=Decimal("0.7")),
    )


def families() -> Mapping[Discipline, Family]:
    """Interiors and lighting are designed by architects at architecture's rates (ours); the rest is installations."""
    return {
        Discipline.ARQUITETURA: Family.ARQUITETURA,
        Discipline.ESTRUTURAL: Family.ESTRUTURA,
        Discipline.ELETRICA: Family.INSTALACOES,
        Discipline.HIDRAULICA: Family.INSTALACOES,
        Discipline.AVAC: Family.INSTALACOES,
        Discipline.INCENDIO: Family.INSTALACOES,
        Discipline.GAS: Family.INSTALACOES,
        Discipline.DADOS: Family.INSTALACOES,
        Discipline.INTERIORES: Family.ARQUITETURA,
        Discipline.PAISAGISMO: Family.PAISAGISMO,
        Discipline.AUTOMACAO: Family.INSTALACOES,
        Discipline.LUMINOTECNICA: Family.ARQUITETURA,
        Discipline.ACUSTICA: Family.INSTALACOES,
    }


def hourly_rates() -> Mapping[Family, LevelFigures]:
    """R$ an hour."""
    return {
        Family.ARQUITETURA: _levels(180, 120, 80, 40),
        Family.ESTRUTURA: _levels(200, 140, 90, 45),
        Family.INSTALACOES: _levels(160, 110, 70, 35),
        Family.PAISAGISMO: _levels(150, 100, 65, 30),
    }


def team_mix() -> Mapping[Family, LevelFigures]:
    """% of the hours."""
    return {
        Family.ARQUITETURA: _levels(25, 35, 30, 10),
        Family.ESTRUTURA: _levels(30, 40, 25, 5),
        Family.INSTALACOES: _levels(20, 30, 40, 10),
        Family.PAISAGISMO: _levels(20, 30, 40, 10),
    }


# R$/m² of housing: low, mean, high. Architecture and structure are the page's; the others are ours.
_MARKET_HOUSING: Mapping[Discipline, tuple[int, int, int]] = {
    Discipline.ARQUITETURA: (115, 200, 325),
    Discipline.ESTRUTURAL: (40, 65, 100),
    Discipline.ELETRICA: (15, 25, 40),
    Discipline.HIDRAULICA: (15, 25, 40),
    Discipline.AVAC: (12, 22, 38),
    Discipline.INCENDIO: (8, 14, 24),
    Discipline.GAS: (4, 7, 12),
    Discipline.DADOS: (6, 10, 18),
    Discipline.INTERIORES: (80, 140, 260),
    Discipline.PAISAGISMO: (15, 28, 50),
    Discipline.AUTOMACAO: (10, 18, 32),
    Discipline.LUMINOTECNICA: (12, 20, 36),
    Discipline.ACUSTICA: (10, 18, 32),
}
_SURVEYED = frozenset({Discipline.ARQUITETURA, Discipline.ESTRUTURAL})
_HOUSING = frozenset({BuildingType.UNIFAMILIAR, BuildingType.MULTIFAMILIAR, BuildingType.APARTAMENTO})
# What a type costs beside housing; ours.
_MARKET_TYPE: Mapping[BuildingType, Decimal] = {
    BuildingType.UNIFAMILIAR: Decimal(1),
    BuildingType.MULTIFAMILIAR: Decimal(1),
    BuildingType.APARTAMENTO: Decimal(1),
    BuildingType.LOJA: Decimal("1.1"),
    BuildingType.ESCRITORIO: Decimal("1.0"),
    BuildingType.CLINICA: Decimal("1.3"),
    BuildingType.RESTAURANTE: Decimal("1.2"),
    BuildingType.HOTEL: Decimal("1.3"),
    BuildingType.ESCOLA: Decimal("1.1"),
    BuildingType.INDUSTRIAL: Decimal("0.7"),
    BuildingType.SHOPPING: Decimal("1.2"),
    BuildingType.HOSPITAL: Decimal("1.6"),
}


def market_rates() -> Mapping[Discipline, Mapping[BuildingType, MarketRate]]:
    """R$/m². Architecture and structure of housing are the page's; every other rate is ours and marked `example`."""

    def rate(discipline: Discipline, kind: BuildingType) -> MarketRate:
        low, mean, high = (
            (figure * _MARKET_TYPE[kind]).quantize(Decimal(1), ROUND_HALF_UP) for figure in _MARKET_HOUSING[discipline]
        )
        surveyed = discipline in _SURVEYED and kind in _HOUSING
        return MarketRate(low=low, mean=mean, high=high, example=not surveyed)

    return {discipline: {kind: rate(discipline, kind) for kind in BuildingType} for discipline in Discipline}


def market_extras() -> Mapping[Extra, Decimal]:
    """% on the base."""
    return {
        Extra.PISCINA: Decimal(10),
        Extra.ELEVADOR: Decimal(15),
        Extra.AUTOMACAO: Decimal(20),
        Extra.CERTIFICACAO: Decimal(30),
    }


def regions() -> Mapping[Uf, Decimal]:
    """São Paulo 1.2 and the nine states of the Nordeste 0.9 are the page's; the others are ours, between them."""
    return {
        Uf.SP: Decimal("1.2"),
        Uf.RJ: Decimal("1.15"),
        Uf.DF: Decimal("1.15"),
        Uf.SC: Decimal("1.1"),
        Uf.MG: Decimal("1.05"),
        Uf.PR: Decimal("1.05"),
        Uf.RS: Decimal("1.05"),
        Uf.ES: Decimal("1.0"),
        Uf.GO: Decimal("1.0"),
        Uf.MT: Decimal("1.0"),
        Uf.MS: Decimal("1.0"),
        Uf.AC: Decimal("0.95"),
        Uf.AM: Decimal("0.95"),
        Uf.AP: Decimal("0.95"),
        Uf.PA: Decimal("0.95"),
        Uf.RO: Decimal("0.95"),
        Uf.RR: Decimal("0.95"),
        Uf.TO: Decimal("0.95"),
        Uf.AL: Decimal("0.9"),
        Uf.BA: Decimal("0.9"),
        Uf.CE: Decimal("0.9"),
        Uf.MA: Decimal("0.9"),
        Uf.PB: Decimal("0.9"),
        Uf.PE: Decimal("0.9"),
        Uf.PI: Decimal("0.9"),
        Uf.RN: Decimal("0.9"),
        Uf.SE: Decimal("0.9"),
    }


_CUB_EXAMPLES: Mapping[Uf, int] = {
    Uf.AC: 2250,
    Uf.AL: 1950,
    Uf.AM: 2200,
    Uf.AP: 2200,
    Uf.BA: 2050,
    Uf.CE: 2000,
    Uf.DF: 2200,
    Uf.ES: 2400,
    Uf.GO: 2300,
    Uf.MA: 2000,
    Uf.MG: 2350,
    Uf.MS: 2150,
    Uf.MT: 2700,
    Uf.PA: 2150,
    Uf.PB: 1900,
    Uf.PE: 2050,
    Uf.PI: 2000,
    Uf.PR: 2500,
    Uf.RJ: 2400,
    Uf.RN: 2050,
    Uf.RO: 2300,
    Uf.RR: 2300,
    Uf.RS: 2600,
    Uf.SC: 2850,
    Uf.SE: 1950,
    Uf.SP: 2100,
    Uf.TO: 2100,
}


def cub() -> tuple[CubValue, ...]:
    """Round figures of the order of January 2025, ours: not published values. The studio enters its Sinduscon's."""
    return tuple(
        CubValue(
            uf=uf,
            month=datetime.date(2025, 1, 1),
            value=Decimal(value),
            source="valor de exemplo",
            example=True,
        )
        for uf, value in _CUB_EXAMPLES.items()
    )


def adequacy_by_standard() -> Mapping[Standard, Decimal]:
    """What the standard of finish does to the cost of works; ours."""
    return {Standard.SIMPLES: Decimal("0.85"), Standard.MEDIO: Decimal("1.0"), Standard.ALTO: Decimal("1.35")}


def adequacy_by_type() -> Mapping[BuildingType, Decimal]:
    """What the type of building does to the cost of works, beside the housing that CUB measures; ours."""
    return {
        BuildingType.UNIFAMILIAR: Decimal("1.0"),
        BuildingType.MULTIFAMILIAR: Decimal("1.0"),
        BuildingType.APARTAMENTO: Decimal("1.0"),
        BuildingType.LOJA: Decimal("0.9"),
        BuildingType.ESCRITORIO: Decimal("1.0"),
        BuildingType.CLINICA: Decimal("1.2"),
        BuildingType.RESTAURANTE: Decimal("1.15"),
        BuildingType.HOTEL: Decimal("1.25"),
        BuildingType.ESCOLA: Decimal("1.0"),
        BuildingType.INDUSTRIAL: Decimal("0.6"),
        BuildingType.SHOPPING: Decimal("1.2"),
        BuildingType.HOSPITAL: Decimal("1.6"),
    }


def works_percent_by_area() -> tuple[SharePoint, ...]:
    """% of the works for architecture; falling as area grows is the page's, the points are ours."""
    points = (
        (100, "8.5"),
        (200, "7.5"),
        (400, "6.8"),
        (800, "6.0"),
        (1500, "5.4"),
        (3000, "4.8"),
        (6000, "4.3"),
        (12000, "3.9"),
        (25000, "3.5"),
        (50000, "3.2"),
        (100000, "3.0"),
    )
    return tuple(SharePoint(area_m2=Decimal(area), percent=Decimal(percent)) for area, percent in points)


def works_discipline_percent() -> Mapping[Discipline, Decimal]:
    """% of architecture's fee; ours, in proportion to the mean market rates of housing."""
    architecture = _MARKET_HOUSING[Discipline.ARQUITETURA][1]
    return {discipline: Decimal(rates[1] * 100) / architecture for discipline, rates in _MARKET_HOUSING.items()}


def _stages(*stages: tuple[str, str, int]) -> tuple[StageShare, ...]:
    return tuple(StageShare(code=code, name=name, percent=Decimal(percent)) for code, name, percent in stages)


def standard_stages() -> tuple[StageShare, ...]:
    return _stages(
        ("LV", "Levantamento", 10),
        ("EP", "Estudo preliminar", 25),
        ("AP", "Anteprojeto", 25),
        ("PE", "Projeto executivo", 40),
    )


def engineering_stages() -> tuple[StageShare, ...]:
    return _stages(
        ("LV", "Levantamento", 5),
        ("EP", "Estudo preliminar", 15),
        ("AP", "Anteprojeto", 30),
        ("PE", "Projeto executivo", 50),
    )


def nbr_16636_stages() -> tuple[StageShare, ...]:
    """Shares are the page's; names follow the stages of NBR 16636-2."""
    return _stages(
        ("LV", "Levantamento de dados", 5),
        ("PN", "Programa de necessidades", 5),
        ("EV", "Estudo de viabilidade", 10),
        ("EP", "Estudo preliminar", 15),
        ("AP", "Anteprojeto", 20),
        ("PL", "Projeto legal", 10),
        ("PB", "Projeto básico", 15),
        ("PE", "Projeto executivo", 20),
    )


def instalments() -> tuple[InstalmentTerm, ...]:
    return (InstalmentTerm(days=30), InstalmentTerm(days=60), InstalmentTerm(days=90))

"""How the closed lists and figures with a unit read in Portuguese, in explanations, warnings, comparisons."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from esteio.brazil.numbers import format_decimal
from esteio.modules.estimating.rules.vocabulary import (
    BuildingType,
    Complexity,
    Discipline,
    Extra,
    Method,
    Standard,
)

DISCIPLINES: Mapping[Discipline, str] = {
    Discipline.ARQUITETURA: "Arquitetura",
    Discipline.ESTRUTURAL: "Estrutural",
    Discipline.ELETRICA: "Elétrica",
    Discipline.HIDRAULICA: "Hidráulica",
    Discipline.AVAC: "Ar-condicionado e ventilação",
    Discipline.INCENDIO: "Prevenção de incêndio",
    Discipline.GAS: "Gás",
    Discipline.DADOS: "Dados e telefonia",
    Discipline.INTERIORES: "Interiores",
    Discipline.PAISAGISMO: "Paisagismo",
    Discipline.AUTOMACAO: "Automação",
    Discipline.LUMINOTECNICA: "Luminotécnica",
    Discipline.ACUSTICA: "Acústica",
}
BUILDING_TYPES: Mapping[BuildingType, str] = {
    BuildingType.UNIFAMILIAR: "Residência unifamiliar",
    BuildingType.MULTIFAMILIAR: "Edifício multifamiliar",
    BuildingType.APARTAMENTO: "Apartamento",
    BuildingType.LOJA: "Loja",
    BuildingType.ESCRITORIO: "Escritório",
    BuildingType.CLINICA: "Clínica",
    BuildingType.RESTAURANTE: "Restaurante",
    BuildingType.HOTEL: "Hotel",
    BuildingType.ESCOLA: "Escola",
    BuildingType.INDUSTRIAL: "Industrial",
    BuildingType.SHOPPING: "Shopping",
    BuildingType.HOSPITAL: "Hospital",
}
STANDARDS: Mapping[Standard, str] = {
    Standard.SIMPLES: "Simples",
    Standard.MEDIO: "Médio",
    Standard.ALTO: "Alto",
}
COMPLEXITIES: Mapping[Complexity, str] = {
    Complexity.BAIXA: "Baixa",
    Complexity.MEDIA: "Média",
    Complexity.ALTA: "Alta",
    Complexity.MUITO_ALTA: "Muito alta",
}
EXTRAS: Mapping[Extra, str] = {
    Extra.PISCINA: "Piscina",
    Extra.ELEVADOR: "Elevador",
    Extra.AUTOMACAO: "Automação predial",
    Extra.CERTIFICACAO: "Certificação ambiental",
}
METHODS: Mapping[Method, str] = {
    Method.TECHNICAL_HOURS_V1: "Horas técnicas",
    Method.MARKET_M2_V1: "Mercado por m²",
    Method.WORKS_SHARE_V1: "Percentual da obra",
}


def area_text(area_m2: Decimal) -> str:
    """`1.234,5 m²`, to the hundredth, without idle zeros."""
    return f"{format_decimal(area_m2.quantize(Decimal('0.01'), ROUND_HALF_UP))} m²"


def percent_text(value: Decimal) -> str:
    """`12,5%`."""
    return f"{format_decimal(value)}%"


def month_text(day: datetime.date) -> str:
    """`12/2025`."""
    return f"{day.month:02}/{day.year:04}"

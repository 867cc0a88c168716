"""The closed lists of estimating, as they stand in the database and on the wire (Portuguese, as the seeds)."""

from __future__ import annotations

from enum import StrEnum


class Discipline(StrEnum):
    """What a studio designs; each is priced for itself."""

    ARQUITETURA = "arquitetura"
    ESTRUTURAL = "estrutural"
    ELETRICA = "eletrica"
    HIDRAULICA = "hidraulica"
    AVAC = "avac"
    INCENDIO = "incendio"
    GAS = "gas"
    DADOS = "dados"
    INTERIORES = "interiores"
    PAISAGISMO = "paisagismo"
    AUTOMACAO = "automacao"
    LUMINOTECNICA = "luminotecnica"
    ACUSTICA = "acustica"


class BuildingType(StrEnum):
    """Type of building (tipologia)."""

    UNIFAMILIAR = "unifamiliar"
    MULTIFAMILIAR = "multifamiliar"
    APARTAMENTO = "apartamento"
    LOJA = "loja"
    ESCRITORIO = "escritorio"
    CLINICA = "clinica"
    RESTAURANTE = "restaurante"
    HOTEL = "hotel"
    ESCOLA = "escola"
    INDUSTRIAL = "industrial"
    SHOPPING = "shopping"
    HOSPITAL = "hospital"


class Standard(StrEnum):
    """Standard of finish (padrão)."""

    SIMPLES = "simples"
    MEDIO = "medio"
    ALTO = "alto"


class Complexity(StrEnum):
    """Complexity (complexidade)."""

    BAIXA = "baixa"
    MEDIA = "media"
    ALTA = "alta"
    MUITO_ALTA = "muito_alta"


class Method(StrEnum):
    """How a price is found; the version is part of the name and stays with every orçamento it made."""

    TECHNICAL_HOURS_V1 = "horas_tecnicas_v1"
    MARKET_M2_V1 = "mercado_m2_v1"
    WORKS_SHARE_V1 = "percentual_obra_v1"


class Extra(StrEnum):
    """What raises the market price of a base."""

    PISCINA = "piscina"
    ELEVADOR = "elevador"
    AUTOMACAO = "automacao"
    CERTIFICACAO = "certificacao"

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


class Family(StrEnum):
    """Families of disciplines that share hourly rates, a mix of people and a table of stages."""

    ARQUITETURA = "arquitetura"
    ESTRUTURA = "estrutura"
    INSTALACOES = "instalacoes"
    PAISAGISMO = "paisagismo"


class StageSystem(StrEnum):
    """Which stages the work is divided into."""

    LV_EP_AP_PE = "lv_ep_ap_pe"
    """Four stages, with their own shares for structure and installations."""
    NBR_16636 = "nbr_16636"
    """The eight stages of NBR 16636-2, the same shares for every discipline."""


class PaymentPlan(StrEnum):
    """How the price falls due."""

    POR_DATA = "por_data"
    """So many days after acceptance (30/60/90)."""
    POR_ETAPA = "por_etapa"
    """At the end of each stage of the schedule."""


class BriefingState(StrEnum):
    """Where a briefing stands; `states.py` says what may follow what."""

    EM_ANDAMENTO = "EM_ANDAMENTO"
    CONCLUIDO = "CONCLUIDO"
    EM_EDICAO = "EM_EDICAO"
    ORCAMENTO_ELABORACAO = "ORCAMENTO_ELABORACAO"
    PROJETO_INICIADO = "PROJETO_INICIADO"


class OrcamentoState(StrEnum):
    """Where one version of an orçamento stands; `states.py` says what may follow what."""

    RASCUNHO = "RASCUNHO"
    ENVIADO = "ENVIADO"
    APROVADO = "APROVADO"
    REJEITADO = "REJEITADO"
    EXPIRADO = "EXPIRADO"
    SUBSTITUIDO = "SUBSTITUIDO"


class Uf(StrEnum):
    """The 26 states and the Federal District."""

    AC = "AC"
    AL = "AL"
    AM = "AM"
    AP = "AP"
    BA = "BA"
    CE = "CE"
    DF = "DF"
    ES = "ES"
    GO = "GO"
    MA = "MA"
    MG = "MG"
    MS = "MS"
    MT = "MT"
    PA = "PA"
    PB = "PB"
    PE = "PE"
    PI = "PI"
    PR = "PR"
    RJ = "RJ"
    RN = "RN"
    RO = "RO"
    RR = "RR"
    RS = "RS"
    SC = "SC"
    SE = "SE"
    SP = "SP"
    TO = "TO"

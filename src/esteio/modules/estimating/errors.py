"""Errors of estimating."""

from __future__ import annotations

from esteio.core.errors import Conflict, InvalidInput


class FactMissing(InvalidInput):
    """Falta informação no briefing"""

    code = "FACT_MISSING"
    default_detail = "O briefing ainda não diz tudo o que o preço precisa."
    english = "The briefing does not yet say everything that the price needs."


class FactUncertain(InvalidInput):
    """Falta confirmar o que o briefing diz"""

    code = "FACT_UNCERTAIN"
    default_detail = "Confirme o que lemos no briefing antes de calcular o preço."
    english = "Confirm what we read in the briefing before the price is computed."


class DuplicateClient(Conflict):
    """Cliente repetido"""

    code = "DUPLICATE_CLIENT"
    default_detail = "Já existe um cliente com este documento. Procure por ele, também entre os arquivados."
    english = "A client with this document exists already. Look for it, also among the archived ones."


class TemplateInactive(Conflict):
    """Modelo fora de uso"""

    code = "TEMPLATE_INACTIVE"
    default_detail = "Este modelo de briefing não está mais em uso. Escolha a versão atual."
    english = "This briefing template is no longer in use. Choose its present version."


class BriefingIncomplete(Conflict):
    """Briefing incompleto"""

    code = "BRIEFING_INCOMPLETE"
    default_detail = "Faltam respostas obrigatórias."
    english = "Required answers are missing."


class AnswersLocked(Conflict):
    """Briefing fechado para respostas"""

    code = "ANSWERS_LOCKED"
    default_detail = "Este briefing está concluído. Reabra-o para edição antes de mudar uma resposta."
    english = "This briefing is completed. Reopen it for editing before changing an answer."


class UnknownFile(InvalidInput):
    """Arquivo não encontrado"""

    code = "UNKNOWN_FILE"
    default_detail = "Um dos arquivos da resposta não foi encontrado. Envie-o de novo."
    english = "One of the answer's files was not found. Upload it again."

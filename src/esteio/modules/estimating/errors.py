"""Errors of estimating."""

from __future__ import annotations

from esteio.core.errors import Conflict, Gone, InvalidInput, NotAllowed


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


class NotADraft(Conflict):
    """Não é mais um rascunho"""

    code = "NOT_A_DRAFT"
    default_detail = "Só um rascunho pode ser alterado. Crie uma nova versão."
    english = "Only a draft can be changed. Create a new version."


class AlreadyApproved(Conflict):
    """Orçamento aprovado"""

    code = "ALREADY_APPROVED"
    default_detail = "Este orçamento foi aprovado e já virou projeto; não cabe nova versão."
    english = "This orçamento was approved and has become a project; there can be no new version."


class ValidityEnded(Conflict):
    """Validade encerrada"""

    code = "VALIDITY_ENDED"
    default_detail = "A validade deste orçamento terminou. Crie uma nova versão."
    english = "This orçamento is no longer valid. Create a new version."


class DiscountPending(Conflict):
    """Desconto à espera de aprovação"""

    code = "DISCOUNT_PENDING"
    default_detail = "O desconto passa do limite e espera a aprovação de outra pessoa."
    english = "The discount is above the limit and waits for somebody else's approval."


class NoDiscountPending(Conflict):
    """Nenhum desconto a aprovar"""

    code = "NO_DISCOUNT_PENDING"
    default_detail = "Não há desconto à espera de aprovação neste orçamento."
    english = "No discount of this orçamento waits for approval."


class OwnDiscount(NotAllowed):
    """Desconto próprio"""

    code = "OWN_DISCOUNT"
    default_detail = "Quem deu o desconto não pode aprová-lo nem recusá-lo. Peça a outra pessoa."
    english = "Whoever gave the discount can neither approve nor refuse it. Ask somebody else."


class DifferentBriefings(InvalidInput):
    """Orçamentos de briefings diferentes"""

    code = "DIFFERENT_BRIEFINGS"
    default_detail = "Só se comparam versões do mesmo orçamento."
    english = "Only versions of the same orçamento can be compared."


class ProposalReplaced(Gone):
    """Há uma proposta mais nova"""

    code = "PROPOSAL_REPLACED"
    default_detail = "Esta proposta deu lugar a uma versão mais nova. Use o link da mais recente."
    english = "This proposal was replaced by a newer version. Use the link of the latest one."


class ProposalExpired(Gone):
    """Proposta vencida"""

    code = "PROPOSAL_EXPIRED"
    default_detail = "A validade desta proposta terminou. Peça uma nova a quem a enviou."
    english = "This proposal is no longer valid. Ask whoever sent it for a new one."


class ProposalDecided(Gone):
    """Proposta já respondida"""

    code = "PROPOSAL_DECIDED"
    default_detail = "Esta proposta já foi respondida."
    english = "This proposal has been answered already."


class TooManyComments(Conflict):
    """Comentários demais"""

    code = "TOO_MANY_COMMENTS"
    default_detail = "Esta proposta já tem muitos comentários. Fale diretamente com o escritório."
    english = "This proposal has many comments already. Talk to the studio directly."

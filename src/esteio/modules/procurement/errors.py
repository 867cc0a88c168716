"""Errors of procurement."""

from __future__ import annotations

from esteio.core.errors import Conflict, Gone, InvalidInput, NotAllowed, VersionConflict


class DuplicateDepartment(Conflict):
    """Departamento repetido"""

    code = "DUPLICATE_DEPARTMENT"
    default_detail = "Já existe um departamento em uso com este nome."
    english = "A department in use has this name already."


class DuplicateCostCentre(Conflict):
    """Centro de custo repetido"""

    code = "DUPLICATE_COST_CENTRE"
    default_detail = "Já existe um centro de custo em uso com este código."
    english = "A cost centre in use has this code already."


class DuplicateBudget(Conflict):
    """Verba repetida"""

    code = "DUPLICATE_BUDGET"
    default_detail = "Este centro de custo já tem uma verba para este período. Altere o valor dela."
    english = "This cost centre has a budget for this period already. Change its amount."


class DuplicateSupplier(Conflict):
    """Fornecedor repetido"""

    code = "DUPLICATE_SUPPLIER"
    default_detail = "Já existe um fornecedor com este documento. Procure por ele, também entre os arquivados."
    english = "A supplier with this document exists already. Look for it, also among the archived ones."


class DelegationOverlaps(Conflict):
    """Delegação repetida"""

    code = "DELEGATION_OVERLAPS"
    default_detail = "Já há uma delegação desta pessoa nesses dias. Cancele-a antes ou escolha outros dias."
    english = "This person's signature is delegated on some of these days already. Cancel that first, or choose others."


class DelegationOver(Conflict):
    """Delegação encerrada"""

    code = "DELEGATION_OVER"
    default_detail = "Esta delegação já terminou ou foi cancelada."
    english = "This delegation is over or was cancelled."


class RequestNotEditable(Conflict):
    """Solicitação em andamento"""

    code = "REQUEST_NOT_EDITABLE"
    default_detail = "Uma solicitação só muda como rascunho ou em cotação. Retire-a da aprovação antes de alterar."
    english = "A request is changed as a draft or while it is quoted. Withdraw it from approval before changing it."


class RoundOpen(Conflict):
    """Cotação em andamento"""

    code = "ROUND_OPEN"
    default_detail = "Fornecedores estão sendo cotados. Cancele a cotação antes de mudar o que se pede."
    english = "Suppliers are being asked for prices. Cancel the round before changing what is asked for."


class BudgetBlocked(Conflict):
    """Verba esgotada"""

    code = "BUDGET_BLOCKED"
    default_detail = "A solicitação passa da verba do centro de custo, e a política de compras não deixa enviá-la."
    english = "The request passes the cost centre's budget, and the policy does not let it be submitted."


class MoveNeedsMore(Conflict):
    """Falta dizer mais"""

    code = "MOVE_NEEDS_MORE"
    default_detail = "Este passo pede mais do que mover o cartão. Abra a solicitação e conclua-o lá."
    english = "This step takes more than moving the card. Open the request and finish it there."


class RoundNotOpen(Conflict):
    """Cotação encerrada"""

    code = "ROUND_NOT_OPEN"
    default_detail = "Esta cotação já foi decidida ou cancelada."
    english = "This round of quotations was decided or cancelled already."


class RoundTimeOver(Conflict):
    """Prazo encerrado"""

    code = "ROUND_TIME_OVER"
    default_detail = "O prazo desta cotação terminou. Prorrogue-o antes."
    english = "The time of this round is over. Extend it first."


class TooManyMessages(Conflict):
    """Mensagens demais"""

    code = "TOO_MANY_MESSAGES"
    default_detail = "Esta cotação já tem muitas mensagens. Fale diretamente com o comprador."
    english = "This quotation has many messages already. Talk to the buyer directly."


class TooManyAttachments(Conflict):
    """Anexos demais"""

    code = "TOO_MANY_ATTACHMENTS"
    default_detail = "Esta cotação já tem muitos anexos. Envie os outros diretamente ao comprador."
    english = "This quotation has many attachments already. Send the others to the buyer directly."


class QuotationClosed(Gone):
    """Prazo da cotação encerrado"""

    code = "QUOTATION_CLOSED"
    default_detail = "O prazo para responder a esta cotação terminou. Fale com quem a enviou."
    english = "The time to answer this quotation is over. Talk to whoever sent it."


class QuotationDecided(Gone):
    """Cotação decidida"""

    code = "QUOTATION_DECIDED"
    default_detail = "Esta cotação já foi decidida e não recebe mais respostas."
    english = "This quotation was decided and takes no more answers."


class QuotationCancelled(Gone):
    """Cotação cancelada"""

    code = "QUOTATION_CANCELLED"
    default_detail = "Esta cotação foi cancelada por quem a enviou."
    english = "This quotation was cancelled by whoever sent it."


class OwnRequest(NotAllowed):
    """Solicitação própria"""

    code = "OWN_REQUEST"
    default_detail = "Quem pede não aprova o próprio pedido. A assinatura cabe a outra pessoa."
    english = "Whoever asks for something does not approve it. Somebody else signs."


class NotASigner(NotAllowed):
    """A assinatura cabe a outra pessoa"""

    code = "NOT_A_SIGNER"
    default_detail = "Esta assinatura não cabe a você. Veja na solicitação por quem ela espera."
    english = "This signature is not yours to give. The request says for whom it waits."


class AlreadySigned(Conflict):
    """Já assinada por você"""

    code = "ALREADY_SIGNED"
    default_detail = (
        "Você já assinou esta solicitação, ou alguém assinou por você. A próxima assinatura é de outra pessoa."
    )
    english = "You have signed this request, or somebody signed for you. The next signature is somebody else's."


class AlreadyDecided(Conflict):
    """Já decidida"""

    code = "ALREADY_DECIDED"
    default_detail = "Outra pessoa decidiu antes. Veja o que foi decidido."
    english = "Somebody else decided first. Look at what was decided."


class SeenChanged(VersionConflict):
    """A solicitação mudou"""

    code = "SEEN_CHANGED"
    default_detail = "O que você viu mudou antes da assinatura. Veja a solicitação como está agora e assine de novo."
    english = "What you saw has changed before you signed. Look at the request as it is now and sign again."


class OrderNotADraft(Conflict):
    """O pedido não é mais um rascunho"""

    code = "ORDER_NOT_A_DRAFT"
    default_detail = "Só um pedido em rascunho pode ser alterado."
    english = "Only a draft of an order can be changed."


class OrderWithdrawn(Gone):
    """Pedido cancelado"""

    code = "ORDER_WITHDRAWN"
    default_detail = "Este pedido foi cancelado por quem o enviou."
    english = "This order was cancelled by whoever sent it."


class TooManyOrderMessages(Conflict):
    """Mensagens demais"""

    code = "TOO_MANY_ORDER_MESSAGES"
    default_detail = "Este pedido já tem muitas mensagens. Fale diretamente com a outra parte."
    english = "This order has many messages already. Talk to the other side directly."


class OverDelivery(InvalidInput):
    """Chegou mais do que se aceita"""

    code = "OVER_DELIVERY"
    default_detail = "Chegou mais do que foi pedido e a tolerância. Registre o excesso como recusado."
    english = "More came than was ordered and the tolerance allows. Write the excess down as refused."


class ReceiptsUnchecked(Conflict):
    """Há recebimentos por conferir"""

    code = "RECEIPTS_UNCHECKED"
    default_detail = "Conclua ou cancele antes os recebimentos deste pedido que ainda estão em conferência."
    english = "Finish or cancel the receipts of this order that are still being checked first."


class DifferencesUnexplained(Conflict):
    """Há diferenças sem explicação"""

    code = "DIFFERENCES_UNEXPLAINED"
    default_detail = "Pedido, recebimento e nota fiscal não conferem. Explique por que aceitar a diferença."
    english = "Order, receipt and invoice differ. Say why the difference is accepted."


class AlreadyAwarded(Conflict):
    """Vencedores já escolhidos"""

    code = "ALREADY_AWARDED"
    default_detail = "Os vencedores desta cotação já foram escolhidos."
    english = "The winners of this round were chosen already."


class ComparisonChanged(VersionConflict):
    """O mapa comparativo mudou"""

    code = "COMPARISON_CHANGED"
    default_detail = "Um fornecedor mudou a resposta depois que você abriu o mapa. Veja o mapa atual e escolha de novo."
    english = (
        "A supplier has changed an answer since you opened the comparison. Look at it as it is now, and choose again."
    )


class InvoiceUnreadable(InvalidInput):
    """Nota fiscal ilegível"""

    code = "INVOICE_UNREADABLE"
    default_detail = "Este XML não é de uma NF-e autorizada que possa ser lida."
    english = "This XML is not an authorised NF-e that can be read."


class DuplicateInvoice(Conflict):
    """Nota fiscal repetida"""

    code = "DUPLICATE_INVOICE"
    default_detail = "Esta nota fiscal já foi registrada. Procure por ela, também entre as canceladas."
    english = "This invoice was entered already. Look for it, also among the cancelled ones."


class InvoiceOfAnotherSupplier(Conflict):
    """Nota fiscal de outro fornecedor"""

    code = "INVOICE_OF_ANOTHER_SUPPLIER"
    default_detail = "O CNPJ ou CPF de quem emitiu esta nota não é o do fornecedor do pedido."
    english = "Whoever issued this invoice is not the supplier of the order."


class InvoiceInUse(Conflict):
    """Nota fiscal em uso"""

    code = "INVOICE_IN_USE"
    default_detail = "Um recebimento usa esta nota fiscal. O que foi conferido com ela não muda mais."
    english = "A receipt uses this invoice. What was checked with it does not change any more."

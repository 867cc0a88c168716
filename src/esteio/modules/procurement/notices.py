"""What procurement tells people of; the names are those of seed 004 where it has them."""

from esteio.core.module import NoticeKind

REQUEST_SUBMITTED = NoticeKind(key="purchase_request_submitted", label="Uma solicitação de compra foi enviada")
REQUEST_APPROVED = NoticeKind(key="purchase_request_approved", label="Uma solicitação minha foi aprovada")
REQUEST_REJECTED = NoticeKind(key="purchase_request_rejected", label="Uma solicitação minha foi recusada")
REQUEST_COMMENTED = NoticeKind(key="purchase_request_commented", label="Comentaram uma solicitação de que participo")
REQUEST_ASSIGNED = NoticeKind(key="purchase_request_assigned", label="Fui escolhido comprador de uma solicitação")
REQUEST_CANCELLED = NoticeKind(key="purchase_request_cancelled", label="Uma solicitação de que participo foi cancelada")
APPROVAL_WAITING = NoticeKind(key="approval_waiting", label="Uma compra espera a minha aprovação")
APPROVAL_ESCALATED = NoticeKind(key="approval_escalated", label="Uma aprovação atrasada passou a mim")
BULK_APPROVAL_DONE = NoticeKind(key="bulk_approval_done", label="Uma aprovação em lote terminou")
QUOTATION_RECEIVED = NoticeKind(key="quotation_received", label="Um fornecedor respondeu a uma cotação")
QUOTATION_DECLINED = NoticeKind(key="quotation_declined", label="Um fornecedor recusou uma cotação")
QUOTATION_QUESTION = NoticeKind(key="quotation_question", label="Um fornecedor fez uma pergunta")
QUOTATION_CLOSED = NoticeKind(key="quotation_closed", label="O prazo de uma cotação terminou")
ORDER_SENT = NoticeKind(key="order_sent", label="Um pedido meu foi enviado ao fornecedor")
ORDER_CONFIRMED = NoticeKind(key="order_confirmed", label="O fornecedor confirmou um pedido")
ORDER_CANCELLED = NoticeKind(key="order_cancelled", label="Um pedido foi cancelado")
DELIVERY_LATE = NoticeKind(key="delivery_late", label="Uma entrega está atrasada")
GOODS_RECEIVED = NoticeKind(key="goods_received", label="Chegou o que solicitei")
BUDGET_EXCEEDED = NoticeKind(key="budget_exceeded", label="Uma solicitação passa da verba do centro de custo")

NOTICES = (
    REQUEST_SUBMITTED,
    REQUEST_APPROVED,
    REQUEST_REJECTED,
    REQUEST_COMMENTED,
    REQUEST_ASSIGNED,
    REQUEST_CANCELLED,
    APPROVAL_WAITING,
    APPROVAL_ESCALATED,
    BULK_APPROVAL_DONE,
    QUOTATION_RECEIVED,
    QUOTATION_DECLINED,
    QUOTATION_QUESTION,
    QUOTATION_CLOSED,
    ORDER_SENT,
    ORDER_CONFIRMED,
    ORDER_CANCELLED,
    DELIVERY_LATE,
    GOODS_RECEIVED,
    BUDGET_EXCEEDED,
)

"""How people read the words of procurement, in files and letters."""

from __future__ import annotations

from collections.abc import Mapping

from esteio.modules.procurement.rules.vocabulary import Fulfilment, OrderStatus, Priority, RequestStatus, SupplierKind

REQUEST_STATUSES: Mapping[RequestStatus, str] = {
    RequestStatus.DRAFT: "Rascunho",
    RequestStatus.PENDING_A1: "À espera da necessidade (A1)",
    RequestStatus.QUOTATION: "Em cotação",
    RequestStatus.PENDING_A2: "À espera da compra (A2)",
    RequestStatus.PENDING_A3: "À espera da segunda assinatura (A3)",
    RequestStatus.APPROVED: "Aprovada",
    RequestStatus.ORDERED: "Pedida",
    RequestStatus.PARTIALLY_RECEIVED: "Recebida em parte",
    RequestStatus.RECEIVED: "Recebida",
    RequestStatus.CLOSED: "Encerrada",
    RequestStatus.CANCELLED: "Cancelada",
    RequestStatus.ARCHIVED: "Arquivada",
}
PRIORITIES: Mapping[Priority, str] = {
    Priority.LOW: "Baixa",
    Priority.NORMAL: "Normal",
    Priority.HIGH: "Alta",
    Priority.URGENT: "Urgente",
}
ORDER_STATUSES: Mapping[OrderStatus, str] = {
    OrderStatus.DRAFT: "Rascunho",
    OrderStatus.SENT: "Enviado",
    OrderStatus.CONFIRMED: "Confirmado",
    OrderStatus.COMPLETED: "Concluído",
    OrderStatus.CANCELLED: "Cancelado",
}
FULFILMENTS: Mapping[Fulfilment, str] = {
    Fulfilment.PENDING: "Nada chegou",
    Fulfilment.PARTIAL: "Chegou em parte",
    Fulfilment.FULFILLED: "Chegou tudo",
}
SUPPLIER_KINDS: Mapping[SupplierKind, str] = {
    SupplierKind.PJ: "Empresa",
    SupplierKind.PF: "Pessoa",
    SupplierKind.ONLINE: "Loja na internet",
}

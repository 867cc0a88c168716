"""Procurement's lists as files for people's spreadsheets: which columns, and how their words are read."""

from __future__ import annotations

from typing import Any

import msgspec

from esteio.brazil.documents import formatted_document
from esteio.core.exports import Column, ColumnKind
from esteio.core.list_exports import Export
from esteio.modules.procurement import permissions
from esteio.modules.procurement.rules.vocabulary import Fulfilment, OrderStatus, Priority, RequestStatus, SupplierKind
from esteio.modules.procurement.rules.wording import (
    FULFILMENTS,
    ORDER_STATUSES,
    PRIORITIES,
    REQUEST_STATUSES,
    SUPPLIER_KINDS,
)
from esteio.modules.procurement.store import orders, requests, suppliers


def _supplier(row: dict[str, Any]) -> dict[str, Any]:
    kind = SUPPLIER_KINDS[SupplierKind(row["kind"])]
    return {**row, "kind": kind, "document": formatted_document(row["document"] or "")}


def _request(row: dict[str, Any]) -> dict[str, Any]:
    status, priority = RequestStatus(row["status"]), Priority(row["priority"])
    return {**row, "status": REQUEST_STATUSES[status], "priority": PRIORITIES[priority]}


def _order(row: dict[str, Any]) -> dict[str, Any]:
    status, fulfilment = OrderStatus(row["status"]), Fulfilment(row["fulfilment"])
    return {**row, "status": ORDER_STATUSES[status], "fulfilment": FULFILMENTS[fulfilment]}


SUPPLIERS = Export(
    key="fornecedores",
    title="Fornecedores",
    permission=permissions.SUPPLIERS_READ,
    spec=suppliers.LIST,
    columns=(
        Column("name", "Nome", width=36),
        Column("tradeName", "Nome fantasia", width=30),
        Column("kind", "Tipo", width=16),
        Column("document", "CPF/CNPJ", width=20),
        Column("email", "E-mail", width=32),
        Column("phone", "Telefone"),
        Column("website", "Página", width=30),
        Column("contactName", "Contato", width=24),
        Column("city", "Cidade", width=24),
        Column("uf", "UF", width=6),
        Column("categories", "Categorias", width=40),
        Column("paymentDays", "Prazos (dias)", width=16),
        Column("score", "Nota", ColumnKind.NUMBER, 8),
        Column("createdAt", "Cadastrado em", ColumnKind.DATETIME),
    ),
    shown=_supplier,
)
REQUESTS = Export(
    key="solicitacoes",
    title="Solicitações de compra",
    permission=permissions.REQUESTS_READ,
    spec=msgspec.structs.replace(
        requests.LIST,
        columns={
            "id": "r.id",
            "code": "r.code",
            "title": "r.title",
            "status": "r.status",
            "statusSince": "r.status_since",
            "priority": "r.priority",
            "requester": "ru.name",
            "buyer": "bu.name",
            "department": "d.name",
            "costCentre": "cc.code || ' · ' || cc.name",
            "items": "r.items",
            "estimatedTotal": "r.estimated_total",
            "total": "r.total",
            "overBudget": "r.over_budget",
            "neededOn": "r.needed_on",
            "createdAt": "r.created_at",
            "submittedAt": "r.submitted_at",
            "approvedAt": "r.approved_at",
            "receivedAt": "r.received_at",
        },
    ),
    columns=(
        Column("code", "Código", width=16),
        Column("title", "Título", width=40),
        Column("status", "Situação", width=32),
        Column("statusSince", "Desde", ColumnKind.DATETIME),
        Column("priority", "Prioridade", width=12),
        Column("requester", "Solicitante", width=28),
        Column("buyer", "Comprador", width=28),
        Column("department", "Departamento", width=24),
        Column("costCentre", "Centro de custo", width=32),
        Column("items", "Itens", ColumnKind.NUMBER, 8),
        Column("estimatedTotal", "Estimado", ColumnKind.MONEY, 16),
        Column("total", "Total", ColumnKind.MONEY, 16),
        Column("overBudget", "Acima da verba", width=14),
        Column("neededOn", "Para quando", ColumnKind.DATE, 12),
        Column("createdAt", "Criada em", ColumnKind.DATETIME),
        Column("submittedAt", "Enviada em", ColumnKind.DATETIME),
        Column("approvedAt", "Aprovada em", ColumnKind.DATETIME),
        Column("receivedAt", "Recebida em", ColumnKind.DATETIME),
    ),
    shown=_request,
)
ORDERS = Export(
    key="pedidos",
    title="Pedidos de compra",
    permission=permissions.ORDERS_READ,
    spec=msgspec.structs.replace(
        orders.LIST,
        columns={
            "id": "o.id",
            "code": "o.code",
            "status": "o.status",
            "fulfilment": "o.fulfilment",
            "late": orders.LATE,
            "supplier": orders.SUPPLIER_NAME,
            "request": "r.code",
            "title": "r.title",
            "costCentre": "cc.code || ' · ' || cc.name",
            "buyer": "bu.name",
            "total": "o.total",
            "expectedOn": "o.expected_on",
            "createdAt": "o.created_at",
            "sentAt": "o.sent_at",
            "confirmedAt": "o.confirmed_at",
            "completedAt": "o.completed_at",
        },
    ),
    columns=(
        Column("code", "Código", width=16),
        Column("status", "Situação", width=14),
        Column("fulfilment", "Entrega", width=18),
        Column("late", "Atrasado", width=10),
        Column("supplier", "Fornecedor", width=36),
        Column("request", "Solicitação", width=16),
        Column("title", "Título", width=40),
        Column("costCentre", "Centro de custo", width=32),
        Column("buyer", "Comprador", width=28),
        Column("total", "Total", ColumnKind.MONEY, 16),
        Column("expectedOn", "Prevista para", ColumnKind.DATE, 14),
        Column("createdAt", "Emitido em", ColumnKind.DATETIME),
        Column("sentAt", "Enviado em", ColumnKind.DATETIME),
        Column("confirmedAt", "Confirmado em", ColumnKind.DATETIME),
        Column("completedAt", "Concluído em", ColumnKind.DATETIME),
    ),
    shown=_order,
)

"""Estimating's lists as files: which columns people read, and how."""

from __future__ import annotations

from typing import Any

import msgspec

from esteio.brazil.documents import formatted_document
from esteio.core.exports import Column, ColumnKind
from esteio.core.list_exports import Export
from esteio.modules.estimating import permissions
from esteio.modules.estimating.rules.vocabulary import BuildingType
from esteio.modules.estimating.rules.wording import BUILDING_TYPES
from esteio.modules.estimating.store.briefings import BRIEFINGS
from esteio.modules.estimating.store.clients import CLIENTS
from esteio.modules.estimating.store.orcamentos import LIST, STATUS


def _orcamento(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "buildingType": BUILDING_TYPES[BuildingType(row["buildingType"])]}


def _client(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "document": formatted_document(row["document"] or "")}


ORCAMENTOS = Export(
    key="orcamentos",
    title="Orçamentos",
    permission=permissions.ORCAMENTOS_READ,
    spec=msgspec.structs.replace(
        LIST,
        columns={
            "id": "o.id",
            "codigo": "o.codigo",
            "versao": "o.versao",
            "status": STATUS,
            "title": "o.title",
            "client": "c.name",
            "briefing": "b.number",
            "buildingType": "o.building_type",
            "areaM2": "o.area_m2",
            "subtotal": "o.subtotal",
            "discount": "o.discount",
            "total": "o.total",
            "createdAt": "o.created_at",
            "sentAt": "o.sent_at",
            "validUntil": "o.valid_until",
            "decidedAt": "o.decided_at",
        },
    ),
    columns=(
        Column("codigo", "Código", width=18),
        Column("versao", "Versão", ColumnKind.NUMBER, 8),
        Column("status", "Situação", width=14),
        Column("title", "Título", width=40),
        Column("client", "Cliente", width=32),
        Column("briefing", "Briefing", ColumnKind.NUMBER, 10),
        Column("buildingType", "Tipologia", width=24),
        Column("areaM2", "Área (m²)", ColumnKind.NUMBER, 12),
        Column("subtotal", "Subtotal", ColumnKind.MONEY, 16),
        Column("discount", "Desconto", ColumnKind.MONEY, 16),
        Column("total", "Total", ColumnKind.MONEY, 16),
        Column("createdAt", "Criado em", ColumnKind.DATETIME),
        Column("sentAt", "Enviado em", ColumnKind.DATETIME),
        Column("validUntil", "Válido até", ColumnKind.DATE, 12),
        Column("decidedAt", "Respondido em", ColumnKind.DATETIME),
    ),
    shown=_orcamento,
)
CLIENT_LIST = Export(
    key="clientes",
    title="Clientes",
    permission=permissions.CLIENTS_READ,
    spec=CLIENTS,
    columns=(
        Column("name", "Nome", width=36),
        Column("tradeName", "Nome fantasia", width=30),
        Column("kind", "Tipo", width=8),
        Column("document", "CPF/CNPJ", width=20),
        Column("email", "E-mail", width=32),
        Column("phone", "Telefone"),
        Column("city", "Cidade", width=24),
        Column("uf", "UF", width=6),
        Column("briefings", "Briefings", ColumnKind.NUMBER, 10),
        Column("createdAt", "Cadastrado em", ColumnKind.DATETIME),
    ),
    shown=_client,
)
BRIEFING_LIST = Export(
    key="briefings",
    title="Briefings",
    permission=permissions.BRIEFINGS_READ,
    spec=msgspec.structs.replace(BRIEFINGS, columns={**BRIEFINGS.columns, "client": "c.name", "responsible": "u.name"}),
    columns=(
        Column("number", "Número", ColumnKind.NUMBER, 10),
        Column("title", "Título", width=40),
        Column("client", "Cliente", width=32),
        Column("template", "Modelo", width=28),
        Column("status", "Situação", width=24),
        Column("progress", "Preenchido", ColumnKind.PERCENT, 12),
        Column("responsible", "Responsável", width=28),
        Column("orcamentos", "Orçamentos", ColumnKind.NUMBER, 12),
        Column("createdAt", "Criado em", ColumnKind.DATETIME),
        Column("updatedAt", "Alterado em", ColumnKind.DATETIME),
    ),
)

"""Lists as files for people's spreadsheets: the same filters as on the screen, with columns that people read."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, Literal

import msgspec

from esteio.brazil import cnpj, cpf
from esteio.brazil.errors import InvalidText
from esteio.core.access import Actor
from esteio.core.audit import AuditEntry, Origin, record
from esteio.core.db import Database
from esteio.core.errors import InvalidInput
from esteio.core.exports import Column, ColumnKind, Sheet, write_csv, write_xlsx
from esteio.core.listing import ListSpec, PageRequest, read_rows
from esteio.modules.estimating import permissions
from esteio.modules.estimating.rules.vocabulary import BuildingType
from esteio.modules.estimating.rules.wording import BUILDING_TYPES
from esteio.modules.estimating.store.briefings import BRIEFINGS
from esteio.modules.estimating.store.clients import CLIENTS
from esteio.modules.estimating.store.orcamentos import LIST, STATUS

MOST_ROWS = 50_000
"""Of one file: it is made in memory, within the ten seconds of a query."""

Format = Literal["csv", "xlsx"]
CONTENT_TYPES: Mapping[Format, str] = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class Export(msgspec.Struct, frozen=True, kw_only=True):
    """How a list is exported: what is read, and the columns of the file."""

    key: str
    """Name of the file and of the thing in the trail."""
    title: str
    permission: str
    """To see the list at all; exporting takes it, too."""
    spec: ListSpec
    columns: tuple[Column, ...]
    shown: Callable[[dict[str, Any]], dict[str, Any]] = dict
    """The row as people read it."""


class ExportedFile(msgspec.Struct, frozen=True):
    """A file to download."""

    name: str
    content_type: str
    data: bytes


def _orcamento(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "buildingType": BUILDING_TYPES[BuildingType(row["buildingType"])]}


def _client(row: dict[str, Any]) -> dict[str, Any]:
    document = row["document"] or ""
    try:
        shown = (cpf if row["kind"] == "PF" else cnpj).formatted(document) if document else ""
    except InvalidText:
        shown = document
    return {**row, "document": shown}


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


async def export(
    db: Database, actor: Actor, what: Export, request: PageRequest, form: Format, origin: Origin
) -> ExportedFile:
    """The whole list under these filters as a file; the trail tells who took it.

    Raises `NotAllowed` for who may not see the list, `InvalidInput` for more than `MOST_ROWS` rows, or a filter or
    sort that is not there.
    """
    actor.require(what.permission)
    async with db.transaction(actor.scope) as tx:
        rows = await read_rows(tx, what.spec, request, MOST_ROWS + 1)
        if len(rows) > MOST_ROWS:
            raise InvalidInput(f"A lista passa de {MOST_ROWS // 1000} mil linhas. Filtre-a antes de exportar.")
        given = sorted(name for name, value in request.filters.items() if value is not None)
        await record(
            tx,
            AuditEntry(
                action=f"{what.key}.exported",
                tenant_id=actor.tenant_id,
                user_id=actor.user_id,
                thing=what.key,
                detail={"rows": len(rows), "format": form, "filters": given},
                origin=origin,
            ),
        )
    sheet = Sheet(what.title, what.columns, [what.shown(row) for row in rows])
    data = await asyncio.to_thread(_csv if form == "csv" else write_xlsx, sheet)
    return ExportedFile(f"{what.key}.{form}", CONTENT_TYPES[form], data)


def _csv(sheet: Sheet) -> bytes:
    return b"".join(write_csv(sheet))

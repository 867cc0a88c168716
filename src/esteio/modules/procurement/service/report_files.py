"""Reports as files: which columns people read, and how."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import msgspec

from esteio.core.access import Actor
from esteio.core.audit import Origin
from esteio.core.db import Database, Tx
from esteio.core.exports import Column, ColumnKind, Sheet
from esteio.core.list_exports import ExportedFile, Format, note_export, write_file
from esteio.modules.procurement import permissions
from esteio.modules.procurement.rules.reports import GroupBy
from esteio.modules.procurement.service import reports
from esteio.modules.procurement.service.reports import Asked

_LABELS = {
    GroupBy.MONTH: "Mês",
    GroupBy.COST_CENTRE: "Centro de custo",
    GroupBy.DEPARTMENT: "Departamento",
    GroupBy.SUPPLIER: "Fornecedor",
    GroupBy.CATEGORY: "Categoria",
}
_COUNT = ColumnKind.NUMBER
_MONEY = ColumnKind.MONEY
_PERCENT = ColumnKind.PERCENT


class ReportFile(msgspec.Struct, frozen=True, kw_only=True):
    """How a report is exported."""

    key: str
    """Name of the file and of the thing in the trail."""
    title: str
    load: Callable[[Tx, Asked], Awaitable[Any]]
    label: str
    """Heading of the first column; empty where it says by what the rows are."""
    columns: tuple[Column, ...]


SPEND = ReportFile(
    key="gastos",
    title="Gastos com compras",
    load=reports.spend,
    label="",
    columns=(
        Column("orders", "Pedidos", _COUNT, 10),
        Column("requests", "Solicitações", _COUNT, 14),
        Column("total", "Total", _MONEY, 18),
        Column("share", "Participação", _PERCENT, 14),
    ),
)
CYCLE_TIME = ReportFile(
    key="tempo-de-ciclo",
    title="Tempo de ciclo das compras",
    load=reports.cycle_time,
    label="Etapa",
    columns=(
        Column("count", "Solicitações", _COUNT, 14),
        Column("mean", "Média (dias)", _COUNT, 14),
        Column("median", "Mediana (dias)", _COUNT, 16),
        Column("p90", "90% em até (dias)", _COUNT, 18),
    ),
)
SAVINGS = ReportFile(
    key="economia",
    title="Economia nas cotações",
    load=reports.savings,
    label="",
    columns=(
        Column("items", "Itens", _COUNT, 10),
        Column("total", "Comprado", _MONEY, 18),
        Column("first_total", "Primeira oferta", _MONEY, 18),
        Column("highest_total", "Maior oferta", _MONEY, 18),
        Column("lowest_total", "Menor oferta", _MONEY, 18),
        Column("saved_on_first", "Economia sobre a primeira", _MONEY, 26),
        Column("saved_on_highest", "Economia sobre a maior", _MONEY, 24),
        Column("above_lowest", "Acima da menor", _MONEY, 18),
        Column("saved_percent", "Economia (%)", _PERCENT, 14),
    ),
)
SUPPLIERS = ReportFile(
    key="desempenho-de-fornecedores",
    title="Desempenho dos fornecedores",
    load=reports.suppliers,
    label="Fornecedor",
    columns=(
        Column("score", "Nota", _COUNT, 8),
        Column("invited", "Convites", _COUNT, 10),
        Column("answered", "Respostas", _COUNT, 12),
        Column("declined", "Recusas", _COUNT, 10),
        Column("answer_rate", "Taxa de resposta", _PERCENT, 18),
        Column("answer_hours", "Horas até responder", _COUNT, 20),
        Column("won", "Cotações vencidas", _COUNT, 18),
        Column("orders", "Pedidos", _COUNT, 10),
        Column("total", "Comprado", _MONEY, 18),
        Column("due", "Entregas devidas", _COUNT, 18),
        Column("punctual", "No prazo", _COUNT, 10),
        Column("punctuality", "Pontualidade", _PERCENT, 14),
        Column("late_days", "Dias de atraso (média)", _COUNT, 22),
    ),
)
COMMITMENTS = ReportFile(
    key="compromissos",
    title="Compromissos em aberto",
    load=reports.commitments,
    label="",
    columns=(
        Column("orders", "Pedidos", _COUNT, 10),
        Column("ordered", "Pedido", _MONEY, 18),
        Column("balance", "A receber", _MONEY, 18),
        Column("overdue_orders", "Pedidos atrasados", _COUNT, 18),
        Column("overdue", "Atrasado", _MONEY, 18),
        Column("next_on", "Próxima entrega", ColumnKind.DATE, 16),
    ),
)
BUDGET = ReportFile(
    key="verbas",
    title="Verbas dos centros de custo",
    load=reports.budget,
    label="Centro de custo",
    columns=(
        Column("month", "Mês", width=10),
        Column("allowed", "Verba", _MONEY, 18),
        Column("committed", "Comprometido", _MONEY, 18),
        Column("remaining", "Saldo", _MONEY, 18),
        Column("used", "Usado", _PERCENT, 10),
        Column("exceeded", "Excedida", width=10),
        Column("requests", "Solicitações", _COUNT, 14),
        Column("over_budget", "Acima da verba", _COUNT, 16),
    ),
)


async def export(
    db: Database, actor: Actor, what: ReportFile, asked: Asked, form: Format, origin: Origin
) -> ExportedFile:
    """All rows of the report as a file; the trail tells who took it. Raises `NotAllowed`, `InvalidInput`."""
    actor.require(permissions.REPORTS_READ)
    async with db.transaction(actor.scope) as tx:
        document = await what.load(tx, msgspec.structs.replace(asked, top=None))
        rows: Sequence[msgspec.Struct] = document.rows
        names = {"from_day": "from", "to_day": "to"}
        given = (
            names.get(name, name) for name, value in msgspec.structs.asdict(asked).items() if value and name != "top"
        )
        note_export(tx, actor, what.key, form, len(rows), given, origin)
    first = Column("label", what.label or _LABELS[asked.by], width=36)
    sheet = Sheet(what.title, (first, *what.columns), [msgspec.structs.asdict(row) for row in rows])
    return await write_file(what.key, sheet, form)

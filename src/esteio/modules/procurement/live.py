"""Procurement's live lists: what each is made of, who sees it, by what its readers filter."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import msgspec

from esteio.core.db import Tx
from esteio.live.resource import Aggregate, Audience, Resource
from esteio.modules.procurement.permissions import (
    BUDGETS_READ,
    CENTRES_EDIT,
    CENTRES_READ,
    DELEGATIONS_MANAGE,
    ORDERS_READ,
    ORDERS_SEND,
    QUOTATIONS_AWARD,
    QUOTATIONS_READ,
    QUOTATIONS_RUN,
    RECEIPTS_COUNT,
    RECEIPTS_READ,
    REPORTS_READ,
    REQUESTS_CREATE,
    REQUESTS_MANAGE,
    REQUESTS_READ,
    SUPPLIERS_READ,
)
from esteio.modules.procurement.rules.actions import ABLE_BY
from esteio.modules.procurement.rules.orders import MOVING_PERMISSIONS
from esteio.modules.procurement.rules.receiving import RECEIPT_PERMISSIONS
from esteio.modules.procurement.service import board, reports
from esteio.modules.procurement.service.reports import Asked
from esteio.modules.procurement.store import (
    approvals,
    budgets,
    bulk_approvals,
    comments,
    cost_centres,
    delegations,
    departments,
    invoices,
    orders,
    quotation_messages,
    quotations,
    receipts,
    request_items,
    requests,
    rounds,
    suppliers,
)

DEPARTMENTS = Resource(
    name="departments",
    path="/api/departments",
    spec=departments.LIST,
    audiences=(Audience(name="all", permission=CENTRES_READ),),
    live_filters={"archived": "d.archived_at is not null"},
    spec_of=departments.ABILITIES.spec_of,
    facts=departments.ABILITIES.facts,
    abilities=departments.ABILITIES.of_row,
    able_by=departments.ABILITIES.able_by,
)
COST_CENTRES = Resource(
    name="cost-centres",
    path="/api/cost-centres",
    spec=cost_centres.LIST,
    audiences=(Audience(name="all", permission=CENTRES_READ),),
    live_filters={"departmentId": "c.department_id", "archived": "c.archived_at is not null"},
    spec_of=cost_centres.list_for,
    facts=cost_centres.FACTS,
    abilities=cost_centres.abilities,
    able_by=frozenset({CENTRES_EDIT, REQUESTS_CREATE, REQUESTS_MANAGE}),
)
BUDGETS = Resource(
    name="budgets",
    path="/api/budgets",
    spec=budgets.LIST,
    audiences=(Audience(name="all", permission=BUDGETS_READ),),
    live_filters={"costCentreId": "b.cost_centre_id", "year": "b.year", "month": "b.month"},
    spec_of=budgets.ABILITIES.spec_of,
    facts=budgets.ABILITIES.facts,
    abilities=budgets.ABILITIES.of_row,
    able_by=budgets.ABILITIES.able_by,
)
SUPPLIERS = Resource(
    name="suppliers",
    path="/api/suppliers",
    spec=suppliers.LIST,
    audiences=(Audience(name="all", permission=SUPPLIERS_READ),),
    live_filters={"kind": "s.kind", "uf": "s.uf", "archived": "s.archived_at is not null"},
    spec_of=suppliers.ABILITIES.spec_of,
    facts=suppliers.ABILITIES.facts,
    abilities=suppliers.ABILITIES.of_row,
    able_by=suppliers.ABILITIES.able_by,
)
DELEGATIONS = Resource(
    name="approval-delegations",
    path="/api/approval-delegations",
    spec=delegations.LIST,
    audiences=(
        Audience(name="all", permission=DELEGATIONS_MANAGE),
        Audience(name="own", permission="", where="(select current_person()) in (d.from_id, d.to_id)", personal=True),
    ),
    topics="array['person:' || d.from_id, 'person:' || d.to_id]",
    live_filters={"fromId": "d.from_id", "toId": "d.to_id"},
    spec_of=delegations.list_for,
    facts=delegations.FACTS,
    abilities=delegations.abilities,
    able_by=frozenset({DELEGATIONS_MANAGE}),
)

APPROVALS = Resource(
    name="approvals",
    path="/api/approvals",
    spec=approvals.QUEUE,
    audiences=(
        Audience(name="own", permission=REQUESTS_READ, where="t.person_id = (select current_person())", personal=True),
    ),
    topics="array['person:' || t.person_id]",
    live_filters={"stage": "t.stage", "escalated": "t.escalated", "requestId": "t.request_id"},
)
BULK_APPROVALS = Resource(
    name="bulk-approvals",
    path="/api/approvals/bulk",
    spec=bulk_approvals.BULKS,
    audiences=(
        Audience(name="own", permission=REQUESTS_READ, where="b.person_id = (select current_person())", personal=True),
    ),
    topics="array['person:' || b.person_id]",
    live_filters={"state": "b.state"},
)

REQUESTS = Resource(
    name="purchase-requests",
    path="/api/purchase-requests",
    spec=requests.LIST,
    audiences=(Audience(name="all", permission=REQUESTS_READ),),
    live_filters={
        "status": "r.status",
        "priority": "r.priority",
        "costCentreId": "r.cost_centre_id",
        "departmentId": "r.department_id",
        "requesterId": "r.requester_id",
        "buyerId": "r.buyer_id",
        "parentId": "r.parent_id",
        "overBudget": "r.over_budget",
    },
    event_names=("purchase_request_changed",),
    spec_of=requests.list_for,
    facts=requests.FACTS,
    abilities=requests.abilities,
    able_by=ABLE_BY,
)
REQUEST_ITEMS = Resource(
    name="purchase-request-items",
    path="/api/purchase-request-items",
    spec=request_items.LIST,
    audiences=(Audience(name="all", permission=REQUESTS_READ),),
    live_filters={"requestId": "i.request_id"},
)
REQUEST_COMMENTS = Resource(
    name="purchase-request-comments",
    path="/api/purchase-request-comments",
    spec=comments.LIST,
    audiences=(Audience(name="all", permission=REQUESTS_READ),),
    live_filters={"requestId": "c.request_id"},
    spec_of=comments.list_for,
    facts=comments.FACTS,
    abilities=comments.abilities,
    able_by=frozenset({REQUESTS_MANAGE}),
)


async def _board(tx: Tx) -> bytes:
    return msgspec.json.encode(await board.board(tx))


BOARD = Aggregate(
    name="purchase-board",
    path="/api/purchase-requests/board",
    permission=REQUESTS_READ,
    depends_on=("purchase-requests",),
    load=_board,
)

QUOTATION_ROUNDS = Resource(
    name="quotation-rounds",
    path="/api/quotation-rounds",
    spec=rounds.LIST,
    audiences=(Audience(name="all", permission=QUOTATIONS_READ),),
    live_filters={"status": "r.status", "purchaseRequestId": "r.request_id"},
    spec_of=rounds.list_for,
    facts=rounds.FACTS,
    abilities=rounds.abilities,
    able_by=frozenset({QUOTATIONS_RUN, QUOTATIONS_AWARD}),
)
QUOTATIONS = Resource(
    name="quotations",
    path="/api/quotations",
    spec=quotations.LIST,
    audiences=(Audience(name="all", permission=QUOTATIONS_READ),),
    live_filters={
        "status": "q.status",
        "roundId": "q.round_id",
        "purchaseRequestId": "q.purchase_request_id",
        "supplierId": "q.supplier_id",
    },
    event_names=("quotation_changed",),
    spec_of=quotations.list_for,
    facts=quotations.FACTS,
    abilities=quotations.abilities,
    able_by=frozenset({QUOTATIONS_RUN}),
)
QUOTATION_MESSAGES = Resource(
    name="quotation-messages",
    path="/api/quotation-messages",
    spec=quotation_messages.LIST,
    audiences=(Audience(name="all", permission=QUOTATIONS_READ),),
    live_filters={"quotationId": "m.quotation_id"},
)
INVOICES = Resource(
    name="invoices",
    path="/api/invoices",
    spec=invoices.LIST,
    audiences=(Audience(name="all", permission=RECEIPTS_READ),),
    live_filters={
        "orderId": "i.order_id",
        "supplierId": "i.supplier_id",
        "linked": "i.order_id is not null",
        "cancelled": "i.cancelled_at is not null",
    },
    spec_of=invoices.ABILITIES.spec_of,
    facts=invoices.ABILITIES.facts,
    abilities=invoices.ABILITIES.of_row,
    able_by=invoices.ABILITIES.able_by,
)

ORDERS = Resource(
    name="purchase-orders",
    path="/api/purchase-orders",
    spec=orders.LIST,
    audiences=(Audience(name="all", permission=ORDERS_READ),),
    live_filters={
        "status": "o.status",
        "fulfilment": "o.fulfilment",
        "supplierId": "o.supplier_id",
        "requestId": "o.request_id",
        "costCentreId": "o.cost_centre_id",
        "buyerId": "o.buyer_id",
        "late": orders.LATE,
    },
    event_names=("purchase_order_changed",),
    spec_of=orders.list_for,
    facts=orders.FACTS,
    abilities=orders.abilities,
    able_by=frozenset({RECEIPTS_COUNT, ORDERS_SEND, *MOVING_PERMISSIONS}),
)
RECEIPTS = Resource(
    name="receipts",
    path="/api/receipts",
    spec=receipts.LIST,
    audiences=(Audience(name="all", permission=RECEIPTS_READ),),
    live_filters={
        "status": "x.status",
        "orderId": "x.order_id",
        "supplierId": "x.supplier_id",
        "invoiceId": "x.invoice_id",
    },
    spec_of=receipts.list_for,
    facts=receipts.FACTS,
    abilities=receipts.abilities,
    able_by=RECEIPT_PERMISSIONS,
)


def _report(name: str, depends_on: tuple[str, ...], report: Callable[[Tx, Asked], Awaitable[object]]) -> Aggregate:
    async def load(tx: Tx) -> bytes:
        return msgspec.json.encode(await report(tx, Asked()))

    return Aggregate(
        name=f"purchases-{name}",
        path=f"/api/reports/purchases/{name}",
        permission=REPORTS_READ,
        depends_on=depends_on,
        load=load,
    )


_NAMES = ("suppliers", "cost-centres", "departments")
"""What the rows of a report are called by."""
SPEND = _report("spend", ("purchase-orders", *_NAMES), reports.spend)
CYCLE_TIME = _report("cycle-time", ("purchase-requests",), reports.cycle_time)
SAVINGS = _report("savings", ("purchase-requests", *_NAMES), reports.savings)
SUPPLIER_REPORT = _report("suppliers", ("quotations", "purchase-orders", "suppliers"), reports.suppliers)
COMMITMENTS = _report("commitments", ("purchase-orders", *_NAMES), reports.commitments)
BUDGET = _report("budget", ("purchase-requests", "budgets", "cost-centres"), reports.budget)

RESOURCES: tuple[Resource, ...] = (
    DEPARTMENTS,
    COST_CENTRES,
    BUDGETS,
    SUPPLIERS,
    DELEGATIONS,
    APPROVALS,
    BULK_APPROVALS,
    REQUESTS,
    REQUEST_ITEMS,
    REQUEST_COMMENTS,
    QUOTATION_ROUNDS,
    QUOTATIONS,
    QUOTATION_MESSAGES,
    ORDERS,
    RECEIPTS,
    INVOICES,
)
AGGREGATES: tuple[Aggregate, ...] = (BOARD, SPEND, CYCLE_TIME, SAVINGS, SUPPLIER_REPORT, COMMITMENTS, BUDGET)

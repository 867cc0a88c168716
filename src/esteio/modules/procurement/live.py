"""Procurement's live lists: what each is made of, who sees it, by what its readers filter."""

from __future__ import annotations

from esteio.live.resource import Aggregate, Audience, Resource
from esteio.modules.procurement.permissions import (
    BUDGETS_READ,
    CENTRES_READ,
    DELEGATIONS_MANAGE,
    REQUESTS_READ,
    SUPPLIERS_READ,
)
from esteio.modules.procurement.store import (
    approvals,
    budgets,
    bulk_approvals,
    cost_centres,
    delegations,
    departments,
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
    spec_of=cost_centres.ABILITIES.spec_of,
    facts=cost_centres.ABILITIES.facts,
    abilities=cost_centres.ABILITIES.of_row,
    able_by=cost_centres.ABILITIES.able_by,
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

RESOURCES: tuple[Resource, ...] = (
    DEPARTMENTS,
    COST_CENTRES,
    BUDGETS,
    SUPPLIERS,
    DELEGATIONS,
    APPROVALS,
    BULK_APPROVALS,
)
AGGREGATES: tuple[Aggregate, ...] = ()

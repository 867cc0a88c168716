"""Purchase requests on the wire. Money is text with two decimals, unit prices with four, quantities with three."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from esteio.core.wire import Input, LiveList, Name, Output, Ref
from esteio.modules.procurement.rules.actions import Asks
from esteio.modules.procurement.schemas.references import CentreRef

Status = Literal[
    "draft",
    "pending_a1",
    "quotation",
    "pending_a2",
    "pending_a3",
    "approved",
    "ordered",
    "partially_received",
    "received",
    "closed",
    "cancelled",
    "archived",
]
Priority = Literal["low", "normal", "high", "urgent"]
Code = Annotated[str, Meta(examples=["SOL-2026-001"])]
Money = Annotated[Decimal, Meta(examples=["2850.00"])]
Prose = Annotated[str, Meta(max_length=10_000)]
Reason = Annotated[str, Meta(max_length=2_000)]


class ItemInput(Input, frozen=True, kw_only=True):
    """Something to ask for."""

    id: UUID | None = None
    """Of an item that is there already and stays; left out for a new one."""
    description: Annotated[str, Meta(max_length=500)]
    specification: Annotated[str, Meta(max_length=4_000)] = ""
    category: Annotated[str, Meta(max_length=80)] = ""
    unit: Annotated[str, Meta(max_length=20)] = "un"
    quantity: Decimal
    """Above zero, up to three decimals."""
    estimated_unit_price: Decimal | None = None
    """R$, up to four decimals."""


ItemList = Annotated[list[ItemInput], Meta(max_length=500)]


class RequestInput(Input, frozen=True, kw_only=True):
    """What stands at the head of a request."""

    title: Name
    description: Prose = ""
    """Why it is needed, for whoever approves."""
    cost_centre_id: UUID
    department_id: UUID | None = None
    """The cost centre's when absent."""
    priority: Priority = "normal"
    needed_on: datetime.date | None = None


class NewRequest(RequestInput, frozen=True, kw_only=True):
    """`POST /api/purchase-requests`."""

    items: ItemList = msgspec.field(default_factory=list[ItemInput])


class RequestChange(RequestInput, frozen=True, kw_only=True):
    """`PUT /api/purchase-requests/{id}`."""

    items: ItemList | None = None
    """All that is asked for, in order; absent, it stays as it is."""


class ItemsInput(Input, frozen=True, kw_only=True):
    """`PUT /api/purchase-requests/{id}/items`: all of them, in order."""

    items: ItemList


class PasteInput(Input, frozen=True, kw_only=True):
    """`POST /api/purchase-request-items/paste`, and of one request."""

    text: Annotated[str, Meta(min_length=1, max_length=100_000)]
    """Cells as a spreadsheet copies them (tabs between), or CSV; with or without a line of headings."""


class BuyerInput(Input, frozen=True, kw_only=True):
    """`PUT /api/purchase-requests/{id}/buyer`."""

    buyer_id: UUID | None
    """Who conducts quotations; null for nobody."""


class MoveInput(Input, frozen=True, kw_only=True):
    """`POST /api/purchase-requests/{id}/moves`: an action, or the column that the card was put in."""

    action: Annotated[str, Meta(max_length=40)] | None = None
    to: Status | None = None
    reason: Reason = ""
    version: int | None = None
    """The same as `If-Match`."""


class RequestRow(Output, frozen=True, kw_only=True):
    """A request in the list."""

    id: UUID
    code: Code
    title: str
    status: Status
    status_since: datetime.datetime
    priority: Priority
    needed_on: datetime.date | None
    requester: Ref
    buyer: Ref | None
    department: Ref | None
    cost_centre: CentreRef
    items: int
    """How many."""
    estimated_total: Money
    total: Money | None
    """As awarded; null before."""
    over_budget: bool
    invited: int
    """Suppliers in the open round."""
    answered: int
    """Of them, those who answered."""
    rejection_reason: str
    parent_id: UUID | None
    """The request whose left-out items or missing balance this one buys."""
    created_at: datetime.datetime
    updated_at: datetime.datetime
    version: int
    can: list[str]
    """What people with the reader's rights may do now: `edit`, `comment`, `duplicate`, `assign_buyer`, `invite` and
    the moves of the present state."""
    can_also: dict[UUID, list[str]]
    """Person -> what besides they may do: the requester with what is theirs, and `approve` and `reject` for those whose
    signature it waits for."""


class RequestPage(LiveList, frozen=True, kw_only=True):
    """`GET /api/purchase-requests`."""

    data: list[RequestRow]


class Item(Output, frozen=True, kw_only=True):
    """Something that is asked for."""

    id: UUID
    position: int
    description: str
    specification: str
    category: str
    unit: str
    quantity: Annotated[Decimal, Meta(examples=["12.500"])]
    estimated_unit_price: Annotated[Decimal, Meta(examples=["42.9000"])] | None
    estimated_total: Money | None


class ItemRow(Item, frozen=True, kw_only=True):
    """An item in the list of items."""

    request_id: UUID
    updated_at: datetime.datetime
    version: int


class ItemPage(LiveList, frozen=True, kw_only=True):
    """`GET /api/purchase-request-items`."""

    data: list[ItemRow]


class RequestRef(Output, frozen=True, kw_only=True):
    """Another request."""

    id: UUID
    code: Code


class Attachment(Output, frozen=True, kw_only=True):
    """A file that hangs on the request; `GET /api/files/{id}` has its address."""

    id: UUID
    name: str
    content_type: str
    size: int
    created_at: datetime.datetime


class PurchaseRequest(Output, frozen=True, kw_only=True):
    """A request, whole."""

    id: UUID
    code: Code
    title: str
    status: Status
    status_since: datetime.datetime
    priority: Priority
    needed_on: datetime.date | None
    requester: Ref
    buyer: Ref | None
    department: Ref | None
    cost_centre: CentreRef
    items: int
    estimated_total: Money
    total: Money | None
    over_budget: bool
    invited: int
    answered: int
    rejection_reason: str
    parent_id: UUID | None
    created_at: datetime.datetime
    updated_at: datetime.datetime
    version: int
    description: str
    lines: list[Item]
    """What is asked for, in order."""
    archived_from: Status | None
    approval_round: int
    """Signatures count within one; submitting, revising and returning to quotation begin the next."""
    policy_number: int | None
    """The approval policy by which it is judged; null until it is submitted."""
    inherits_a1: bool
    """Its need was approved with the request that it follows."""
    parent: RequestRef | None
    following: list[RequestRef]
    """Requests for what this one left."""
    award_id: UUID | None
    submitted_at: datetime.datetime | None
    a1_at: datetime.datetime | None
    awarded_at: datetime.datetime | None
    approved_at: datetime.datetime | None
    ordered_at: datetime.datetime | None
    received_at: datetime.datetime | None
    closed_at: datetime.datetime | None
    attachments: list[Attachment]
    created_by: Ref | None
    can: list[str]
    """What the reader may do now."""


class StatusCount(Output, frozen=True, kw_only=True):
    """A column of the kanban."""

    status: Status
    count: int
    total: Money
    """R$, as awarded, before that as estimated."""


class Board(Output, frozen=True, kw_only=True):
    """`GET /api/purchase-requests/board`: every state, in the order of the way."""

    data: list[StatusCount]


class MoveRow(Output, frozen=True, kw_only=True):
    """One way for a card from a column to another."""

    action: str
    """What `POST /api/purchase-requests/{id}/moves` takes."""
    offered_as: str
    """As it stands in a row's `can` or `canAlso`: `approve` is whichever signature the request waits for."""
    source: Status = msgspec.field(name="from")
    target: Status = msgspec.field(name="to")
    asks: Asks
    """`reason`: at least 10 characters of it; `screen`: more than a card says, so it has a route of its own."""


class Moves(Output, frozen=True, kw_only=True):
    """`GET /api/purchase-requests/moves`: the same for everybody; what of it may be done, each row says."""

    data: list[MoveRow]


class EventPerson(Output, frozen=True, kw_only=True):
    """Who did it: somebody of the organisation, or a supplier by name; both empty for the program."""

    id: UUID | None
    name: str


class Event(Output, frozen=True, kw_only=True):
    """A line of the history."""

    id: UUID
    at: datetime.datetime
    kind: str
    """Of a move its action."""
    from_status: Status | None
    to_status: Status | None
    person: EventPerson
    text: str
    detail: dict[str, object]


class History(Output, frozen=True, kw_only=True):
    """`GET /api/purchase-requests/{id}/history`, the newest first."""

    data: list[Event]
    next_cursor: str | None

"""Signatures, the queue and many at once, on the wire."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta

from esteio.core.wire import Input, LiveList, Output, Ref
from esteio.modules.procurement.schemas.references import CentreRef
from esteio.modules.procurement.schemas.requests import Code, Money, Priority, Reason, Status

StageName = Literal["a1", "a2", "a3"]
DecisionName = Literal["approved", "rejected"]
Sha256 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]


class SignInput(Input, frozen=True, kw_only=True):
    """What a signature says of what is signed."""

    stage: StageName | None = None
    """The signature that is meant; any other is refused."""
    version: int | None = None
    """The same as `If-Match`."""
    seen_sha256: Sha256 | None = None
    """Hash of what the signer saw; a request that has changed since is refused."""


class ApproveInput(SignInput, frozen=True, kw_only=True):
    """`POST /api/purchase-requests/{id}/approve`."""

    reason: Reason = ""
    """A word for the history."""


class RejectInput(SignInput, frozen=True, kw_only=True):
    """`POST /api/purchase-requests/{id}/reject`."""

    reason: Reason
    """At least 10 characters."""
    archive: bool = False
    """Put it away, and not back to its requester as a draft."""


class Step(Output, frozen=True, kw_only=True):
    """A signature; it never changes."""

    id: UUID
    round: int
    stage: StageName
    decision: DecisionName
    person: Ref
    on_behalf_of: Ref | None
    """Who was away."""
    reason: str
    amount: Annotated[Decimal, Meta(examples=["2850.00"])]
    """R$ that were signed for."""
    seen_sha256: Sha256
    address: str | None
    """Whence it was given, and with which program: for who may read the policy (`procurement.policy.read`)."""
    user_agent: str
    at: datetime.datetime


class SignerView(Output, frozen=True, kw_only=True):
    """Somebody who may sign now."""

    person: Ref
    on_behalf_of: Ref | None
    escalated: bool
    """Only because it has waited too long."""


class Approvals(Output, frozen=True, kw_only=True):
    """Where a request stands with its signatures."""

    request_id: UUID
    status: Status
    version: int
    round: int
    stage: StageName | None
    """The signature that it waits for; null for none."""
    waiting_since: datetime.datetime | None
    amount: Annotated[Decimal, Meta(examples=["2850.00"])] | None
    """R$ that it waits to be signed for."""
    sha256: Sha256
    """Hash of what would be signed now."""
    second_signature_above: Annotated[Decimal, Meta(examples=["2500.00"])]
    """R$; a larger purchase takes A3."""
    escalated: bool
    waiting_for: list[SignerView]
    """Empty while it waits: nobody may sign, and somebody must be given the right."""
    steps: list[Step]
    """Of every round, the oldest first."""
    can: list[str]
    """`approve` and `reject`, if the reader may now."""


class Signed(Output, frozen=True, kw_only=True):
    """A signature of the round, in short."""

    stage: StageName
    decision: DecisionName
    person: Ref
    at: datetime.datetime


class QueueRow(Output, frozen=True, kw_only=True):
    """Something that waits for the reader's signature."""

    id: UUID
    request_id: UUID
    code: Code
    title: str
    stage: StageName
    amount: Money
    priority: Priority
    needed_on: datetime.date | None
    items: int
    over_budget: bool
    requester: Ref
    cost_centre: CentreRef
    buyer: Ref | None
    answered: int
    """Suppliers that answered the last round."""
    suppliers: list[Ref]
    """From whom it would be bought; empty in A1."""
    on_behalf_of: Ref | None
    escalated: bool
    waiting_since: datetime.datetime
    """Its age counts from here."""
    signed: list[Signed]
    version: int
    """Of the request."""
    can: list[str]


class QueuePage(LiveList, frozen=True, kw_only=True):
    """`GET /api/approvals`."""

    data: list[QueueRow]


class BulkInput(Input, frozen=True, kw_only=True):
    """`POST /api/approvals/bulk`."""

    decision: DecisionName
    ids: Annotated[list[UUID], Meta(min_length=1, max_length=1000)]
    """Of requests."""
    reason: Reason = ""
    """At least 10 characters of a rejection."""
    archive: bool = False
    """Of a rejection: put them away."""


class BulkRow(Output, frozen=True, kw_only=True):
    """Many at once, and how far it is."""

    id: UUID
    decision: DecisionName
    archive: bool
    reason: str
    state: Literal["queued", "running", "done"]
    total: int
    done: int
    """Judged so far."""
    refused: int
    """Of them, not signed."""
    created_at: datetime.datetime
    updated_at: datetime.datetime
    version: int


class BulkPage(LiveList, frozen=True, kw_only=True):
    """`GET /api/approvals/bulk`."""

    data: list[BulkRow]


class BulkItem(Output, frozen=True, kw_only=True):
    """What became of one."""

    request_id: UUID
    code: Code | None
    """Null for a request that there is not."""
    outcome: Literal["approved", "rejected", "refused"] | None
    """Null while it waits to be judged."""
    error_code: str
    """Of what was refused: as the request's own route answers."""
    detail: str
    """Why it was refused."""
    at: datetime.datetime | None


class Bulk(BulkRow, frozen=True, kw_only=True):
    """`GET /api/approvals/bulk/{id}`."""

    items: list[BulkItem]
    """In the order in which they were asked for."""

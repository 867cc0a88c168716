"""The approval policy on the wire. Figures are decimal text; percentages are written as people say them."""

from __future__ import annotations

import datetime
from typing import Annotated

from msgspec import Meta

from esteio.core.wire import Input, Output, Ref
from esteio.modules.procurement.rules.policy import ApprovalPolicy


class PolicyInput(Input, frozen=True, kw_only=True):
    """`PUT /api/approval-policy`."""

    policy: ApprovalPolicy
    note: Annotated[str, Meta(max_length=500)] = ""
    """What changed and why."""


class Policy(Output, frozen=True, kw_only=True):
    """The figures that requests are judged by."""

    number: int
    """Counts the organisation's versions; 0 is the policy that ships, until it is changed."""
    policy: ApprovalPolicy
    note: str
    created_at: datetime.datetime | None
    created_by: Ref | None


class PolicyVersion(Output, frozen=True, kw_only=True):
    """A version among the others."""

    number: int
    note: str
    created_at: datetime.datetime
    created_by: Ref | None


class PolicyVersions(Output, frozen=True, kw_only=True):
    """`GET /api/approval-policy/versions`, the newest first."""

    data: list[PolicyVersion]

"""What forms choose from, on the wire."""

from __future__ import annotations

from enum import StrEnum

from esteio.core.wire import Output, Ref


class May(StrEnum):
    """What the people that are asked for may do."""

    SEE = "see"
    """See requests: who can be delegated to."""
    ASK = "ask"
    """Make requests."""
    BUY = "buy"
    """Conduct quotations: who can be a request's buyer."""
    APPROVE = "approve"
    """Approve needs: who can be named approver of a cost centre."""
    SIGN = "sign"
    """Give any of the signatures: whose signature can be delegated."""


class People(Output, frozen=True, kw_only=True):
    """`GET /api/purchase-people`, by name."""

    data: list[Ref]


class Category(Output, frozen=True, kw_only=True):
    """What goods and suppliers are sorted by."""

    name: str
    suppliers: int
    """In use that sell it."""


class Categories(Output, frozen=True, kw_only=True):
    """`GET /api/purchase-categories`, by name."""

    data: list[Category]

"""The words of procurement: states, stages and kinds, as they are stored and sent."""

from __future__ import annotations

from enum import StrEnum


class RequestStatus(StrEnum):
    """Where a purchase request stands (seed 004, `purchase_requests.status`)."""

    DRAFT = "draft"
    PENDING_A1 = "pending_a1"
    """The need waits for an approver of the cost centre."""
    QUOTATION = "quotation"
    PENDING_A2 = "pending_a2"
    """The purchase, as awarded, waits for its approval."""
    PENDING_A3 = "pending_a3"
    """The total is above the limit: a second signature."""
    APPROVED = "approved"
    ORDERED = "ordered"
    PARTIALLY_RECEIVED = "partially_received"
    RECEIVED = "received"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    ARCHIVED = "archived"


class Stage(StrEnum):
    """Levels of approval (alçadas)."""

    A1 = "a1"
    A2 = "a2"
    A3 = "a3"


class Decision(StrEnum):
    """What an approver says."""

    APPROVED = "approved"
    REJECTED = "rejected"


class Priority(StrEnum):
    """How urgent a request is, by its requester."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


class QuotationStatus(StrEnum):
    """Where one supplier's quotation stands."""

    INVITED = "invited"
    ACTIVE = "active"
    """Answered."""
    DECLINED = "declined"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    WINNER = "winner"
    """At least one item was awarded to it."""
    LOST = "lost"


class RoundStatus(StrEnum):
    """Where a round of quotations stands."""

    OPEN = "open"
    AWARDED = "awarded"
    CANCELLED = "cancelled"


class DiscountKind(StrEnum):
    """How the discount over a whole quotation is given."""

    NONE = "none"
    PERCENT = "percent"
    FIXED = "fixed"


class OrderStatus(StrEnum):
    """Where a purchase order stands."""

    DRAFT = "draft"
    SENT = "sent"
    CONFIRMED = "confirmed"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class Fulfilment(StrEnum):
    """How much of an order has come, by its receipts."""

    PENDING = "pending"
    PARTIAL = "partial"
    FULFILLED = "fulfilled"


class ReceiptStatus(StrEnum):
    """Where a receipt stands."""

    PHYSICAL = "physical"
    """Goods are counted."""
    FISCAL = "fiscal"
    """Order, receipt and invoice are being matched."""
    DONE = "done"
    CANCELLED = "cancelled"


class SupplierKind(StrEnum):
    """A firm, a person, or a shop on the internet."""

    PJ = "PJ"
    PF = "PF"
    ONLINE = "ONLINE"


class BudgetRule(StrEnum):
    """What becomes of a request that would pass the budget of its cost centre."""

    FLAG = "flag"
    """It goes on, marked as over budget."""
    BLOCK = "block"

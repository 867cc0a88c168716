"""All that a printed proposal says, as values: who, what, how much, when, under which terms."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from decimal import Decimal

import msgspec

from esteio.core.paper import Letterhead


class Client(msgspec.Struct, frozen=True, kw_only=True):
    """To whom."""

    name: str
    document: str = ""
    """With its name, as `CPF 529.982.247-25`."""
    address: str = ""


class Project(msgspec.Struct, frozen=True, kw_only=True):
    """What for."""

    title: str
    area_m2: Decimal
    building_type: str
    """As people read it: `Residência unifamiliar`."""
    standard: str = ""
    place: str = ""


class PricedLine(msgspec.Struct, frozen=True, kw_only=True):
    """A discipline and its price, R$."""

    name: str
    amount: Decimal
    hours: int | None = None
    """None where the method counts none."""


class Adjustment(msgspec.Struct, frozen=True, kw_only=True):
    """What stands between the sum of the disciplines and the total, R$; below zero for a discount."""

    label: str
    amount: Decimal


class StageRow(msgspec.Struct, frozen=True, kw_only=True):
    """A stage of a discipline: its share, %, and price, R$."""

    name: str
    percent: Decimal
    amount: Decimal


class DisciplineStages(msgspec.Struct, frozen=True, kw_only=True):
    """The stages of one discipline, in the order of the work."""

    discipline: str
    stages: tuple[StageRow, ...]


class GanttRow(msgspec.Struct, frozen=True, kw_only=True):
    """A bar of the schedule, first and last day included. Raises ValueError when it ends before it starts."""

    label: str
    start: datetime.date
    end: datetime.date
    weeks: Decimal
    """Weeks of work, which holidays do not count into."""

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"{self.label!r} ends before it starts")


class InstalmentRow(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the total, R$."""

    label: str
    amount: Decimal
    due_on: datetime.date | None = None
    """Day foreseen; None where only the label says when, as `No aceite`."""


class CashPrice(msgspec.Struct, frozen=True, kw_only=True):
    """What is paid all at once, R$, and the discount that makes it so, %."""

    percent: Decimal
    total: Decimal


class ProposalDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A proposal, whole: the printed page shows this and nothing else.

    Raises ValueError for parts that do not add up (disciplines and adjustments, or instalments, against the total;
    stages against 100%), since a client must never be sent two truths; for a validity that ends before the date; and
    for an approval address that is not http or https.
    """

    studio: Letterhead
    """Who offers."""
    client: Client
    project: Project
    code: str
    version: int
    issued_on: datetime.date
    valid_until: datetime.date
    scope: str
    """Plain text; a blank line begins a paragraph, a line that begins with `- ` or `• ` is an item."""
    disciplines: tuple[PricedLine, ...]
    optional_disciplines: tuple[PricedLine, ...] = ()
    """Priced apart, outside the total."""
    adjustments: tuple[Adjustment, ...] = ()
    total: Decimal
    price_per_m2: Decimal
    duration_weeks: int
    stages: tuple[DisciplineStages, ...]
    schedule: tuple[GanttRow, ...]
    instalments: tuple[InstalmentRow, ...]
    cash: CashPrice | None = None
    terms: tuple[str, ...]
    """A sentence or two each: validity, late payment, revisions, adjustment."""
    methodology_name: str
    methodology_version: int
    approval_url: str = ""
    """Page where the client answers; empty: no QR code, signatures on paper only."""
    draft: bool = False
    """Says RASCUNHO across every page."""

    def __post_init__(self) -> None:
        if self.valid_until < self.issued_on:
            raise ValueError("the validity ends before the proposal is issued")
        if self.approval_url and not self.approval_url.startswith(("https://", "http://")):
            raise ValueError(f"not an address of the web: {self.approval_url!r}")
        _require_sum("disciplines and adjustments", self.total, (*self.disciplines, *self.adjustments))
        _require_sum("instalments", self.total, self.instalments)
        for row in self.stages:
            percent = sum((stage.percent for stage in row.stages), Decimal(0))
            if percent != 100:
                raise ValueError(f"the stages of {row.discipline!r} add to {percent}%")


def _require_sum(what: str, total: Decimal, parts: Iterable[PricedLine | Adjustment | InstalmentRow]) -> None:
    found = sum((part.amount for part in parts), Decimal(0))
    if found != total:
        raise ValueError(f"{what} add to {found}, the total says {total}")

"""What the briefing says, once read: the facts that a price is made of."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from esteio.modules.estimating.rules.vocabulary import BuildingType, Complexity, Discipline, Extra, Standard


class ProjectFacts(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Confirmed facts of a project. `area_m2` > 0 and <= 100,000; money in R$."""

    area_m2: Decimal
    building_type: BuildingType
    standard: Standard
    complexity: Complexity
    disciplines: tuple[Discipline, ...]
    """In the total, in the order that the proposal shows them; never empty, no repeats."""
    optional_disciplines: tuple[Discipline, ...] = ()
    """Priced apart, not in the total."""
    extras: tuple[Extra, ...] = ()
    deadline_weeks: int | None = None
    budget: Decimal | None = None
    """What the client means to spend on the works, R$."""
    city: str = ""
    uf: str = ""
    """Two letters, upper case, or empty."""

"""The three methods of finding a price, each a pure function of facts and policy."""

from esteio.modules.estimating.rules.methods.market import market
from esteio.modules.estimating.rules.methods.result import (
    DisciplineLine,
    HoursSpent,
    LevelHours,
    MethodResult,
    PricePart,
    PriceWarning,
    Step,
    WarningCode,
)
from esteio.modules.estimating.rules.methods.technical_hours import technical_hours
from esteio.modules.estimating.rules.methods.works_share import works_share

__all__ = [
    "DisciplineLine",
    "HoursSpent",
    "LevelHours",
    "MethodResult",
    "PricePart",
    "PriceWarning",
    "Step",
    "WarningCode",
    "market",
    "technical_hours",
    "works_share",
]

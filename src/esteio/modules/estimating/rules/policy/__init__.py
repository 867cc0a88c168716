"""The price policy of an organisation: its shape and defaults, its document, and what makes it wrong."""

from esteio.modules.estimating.rules.policy.document import policy_json, policy_of_document, read_policy
from esteio.modules.estimating.rules.policy.figures import (
    CubValue,
    InstalmentTerm,
    LevelFigures,
    MarketRate,
    ScaleStep,
    SharePoint,
    StageShare,
)
from esteio.modules.estimating.rules.policy.structure import (
    LimitFigures,
    MarketFigures,
    PaymentFigures,
    PricePolicy,
    ScheduleFigures,
    StageFigures,
    TechnicalHoursFigures,
    TermsFigures,
    WorksShareFigures,
)
from esteio.modules.estimating.rules.policy.validation import validate_policy

__all__ = [
    "CubValue",
    "InstalmentTerm",
    "LevelFigures",
    "LimitFigures",
    "MarketFigures",
    "MarketRate",
    "PaymentFigures",
    "PricePolicy",
    "ScaleStep",
    "ScheduleFigures",
    "SharePoint",
    "StageFigures",
    "StageShare",
    "TechnicalHoursFigures",
    "TermsFigures",
    "WorksShareFigures",
    "policy_json",
    "policy_of_document",
    "read_policy",
    "validate_policy",
]

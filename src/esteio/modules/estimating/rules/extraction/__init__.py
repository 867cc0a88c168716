"""Reading a briefing: from answers as people write them to proposed facts, never to a silent wrong number.

`extract` looks at all answers; `confirm` makes ProjectFacts once a person has answered what was unsure. One file
reads each kind of fact: `area.py` (with its quantities and words), `deadline.py` (with `target_dates.py`),
`budget.py`, `building.py`, `disciplines.py` (with `selections.py` and `merging.py`), `place.py`; `numerals.py`
reads numbers and `plain_text.py` prepares text for all of them; `sources.py` says which answer speaks of what.
"""

from esteio.modules.estimating.rules.extraction.confirm import checked_fact, confirm
from esteio.modules.estimating.rules.extraction.extract import extract
from esteio.modules.estimating.rules.extraction.extracted import (
    DEFAULT_THRESHOLD,
    REQUIRED,
    Answer,
    AnswerValue,
    Extracted,
    Extraction,
    FactValue,
    Missing,
)

__all__ = [
    "DEFAULT_THRESHOLD",
    "REQUIRED",
    "Answer",
    "AnswerValue",
    "Extracted",
    "Extraction",
    "FactValue",
    "Missing",
    "checked_fact",
    "confirm",
    "extract",
]

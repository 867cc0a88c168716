"""What files may hang on: briefings, as long as they are answered."""

from __future__ import annotations

from uuid import UUID

from esteio.core.db import Tx
from esteio.core.errors import NotFound
from esteio.core.files.rights import FileRights
from esteio.modules.estimating.errors import AnswersLocked
from esteio.modules.estimating.permissions import BRIEFINGS_ANSWER, BRIEFINGS_READ
from esteio.modules.estimating.rules.states import ANSWERABLE
from esteio.modules.estimating.rules.vocabulary import BriefingState
from esteio.modules.estimating.store import briefings as store


async def _require_briefing(tx: Tx, thing_id: UUID, *, writing: bool) -> None:
    briefing = await store.find_briefing(tx, thing_id)
    if briefing is None:
        raise NotFound("Esse briefing não existe.")
    if writing and BriefingState(briefing["status"]) not in ANSWERABLE:
        raise AnswersLocked


FILES = (FileRights("briefing", read=BRIEFINGS_READ, write=BRIEFINGS_ANSWER, require=_require_briefing),)

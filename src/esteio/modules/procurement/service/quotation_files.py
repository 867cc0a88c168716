"""What files may hang on: quotations, while their round is open."""

from __future__ import annotations

from uuid import UUID

from esteio.core.db import Tx
from esteio.core.errors import NotFound
from esteio.core.files.rights import FileRights
from esteio.modules.procurement.errors import RoundNotOpen
from esteio.modules.procurement.permissions import QUOTATIONS_READ, QUOTATIONS_RUN
from esteio.modules.procurement.rules.vocabulary import RoundStatus
from esteio.modules.procurement.store import quotation_files, quotations


async def _require_quotation(tx: Tx, thing_id: UUID, *, writing: bool) -> None:
    row = await quotations.find_quotation(tx, thing_id)
    if row is None:
        raise NotFound("Essa cotação não existe.")
    if writing and row["round_status"] != RoundStatus.OPEN:
        raise RoundNotOpen(state=row["round_status"])


QUOTATION_FILES = FileRights(
    quotation_files.THING, read=QUOTATIONS_READ, write=QUOTATIONS_RUN, require=_require_quotation
)

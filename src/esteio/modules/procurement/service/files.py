"""What files may hang on: requests, as long as they have not ended."""

from __future__ import annotations

from uuid import UUID

from esteio.core.db import Tx
from esteio.core.errors import NotFound
from esteio.core.files.rights import FileRights
from esteio.modules.procurement.errors import RequestNotEditable
from esteio.modules.procurement.permissions import REQUESTS_CREATE, REQUESTS_READ
from esteio.modules.procurement.rules.actions import ENDED
from esteio.modules.procurement.rules.vocabulary import RequestStatus
from esteio.modules.procurement.store import requests as store


async def _require_request(tx: Tx, thing_id: UUID, *, writing: bool) -> None:
    row = await store.find_request(tx, thing_id)
    if row is None:
        raise NotFound("Essa solicitação não existe.")
    if writing and RequestStatus(row["status"]) in ENDED:
        raise RequestNotEditable("Esta solicitação já terminou; não cabem mais anexos.", state=row["status"])


FILES = (FileRights("purchase_request", read=REQUESTS_READ, write=REQUESTS_CREATE, require=_require_request),)

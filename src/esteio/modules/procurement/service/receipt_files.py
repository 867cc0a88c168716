"""What files may hang on: receipts, so that a photograph says how things came, until they are found right."""

from __future__ import annotations

from uuid import UUID

from esteio.core.db import Tx
from esteio.core.errors import Conflict, NotFound
from esteio.core.files.rights import FileRights
from esteio.modules.procurement.permissions import RECEIPTS_COUNT, RECEIPTS_READ
from esteio.modules.procurement.rules.receiving import UNCHECKED
from esteio.modules.procurement.rules.vocabulary import ReceiptStatus
from esteio.modules.procurement.store import receipts as store


async def _require_receipt(tx: Tx, thing_id: UUID, *, writing: bool) -> None:
    row = await store.find_receipt(tx, thing_id)
    if row is None:
        raise NotFound("Esse recebimento não existe.")
    if writing and ReceiptStatus(row["status"]) not in UNCHECKED:
        raise Conflict("Este recebimento já terminou; não cabem mais anexos.", state=row["status"])


RECEIPT_FILES = FileRights("receipt", read=RECEIPTS_READ, write=RECEIPTS_COUNT, require=_require_receipt)

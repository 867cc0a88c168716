"""The XML of notes as files: uploaded first, read when an invoice is made of them."""

from __future__ import annotations

from esteio.core.files.rights import FileRights
from esteio.modules.procurement.permissions import RECEIPTS_COUNT, RECEIPTS_READ

INVOICE_FILES = FileRights("invoice", read=RECEIPTS_READ, write=RECEIPTS_COUNT)
"""They hang on no one thing: which order a note belongs to is known only when it has been read."""

"""Files: where their bytes lie, how they get there without passing through the application, and what may be one.

An upload is a *ticket* (a signed address that takes one PUT), the PUT itself, and a *confirm*, which alone makes the
file: it reads what arrived, checks it, and writes it under its key. Nobody outside can write under a key, so what was
checked is what stays. Until then the bytes lie under `incoming/`, where a lifecycle rule or `delete_abandoned` clears
what was never confirmed.
"""

from esteio.core.files.errors import StorageUnavailable, UploadMissing, UploadRefused
from esteio.core.files.signing import LOCAL_PREFIX, LocalFolder
from esteio.core.files.store import FileStore, StoredFile, UploadTicket, new_key, open_store

__all__ = [
    "LOCAL_PREFIX",
    "FileStore",
    "LocalFolder",
    "StorageUnavailable",
    "StoredFile",
    "UploadMissing",
    "UploadRefused",
    "UploadTicket",
    "new_key",
    "open_store",
]

"""`Idempotency-Key`: the same POST twice is done once and answered twice.

The key is claimed by an insert in the request's own transaction and the answer is kept with it, so key, work and
answer are committed together or not at all. A second request with the key waits on that insert; when the first
commits it is given the same answer, when the first fails it does the work itself. A refused request (4xx) keeps
nothing: it may be corrected and sent again under the same key. Keys are kept 24 hours.
"""

from __future__ import annotations

import hashlib
import re
from uuid import UUID

import msgspec

from esteio.core.db import Tx
from esteio.core.errors import InvalidInput, MalformedRequest

NIL = UUID(int=0)
KEY_PATTERN = re.compile(r"[\x21-\x7e]{1,200}")
WRITTEN = "written-xid"
"""Kept among the headers: the transaction that did the work, which whoever is answered again must see, too."""
KEPT_HEADERS = frozenset({b"content-type", b"location", b"etag", b"content-disposition"})
MAX_KEPT_BYTES = 1_048_576


class IdempotencyKeyReused(InvalidInput):
    """Chave de idempotência repetida"""

    code = "IDEMPOTENCY_KEY_REUSED"
    default_detail = "Esta chave de idempotência já foi usada com outro conteúdo. Use uma chave nova."
    english = "This idempotency key was already used with other content. Use a new key."


class Replay(Exception):
    """The work was done before: answer with what was answered then."""

    def __init__(self, status: int, headers: list[tuple[bytes, bytes]], body: bytes, written_xid: int | None) -> None:
        self.status = status
        self.headers = headers
        self.body = body
        self.written_xid = written_xid
        """The transaction that did it."""
        super().__init__(status)


class IdempotencyClaim:
    """One key of one caller, for one exact request."""

    __slots__ = ("_caller", "_key", "_request_hash", "taken")

    def __init__(self, key: str, caller: str, method: str, path: str, body: bytes) -> None:
        if not KEY_PATTERN.fullmatch(key):
            raise MalformedRequest("Idempotency-Key: use de 1 a 200 caracteres visíveis, sem espaços.")
        self._key = key
        self._caller = caller
        self._request_hash = hashlib.sha256(b"\0".join([method.encode(), path.encode(), body])).digest()
        self.taken = False

    async def take(self, tx: Tx) -> None:
        """Claim the key in `tx`; raises `Replay` when it was answered before, waits while it is being answered."""
        tenant_id = tx.scope.tenant_id or NIL
        claimed = await tx.fetchval(
            """
            insert into idempotency_keys (tenant_id, caller, key, request_hash) values ($1, $2, $3, $4)
            on conflict do nothing returning true
            """,
            tenant_id,
            self._caller,
            self._key,
            self._request_hash,
        )
        if claimed:
            self.taken = True
            return
        row = await tx.fetchrow(
            """
            select request_hash, status, headers, body from idempotency_keys
            where tenant_id = $1 and caller = $2 and key = $3
            """,
            tenant_id,
            self._caller,
            self._key,
        )
        if row is None or row["request_hash"] != self._request_hash:
            raise IdempotencyKeyReused
        headers = msgspec.json.decode(row["headers"], type=list[tuple[str, str]])
        written = next((int(value) for name, value in headers if name == WRITTEN), None)
        kept = [(name.encode(), value.encode()) for name, value in headers if name != WRITTEN]
        raise Replay(row["status"], kept, row["body"], written)

    async def keep(self, tx: Tx, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
        """Store the answer with the key, in the same transaction as the work."""
        kept = [(name.decode(), value.decode()) for name, value in headers if name.lower() in KEPT_HEADERS]
        await tx.execute(
            """
            update idempotency_keys
            set status = $5, body = $7,
                headers = $6::text::jsonb || jsonb_build_array(jsonb_build_array($8::text, pg_current_xact_id()::text))
            where tenant_id = $1 and caller = $2 and key = $3 and request_hash = $4
            """,
            tx.scope.tenant_id or NIL,
            self._caller,
            self._key,
            self._request_hash,
            status,
            msgspec.json.encode(kept).decode(),
            body[:MAX_KEPT_BYTES],
            WRITTEN,
        )

"""Comments on requests: writing one, taking one back."""

from __future__ import annotations

from uuid import UUID

import msgspec

from esteio.core.access import Actor
from esteio.core.audit import AuditEntry, Origin, record
from esteio.core.db import Tx
from esteio.core.errors import InvalidInput, NotAllowed, NotFound
from esteio.core.wire import Ref, check_text
from esteio.modules.procurement.permissions import REQUESTS_MANAGE
from esteio.modules.procurement.schemas.comments import Comment, CommentInput
from esteio.modules.procurement.service import requests, telling
from esteio.modules.procurement.store import comments as store
from esteio.modules.workspace.api import list_active


async def add(tx: Tx, actor: Actor, request_id: UUID, data: CommentInput, origin: Origin) -> Comment:
    """Write about a request; whoever takes part in it, and whom the comment names, is told.

    Raises `NotFound`, `InvalidInput` for an empty text or somebody who does not work here.
    """
    row = await requests.require(tx, request_id)
    text = check_text("text", data.text).strip()
    if not text:
        raise InvalidInput(fields={"text": "Escreva o comentário."})
    mentions = sorted(set(data.mentions))
    if await list_active(tx, mentions) != mentions:
        raise InvalidInput(fields={"mentions": "Só se mencionam pessoas da organização."})
    others = await store.list_commenters(tx, request_id)
    comment_id = await store.insert_comment(tx, request_id, actor.user_id, text, mentions)
    record(tx, _entry("purchase_request_comments.created", actor, comment_id, request_id, origin))
    await telling.commented(tx, row, actor, (*mentions, *others), text)
    return await _get(tx, comment_id)


async def delete(tx: Tx, actor: Actor, request_id: UUID, comment_id: UUID, origin: Origin) -> None:
    """Take a comment of one's own back, or anybody's for who looks after all requests.

    Raises `NotFound`, `NotAllowed`.
    """
    row = await store.lock_comment(tx, request_id, comment_id)
    if row is None or row["deleted_at"] is not None:
        raise NotFound("Esse comentário não existe.")
    if row["person_id"] != actor.user_id and not actor.may(REQUESTS_MANAGE):
        raise NotAllowed("Este comentário é de outra pessoa.", permission=REQUESTS_MANAGE)
    await store.set_deleted(tx, comment_id)
    record(tx, _entry("purchase_request_comments.deleted", actor, comment_id, request_id, origin))


async def _get(tx: Tx, comment_id: UUID) -> Comment:
    row = await store.find_comment(tx, comment_id)
    if row is None:
        raise RuntimeError("comments are never deleted from their table")
    return Comment(
        id=row["id"],
        request_id=row["request_id"],
        person=Ref(id=row["person_id"], name=row["name"]),
        text=row["text"],
        mentions=msgspec.json.decode(row["mentioned"], type=list[Ref]),
        deleted=False,
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        version=row["version"],
    )


def _entry(action: str, actor: Actor, comment_id: UUID, request_id: UUID, origin: Origin) -> AuditEntry:
    # What people write stays out of the trail.
    return AuditEntry(
        action=action,
        tenant_id=actor.tenant_id,
        user_id=actor.user_id,
        thing="purchase_request_comment",
        thing_id=comment_id,
        detail={"requestId": str(request_id)},
        origin=origin,
    )

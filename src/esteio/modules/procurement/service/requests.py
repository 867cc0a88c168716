"""Purchase requests: making, reading and changing one."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from uuid import UUID

import asyncpg
import msgspec

from esteio.core.access import Actor
from esteio.core.audit import Origin
from esteio.core.db import Tx
from esteio.core.errors import InvalidInput, NotFound, VersionConflict
from esteio.core.history import PROGRAM
from esteio.core.wire import check_text
from esteio.modules.procurement.errors import RequestNotEditable, RoundOpen
from esteio.modules.procurement.permissions import QUOTATIONS_RUN, REQUESTS_CREATE, REQUESTS_MANAGE
from esteio.modules.procurement.rules.actions import EDITABLE, ENDED
from esteio.modules.procurement.rules.items import RequestItem, estimated_total
from esteio.modules.procurement.rules.states import actions_from
from esteio.modules.procurement.rules.vocabulary import RequestStatus
from esteio.modules.procurement.schemas.requests import NewRequest, RequestInput
from esteio.modules.procurement.service import approval_policy, telling
from esteio.modules.procurement.service.checking import checked_items
from esteio.modules.procurement.service.history import EventKind, note
from esteio.modules.procurement.service.moves import require_owner
from esteio.modules.procurement.store import cost_centres as centre_store
from esteio.modules.procurement.store import departments as department_store
from esteio.modules.procurement.store import request_items as item_store
from esteio.modules.procurement.store import requests as store
from esteio.modules.procurement.store.numbers import next_code
from esteio.modules.workspace.api import list_holders

FollowingItem = RequestItem
"""What a request that follows another asks for: the same as any request's item."""
TITLE_CHARS = 200
_SHOWN = {
    "title": "title",
    "priority": "priority",
    "needed_on": "neededOn",
    "cost_centre_id": "costCentreId",
    "department_id": "departmentId",
}
"""Columns whose change history and trail show as it is; of longer texts they only say that they changed."""


class Document(msgspec.Struct, frozen=True):
    """A request as JSON text, and the version of its row."""

    text: str
    version: int


async def get(tx: Tx, actor: Actor, request_id: UUID) -> Document:
    """One request, whole, with what the actor can do; raises `NotFound`."""
    row = await store.find_document(tx, request_id)
    if row is None:
        raise NotFound("Essa solicitação não existe.")
    facts = tuple(row[f"fact_{number}"] for number in range(len(store.FACTS)))
    can = store.abilities_of(actor.permissions, actor.user_id, facts)
    return Document(f'{row["document"][:-1]},"can":{msgspec.json.encode(can).decode()}}}', row["version"])


async def require(tx: Tx, request_id: UUID) -> asyncpg.Record:
    """The row of a request; raises `NotFound`."""
    row = await store.find_request(tx, request_id)
    if row is None:
        raise NotFound("Essa solicitação não existe.")
    return row


async def get_locked(tx: Tx, request_id: UUID, version: int | None) -> asyncpg.Record:
    """The row of a request, for changing it: the first thing of a purchase that anybody locks.

    `version` is the one that the caller read, None when they do not say. Raises `NotFound`, `VersionConflict`, which
    says the present version and state.
    """
    row = await store.lock_request(tx, request_id)
    if row is None:
        raise NotFound("Essa solicitação não existe.")
    if version is not None and version != row["version"]:
        raise VersionConflict(version=row["version"], state=row["status"])
    return row


async def get_editable(tx: Tx, actor: Actor, request_id: UUID, version: int | None) -> asyncpg.Record:
    """As `get_locked`, for changing what is asked for.

    Raises also `NotAllowed` for a request of somebody else, `RequestNotEditable`, and `RoundOpen` while suppliers are
    pricing what would change under them.
    """
    row = await get_locked(tx, request_id, version)
    require_owner(actor, row, REQUESTS_CREATE)
    status = RequestStatus(row["status"])
    if status not in EDITABLE:
        raise RequestNotEditable(state=status.value, allowed=actions_from(status))
    if status is RequestStatus.QUOTATION and await store.has_open_round(tx, request_id):
        raise RoundOpen(state=status.value)
    return row


async def create(tx: Tx, actor: Actor, data: NewRequest, origin: Origin) -> UUID:
    """A draft of the actor's own; raises `InvalidInput` naming each field that is wrong."""
    fields: dict[str, str] = {}
    values = await _checked(tx, actor, data, fields)
    try:
        lines = checked_items(data.items, ())
    except InvalidInput as error:
        fields |= error.fields
        lines = []
    if fields:
        raise InvalidInput(fields=fields)
    people: dict[str, object] = {"requester_id": actor.user_id, "created_by": actor.user_id}
    row = await _insert(tx, {**values, **people}, lines)
    await note(
        tx,
        row["id"],
        EventKind.CREATED,
        actor,
        origin,
        detail={"code": row["code"], "estimatedTotal": str(row["estimated_total"])},
        to_status=row["status"],
    )
    return row["id"]


async def change_head(tx: Tx, actor: Actor, row: asyncpg.Record, data: RequestInput, origin: Origin) -> asyncpg.Record:
    """Replace what stands at the head of the locked `row`; returns it as it is then. Raises `InvalidInput`."""
    fields: dict[str, str] = {}
    values = await _checked(tx, actor, data, fields, before=row)
    if fields:
        raise InvalidInput(fields=fields)
    differing = [name for name in values if values[name] != row[name]]
    if not differing:
        return row
    after = await store.update_request(tx, row["id"], {name: values[name] for name in differing})
    await note(
        tx,
        row["id"],
        EventKind.CHANGED,
        actor,
        origin,
        detail={"parts": differing},
        before={_SHOWN[name]: row[name] for name in differing if name in _SHOWN},
        after={_SHOWN[name]: values[name] for name in differing if name in _SHOWN},
    )
    return after


async def duplicate(tx: Tx, actor: Actor, request_id: UUID, origin: Origin) -> UUID:
    """A draft of the actor's own that asks for the same, to no day; raises `NotFound`, `InvalidInput`."""
    row = await require(tx, request_id)
    data = RequestInput(title=row["title"], description=row["description"], cost_centre_id=row["cost_centre_id"])
    fields: dict[str, str] = {}
    values = await _checked(tx, actor, data, fields)
    if fields:
        raise InvalidInput(fields=fields)
    lines = [_item(each) for each in await item_store.list_items(tx, request_id)]
    people: dict[str, object] = {"requester_id": actor.user_id, "created_by": actor.user_id}
    made = await _insert(tx, {**values, **people}, lines)
    await note(
        tx,
        made["id"],
        EventKind.CREATED,
        actor,
        origin,
        detail={
            "code": made["code"],
            "estimatedTotal": str(made["estimated_total"]),
            "copyOf": {"id": str(row["id"]), "code": row["code"]},
        },
        to_status=made["status"],
    )
    return made["id"]


async def create_following(
    tx: Tx,
    actor: Actor | None,
    parent: asyncpg.Record,
    following: Sequence[FollowingItem],
    *,
    title: str,
    inherits_a1: bool,
    origin: Origin,
    reason: str = "",
) -> asyncpg.Record:
    """A request for what the locked `parent` leaves: items that nobody won, a balance that will not come.

    It belongs to the same people and cost centre. `inherits_a1`: its need was approved with the parent's, so it begins
    in quotation; otherwise it is a draft. `reason` is what both histories say of it. Its items come in the given order.
    """
    values: dict[str, object] = {
        name: parent[name]
        for name in ("description", "department_id", "cost_centre_id", "requester_id", "buyer_id", "priority")
    }
    values |= {
        "title": title[:TITLE_CHARS],
        "needed_on": parent["needed_on"],
        "parent_id": parent["id"],
        "created_by": actor.user_id if actor else None,
    }
    if inherits_a1:
        values |= {
            "status": RequestStatus.QUOTATION,
            "inherits_a1": True,
            "approval_round": 1,
            "policy_number": (await approval_policy.present(tx)).number,
            "submitted_at": datetime.datetime.now(datetime.UTC),
        }
    lines = [msgspec.structs.replace(item, id=None) for item in following]
    row = await _insert(tx, values, lines)
    who = actor or PROGRAM
    came_from = {"id": str(parent["id"]), "code": parent["code"]}
    await note(
        tx,
        row["id"],
        EventKind.CREATED,
        who,
        origin,
        text=reason,
        detail={"code": row["code"], "follows": came_from, "inheritsA1": inherits_a1},
        to_status=row["status"],
    )
    went_to = {"id": str(row["id"]), "code": row["code"]}
    await note(
        tx,
        parent["id"],
        EventKind.FOLLOWED,
        who,
        origin,
        text=reason,
        detail={"followedBy": went_to, "items": len(lines)},
    )
    return row


async def assign_buyer(
    tx: Tx, actor: Actor, request_id: UUID, buyer_id: UUID | None, version: int | None, origin: Origin
) -> None:
    """Say who buys it; raises `NotFound`, `VersionConflict`, `RequestNotEditable` once it has ended, `InvalidInput`."""
    row = await get_locked(tx, request_id, version)
    status = RequestStatus(row["status"])
    if status in ENDED:
        raise RequestNotEditable(
            "Esta solicitação já terminou; não há o que comprar.", state=status.value, allowed=actions_from(status)
        )
    if buyer_id is not None and buyer_id not in {each["user_id"] for each in await list_holders(tx, (QUOTATIONS_RUN,))}:
        raise InvalidInput(fields={"buyerId": "Escolha alguém da organização que possa conduzir cotações."})
    if buyer_id == row["buyer_id"]:
        return
    after = await store.update_request(tx, request_id, {"buyer_id": buyer_id})
    await note(
        tx,
        request_id,
        EventKind.BUYER_ASSIGNED,
        actor,
        origin,
        before={"buyerId": row["buyer_id"]},
        after={"buyerId": buyer_id},
    )
    if buyer_id is not None:
        await telling.assigned(tx, after, actor)


async def _checked(
    tx: Tx, actor: Actor, data: RequestInput, fields: dict[str, str], before: asyncpg.Record | None = None
) -> dict[str, object]:
    """The columns to store; what is wrong is added to `fields`."""
    title = check_text("title", data.title).strip()
    if not title:
        fields["title"] = "Dê um título à solicitação."
    department_id = data.department_id
    centre = await centre_store.find_cost_centre(tx, data.cost_centre_id)
    stays = before is not None and before["cost_centre_id"] == data.cost_centre_id
    if centre is None or (centre["archived_at"] is not None and not stays):
        fields["costCentreId"] = "Escolha um centro de custo da organização que esteja em uso."
    elif not stays and not actor.may(REQUESTS_MANAGE) and not await store.may_ask(tx, actor.user_id, centre["id"]):
        fields["costCentreId"] = "Você não está entre as pessoas que pedem por este centro de custo."
    elif department_id is None:
        department_id = centre["department_id"]
    if data.department_id is not None:
        department = await department_store.find_department(tx, data.department_id)
        if department is None:
            fields["departmentId"] = "Escolha um departamento da organização."
    return {
        "title": title,
        "description": check_text("description", data.description).strip(),
        "cost_centre_id": data.cost_centre_id,
        "department_id": department_id,
        "priority": data.priority,
        "needed_on": data.needed_on,
    }


async def _insert(tx: Tx, values: dict[str, object], lines: Sequence[RequestItem]) -> asyncpg.Record:
    # The counter's row is held until the transaction ends, so it is taken when nothing slow is left to do.
    code = await next_code(tx, "SOL", datetime.datetime.now(datetime.UTC))
    row = await store.insert_request(
        tx, {**values, "code": code, "items": len(lines), "estimated_total": estimated_total(lines)}
    )
    await item_store.insert_items(tx, row["id"], list(enumerate(lines, start=1)))
    return row


def _item(row: asyncpg.Record) -> RequestItem:
    return RequestItem(
        description=row["description"],
        specification=row["specification"],
        category=row["category"],
        unit=row["unit"],
        quantity=row["quantity"],
        estimated_unit_price=row["estimated_unit_price"],
    )

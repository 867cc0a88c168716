"""Looking at a request's signatures: who gave which, and for whom it waits."""

from __future__ import annotations

from uuid import UUID

import asyncpg

from esteio.core.access import Actor
from esteio.core.allocation import to_cents
from esteio.core.db import Tx
from esteio.core.wire import Ref
from esteio.modules.procurement.permissions import POLICY_READ
from esteio.modules.procurement.rules.actions import SIGNING
from esteio.modules.procurement.rules.signers import STAGES
from esteio.modules.procurement.rules.vocabulary import RequestStatus
from esteio.modules.procurement.schemas.approvals import Approvals, SignerView, Step
from esteio.modules.procurement.service import approvals, requests
from esteio.modules.procurement.store import approvals as store


async def get(tx: Tx, actor: Actor, request_id: UUID) -> Approvals:
    """Where a request stands with its signatures; raises `NotFound`."""
    row = await requests.require(tx, request_id)
    stage = STAGES.get(RequestStatus(row["status"]))
    turn = await approvals.find_turn(tx, row)
    signers = turn.signers if turn else []
    people = [person_id for signer in signers for person_id in (signer.person_id, signer.on_behalf_of)]
    names = await store.find_names(tx, [person_id for person_id in people if person_id is not None])
    policy = await approvals.policy_of(tx, row)
    return Approvals(
        request_id=request_id,
        status=row["status"],
        version=row["version"],
        round=row["approval_round"],
        stage=None if stage is None else stage.value,
        waiting_since=None if stage is None else row["status_since"],
        amount=None if stage is None else approvals.amount_of(row, stage),
        sha256=await store.find_seen_sha256(tx, request_id),
        second_signature_above=to_cents(policy.second_signature_above),
        escalated=stage is not None and approvals.is_escalated(row),
        waiting_for=[
            SignerView(
                person=_ref(names, signer.person_id),
                on_behalf_of=_ref(names, signer.on_behalf_of) if signer.on_behalf_of else None,
                escalated=signer.escalated,
            )
            for signer in signers
        ],
        steps=[_step(step, whence=actor.may(POLICY_READ)) for step in await store.list_steps(tx, request_id)],
        can=list(SIGNING) if any(signer.person_id == actor.user_id for signer in signers) else [],
    )


def _ref(names: dict[UUID, str], person_id: UUID) -> Ref:
    return Ref(id=person_id, name=names.get(person_id, ""))


def _step(row: asyncpg.Record, *, whence: bool) -> Step:
    behalf = row["on_behalf_of"]
    return Step(
        id=row["id"],
        round=row["round"],
        stage=row["stage"],
        decision=row["decision"],
        person=Ref(id=row["person_id"], name=row["person_name"]),
        on_behalf_of=Ref(id=behalf, name=row["on_behalf_of_name"] or "") if behalf else None,
        reason=row["reason"],
        amount=row["amount"],
        seen_sha256=row["seen_sha256"],
        address=str(row["address"]) if whence and row["address"] else None,
        user_agent=row["user_agent"] if whence else "",
        at=row["at"],
    )

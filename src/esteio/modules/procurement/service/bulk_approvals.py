"""Many signatures at once: asked for in one go, judged one by one, each in a transaction of its own."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from uuid import UUID

import asyncpg

from esteio.core.access import Actor, Scope
from esteio.core.audit import Origin
from esteio.core.db import Database, Tx
from esteio.core.errors import EsteioError
from esteio.modules.procurement import notices, permissions
from esteio.modules.procurement.rules.vocabulary import Decision, Stage
from esteio.modules.procurement.service.signing import Signature, sign
from esteio.modules.procurement.store import bulk_approvals as store
from esteio.modules.workspace.api import Notice, NoticeAction, NoticeType, announce, list_holders

AT_ONCE = 4
"""Signatures given side by side: what two cores of a database keep up with, and few of a pool's connections."""
TELL_EVERY = 20
TELL_EVERY_S = 0.2
"""Progress is told after so many, or so long, whichever comes first: a change row an item would drown the screen."""
REFUSED = "refused"


class Run:
    """One run of the job over what is not judged yet."""

    def __init__(self, database: Database, scope: Scope, bulk: asyncpg.Record, actor: Actor) -> None:
        self._database = database
        self._scope = scope
        self._bulk = bulk
        self._actor = actor
        self._untold = 0
        self._told_at = time.monotonic()

    async def judge_all(self, items: list[asyncpg.Record]) -> None:
        """Judge every one, a few side by side; raises what is wrong with the database, not with an item."""
        waiting = iter(items)
        async with asyncio.TaskGroup() as group:
            for _ in range(AT_ONCE):
                group.create_task(self._judge(waiting))
        await self._tell()

    async def _judge(self, waiting: Iterator[asyncpg.Record]) -> None:
        for item in waiting:
            await self._judge_one(item)
            self._untold += 1
            if self._untold >= TELL_EVERY or time.monotonic() - self._told_at >= TELL_EVERY_S:
                await self._tell()

    async def _judge_one(self, item: asyncpg.Record) -> None:
        bulk = self._bulk
        signature = Signature(
            decision=Decision(bulk["decision"]),
            archive=bulk["archive"],
            reason=bulk["reason"],
            stage=None if item["stage"] is None else Stage(item["stage"]),
        )
        origin = Origin(address=str(bulk["address"]) if bulk["address"] else None, user_agent=bulk["user_agent"])
        try:
            async with self._database.transaction(self._scope) as tx:
                self._actor.require(permissions.REQUESTS_READ)
                await sign(tx, self._actor, item["request_id"], signature, origin)
                await store.set_outcome(tx, bulk["id"], item["position"], outcome=signature.decision)
        except EsteioError as error:
            if error.status >= 500:
                raise
            async with self._database.transaction(self._scope) as tx:
                await store.set_outcome(
                    tx, bulk["id"], item["position"], outcome=REFUSED, code=error.code, detail=error.detail
                )

    async def _tell(self) -> None:
        self._untold = 0
        self._told_at = time.monotonic()
        async with self._database.transaction(self._scope) as tx:
            row = await store.count_progress(tx, self._bulk["id"])
            if row is not None and row["state"] == "done":
                await _announce(tx, row)


async def run(database: Database, tenant_id: UUID, person_id: UUID, bulk_id: UUID) -> None:
    """Judge what of it is not judged yet, in the name of who asked for it, as their rights are now."""
    scope = Scope(tenant_id=tenant_id, user_id=person_id)
    async with database.transaction(scope) as tx:
        bulk = await store.start(tx, bulk_id)
        if bulk is None:
            return
        actor = await _actor(tx, bulk)
        items = await store.list_unjudged(tx, bulk_id)
    await Run(database, scope, bulk, actor).judge_all(items)


async def _actor(tx: Tx, bulk: asyncpg.Record) -> Actor:
    """Who asked for it, with the one right that the route asks for, if they still have it."""
    person = await store.find_signer(tx, bulk["person_id"])
    if person is None:
        raise RuntimeError("people are never deleted")
    readers = {row["user_id"] for row in await list_holders(tx, [permissions.REQUESTS_READ])}
    return Actor(
        user_id=bulk["person_id"],
        tenant_id=tx.tenant_id,
        session_id=bulk["id"],  # nobody is at a screen: what stands for the session is what was asked for
        name=person["name"],
        email=person["email"],
        permissions=frozenset({permissions.REQUESTS_READ} if bulk["person_id"] in readers else ()),
    )


async def _announce(tx: Tx, bulk: asyncpg.Record) -> None:
    signed = bulk["done"] - bulk["refused"]
    word = "aprovadas" if bulk["decision"] == Decision.APPROVED else "recusadas"
    told = f"A aprovação em lote terminou: {signed} de {bulk['total']} solicitações {word}."
    if bulk["refused"]:
        left = bulk["refused"]
        told = f"A aprovação em lote terminou: {signed} de {bulk['total']} solicitações {word}, {left} não puderam ser."
    await announce(
        tx,
        Notice(
            kind=notices.BULK_APPROVAL_DONE,
            permission=permissions.REQUESTS_READ,
            to=(bulk["person_id"],),
            message=told,
            type=NoticeType.WARNING if bulk["refused"] else NoticeType.SUCCESS,
            action=NoticeAction("Ver o resultado", f"/aprovacoes/em-lote/{bulk['id']}"),
            thing="bulk_approval",
            thing_id=bulk["id"],
        ),
    )

"""What happened while a reader was away or behind, told before it goes live again, so that nothing is missed.

While its past is read, what happens is held back for it; then comes the past, then what was held, then it is live.
Readers of one channel who ask from the same position share one query and one frame.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from itertools import dropwhile
from typing import Protocol
from uuid import UUID

import msgspec
import structlog

from esteio.core.access import Actor, Scope
from esteio.core.db import DATABASE_TROUBLE, Database
from esteio.core.errors import Unavailable
from esteio.live.changes import RIGHTS
from esteio.live.position import Cursor, Position
from esteio.live.rereading import Rereading, Standing
from esteio.live.resource import Resource
from esteio.live.subscriptions import Channel, State, Subscription
from esteio.live.telling import MAX_ROWS, Frame, News, delta_frame, reset_frame

MAX_AT_ONCE = 8
"""Queries of one process; the pool serves others too."""
MAX_REMEMBERED = 64
MAX_REMEMBERED_BYTES = 262_144
"""Of one frame: larger ones are read again rather than kept."""
MAX_HELD_ROWS = 1_000
EVERYBODY = UUID(int=0)
"""In the place of a person or an organisation: all of them."""
RETRY_S = 0.5

log = structlog.get_logger(__name__)


class DeltaAnswer(msgspec.Struct, frozen=True):
    """What became of a list since a cursor."""

    rows: tuple[bytes, ...] | None
    """JSON objects with `_operation`, rows in their present state; None when the list must be read whole."""
    cursor: Cursor
    """All up to here is in the answer; of what was committed already, also the rest."""


class Replay(Protocol):
    """How the past is read; see `reads.py`."""

    async def delta(
        self, resource: Resource, actor: Actor, since: Cursor, filters: Mapping[str, tuple[str, ...]]
    ) -> DeltaAnswer:
        """What `actor` may see of what happened after `since`, under filters of `Resource.live_filters`.

        All that is committed when it looks, also after the cursor that it gives (while an older transaction runs the
        cursor cannot pass it): the feed tells that only once, perhaps before the reader was there.
        """
        ...

    async def can_see(self, resource: Resource, actor: Actor, row_id: UUID) -> bool:
        """Whether the row exists and `actor` may see it."""
        ...


_Key = tuple[Channel, Position]


class _Past(msgspec.Struct, frozen=True):
    """What a run found."""

    answer: DeltaAnswer
    frame: Frame | None
    """None when there is nothing to tell."""
    other_rights: frozenset[UUID]
    """Persons whose rights have changed since: another list was theirs, so they must read theirs whole."""


class Replays:
    """Runs them, few at a time."""

    def __init__(
        self,
        standing: Standing,
        replay: Replay,
        db: Database,
        rereading: Rereading,
        on_live: Callable[[Subscription], None],
    ) -> None:
        """`on_live` is called for each subscription that has caught up, with its state set."""
        self._standing = standing
        self._replay = replay
        self._db = db
        self._rereading = rereading
        self._on_live = on_live
        self._waiting: OrderedDict[_Key, list[Subscription]] = OrderedDict()
        self._recent: OrderedDict[_Key, _Past] = OrderedDict()
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, subscription: Subscription, since: Position) -> None:
        """Tell everything after `since`, then go live. Nothing is sent before this returns."""
        subscription.state = State.HELD
        subscription.since = since
        subscription.floor = None
        subscription.held = []
        subscription.channel.hold(subscription)
        key = (subscription.channel, since)
        known = self._recent.get(key)
        if known is not None and self._is_complete(subscription.channel, known.answer):
            asyncio.get_running_loop().call_soon(self._finish, subscription, since, known)
            return
        self._waiting.setdefault(key, []).append(subscription)
        if len(self._tasks) < MAX_AT_ONCE:
            task = asyncio.create_task(self._work(), name="replays")
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def hold_until(self, subscription: Subscription, floor: Position) -> None:
        """Nothing is missing, but this process has yet to hear of what the reader knows already."""
        subscription.state = State.HELD
        subscription.floor = floor
        subscription.channel.hold(subscription)

    def will_tell(self, subscription: Subscription, since: Position) -> bool:
        """Whether everything after `since` is about to be told to it."""
        return subscription.held is not None and subscription.since is not None and subscription.since <= since

    def stop(self, subscription: Subscription) -> None:
        """Forget it, whatever its state."""
        subscription.channel.release(subscription)
        subscription.held = subscription.since = subscription.floor = None

    def tell(self, subscription: Subscription, news: News, frame: Frame, position: Position) -> None:
        """News for a subscription that is held: keep it, or send what the replay did not have."""
        held = subscription.held
        if held is not None:
            held.append(news)
            if max(len(held), sum(len(each.rows) for each in held)) > MAX_HELD_ROWS:
                held[:] = [News(reset=True)]
            return
        # Only what comes before all that is new may be left out: transactions are not numbered in the order of their
        # commits, and a row's older state may stand under a higher number than its newer one.
        known = subscription.floor is not None and news.is_known_at(subscription.floor)
        if not known:
            subscription.reader.push(frame)
        if not known or position >= (subscription.floor or position):
            self._go_live(subscription)

    def forget(self) -> None:
        """What was remembered is void: another history has begun, or who may be named has changed."""
        self._recent.clear()

    async def close(self) -> None:
        """Stop reading."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _work(self) -> None:
        while self._waiting:
            key, subscriptions = self._waiting.popitem(last=False)
            subscriptions = [each for each in subscriptions if _waits(each, key[1])]
            if not subscriptions:
                continue
            try:
                past = await self._read(key, subscriptions)
            except (*DATABASE_TROUBLE, Unavailable):
                # What happens meanwhile is held; in the end they get it all.
                self._waiting.setdefault(key, []).extend(subscriptions)
                await asyncio.sleep(RETRY_S)
                continue
            if past.frame is None or len(past.frame.json) <= MAX_REMEMBERED_BYTES:
                self._recent[key] = past
            if len(self._recent) > MAX_REMEMBERED:
                self._recent.popitem(last=False)
            for subscription in subscriptions:
                self._finish(subscription, key[1], past)

    async def _read(self, key: _Key, subscriptions: Sequence[Subscription]) -> _Past:
        channel, since = key
        changed = frozenset[UUID]()
        if since < self._standing.heard.known_from:
            changed = await read_changed_rights(self._db, channel.key.topic.tenant_id, since)
        actors = [each.reader.actor for each in subscriptions]
        # Whoever it is, they are in the same channel and see the same; but to one whose rights changed it says nothing.
        actor = next((each for each in actors if not changed & {each.user_id, EVERYBODY}), actors[0])
        answer = await self._ask(channel, since, actor)
        return _Past(answer, _frame(channel, answer), changed)

    async def _ask(self, channel: Channel, since: Position, actor: Actor) -> DeltaAnswer:
        try:
            if not isinstance(channel.source, Resource):
                raise TypeError(f"{channel.key.topic.resource} has no past")
            return await self._replay.delta(channel.source, actor, Cursor(self._standing.epoch, since), channel.filters)
        except (*DATABASE_TROUBLE, Unavailable):
            raise
        except Exception:
            # To read the list again is always right, and tells the person what is wrong if it is.
            log.exception("replay_failed", resource=channel.key.topic.resource)
            return DeltaAnswer(None, Cursor(self._standing.epoch, since))

    def _is_complete(self, channel: Channel, answer: DeltaAnswer) -> bool:
        """Whether nothing was told to others that is neither in the answer nor still to be told."""
        topic = channel.key.topic
        return (
            answer.cursor.epoch == self._standing.epoch
            and self._standing.heard.changed(topic.resource, topic.tenant_id) <= answer.cursor.position
        )

    def _finish(self, subscription: Subscription, since: Position, past: _Past) -> None:
        if not _waits(subscription, since):
            return
        reader = subscription.reader
        if reader.behind_since is not None:
            self.stop(subscription)
            subscription.state = State.BEHIND
            subscription.since = since
            return
        answer = past.answer
        subscription.floor = floor = answer.cursor.position
        held, subscription.held = subscription.held or [], None
        news = list(dropwhile(lambda each: each.is_known_at(floor), held))
        if (
            _is_reset(answer)
            or past.other_rights & {reader.actor.user_id, EVERYBODY}
            or any(each.must_read for each in news)
        ):
            # They read now, after all of it.
            self._tell_to_read(subscription)
        else:
            if past.frame is not None:
                reader.push(past.frame)
            for each in news:
                reader.push(each.frame(subscription.channel, self._rereading.cursor(subscription.channel)))
        if news or self._standing.told >= floor:
            self._go_live(subscription)

    def _tell_to_read(self, subscription: Subscription) -> None:
        self._rereading.one(subscription)
        channel = subscription.channel
        subscription.reader.push(reset_frame(channel.key.topic.resource, self._rereading.cursor(channel)))

    def _go_live(self, subscription: Subscription) -> None:
        self.stop(subscription)
        subscription.state = State.LIVE
        self._on_live(subscription)


async def read_changed_rights(db: Database, tenant_id: UUID, since: Position) -> frozenset[UUID]:
    """The persons of whose rights something changed after `since`; `EVERYBODY` for all of the organisation."""
    async with db.transaction(Scope(tenant_id=tenant_id)) as tx:
        rows = await tx.fetch(
            """
            select distinct row_id from changes
            where tenant_id = $1 and resource = $2 and (xid, pos) > ($3::bigint::text::xid8, $4::bigint)
            """,
            tenant_id,
            RIGHTS,
            since.xid,
            since.pos,
        )
    return frozenset(row["row_id"] for row in rows)


def _waits(subscription: Subscription, since: Position) -> bool:
    """Whether it still wants that replay: not ended, begun anew or done meanwhile."""
    return (
        subscription.state is State.HELD
        and subscription.floor is None
        and subscription.since == since
        and subscription.held is not None
    )


def _frame(channel: Channel, answer: DeltaAnswer) -> Frame | None:
    resource, cursor = channel.key.topic.resource, str(answer.cursor)
    if answer.rows is None or _is_reset(answer):
        return reset_frame(resource, cursor)
    return delta_frame(resource, answer.rows, cursor) if answer.rows else None


def _is_reset(answer: DeltaAnswer) -> bool:
    return answer.rows is None or len(answer.rows) > MAX_ROWS * 5

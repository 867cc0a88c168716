"""From a batch of changes to what each channel is told, put together from bytes and encoded once for everybody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

import msgspec

from esteio.live.batch import LoadedChange, RawRow
from esteio.live.changes import Operation
from esteio.live.doers import signed
from esteio.live.events import ServerEvent
from esteio.live.position import Position
from esteio.live.resource import Resource
from esteio.live.subscriptions import Channel, Group, GroupKey
from esteio.socketio.message import Message
from esteio.socketio.packet import encoded_event

MAX_ROWS = 200
"""In one message; when more changed at once (an import), a screen does better to read its page again."""


class Frame:
    """One event, in the form of each transport once it is needed there."""

    __slots__ = ("_chunk", "_message", "event", "json")

    def __init__(self, event: str, json: bytes) -> None:
        self.event = event
        self.json = json
        self._message: Message | None = None
        self._chunk: bytes | None = None

    @property
    def message(self) -> Message:
        """For sockets."""
        if self._message is None:
            self._message = encoded_event(self.event, (self.json,))
        return self._message

    @property
    def chunk(self) -> bytes:
        """For event streams."""
        if self._chunk is None:
            # A line break may stand between the tokens of JSON that somebody wrote by hand.
            data = self.json.replace(b"\r", b" ").replace(b"\n", b" ") if b"\n" in self.json else self.json
            self._chunk = b"event: %b\ndata: %b\n\n" % (self.event.encode(), data)
        return self._chunk


class News:
    """What one channel is told at once: the last state of each row, or that all must be read again."""

    __slots__ = ("reset", "reset_at", "rows")

    def __init__(self, *, reset: bool = False) -> None:
        self.reset = reset
        self.reset_at: Position | None = None
        """Of the change that says so, if it is one that does."""
        self.rows: dict[UUID, tuple[Position, bytes]] = {}

    def is_known_at(self, floor: Position) -> bool:
        """Whether who knows everything up to `floor` knows all of it."""
        if self.reset and (self.reset_at is None or self.reset_at > floor):
            return False
        return all(position <= floor for position, _ in self.rows.values())

    @property
    def must_read(self) -> bool:
        """Whether all must be read again."""
        return self.reset or len(self.rows) > MAX_ROWS

    def frame(self, channel: Channel, cursor: str) -> Frame:
        """For everybody in the channel."""
        if self.must_read:
            return reset_frame(channel.key.topic.resource, cursor)
        return delta_frame(channel.key.topic.resource, (row for _, row in self.rows.values()), cursor)


def collect(groups: Mapping[GroupKey, Group], changes: Iterable[LoadedChange]) -> dict[Channel, News]:
    """What each channel with listeners is told of `changes`, in their order.

    A row that an audience saw before (its change has the topic) and does not see now, or that does not fit a filter,
    is a deletion to those who may have it.
    """
    news: dict[Channel, News] = {}
    for loaded in changes:
        change = loaded.change
        group = groups.get((change.resource, change.tenant_id))
        if group is None:
            continue
        if change.operation is Operation.RESET:
            for channel in group:
                told = news.setdefault(channel, News())
                told.reset = True
                told.reset_at = max(told.reset_at or change.position, change.position)
            continue
        row = loaded.row
        by = signed(loaded.by)
        absent = deletion(change.row_id, by)
        present = _Present(row, change.operation, by) if row is not None else None
        for channel in group.wide:
            shown = present.to(channel) if present is not None and channel.takes(present.row.keys) else absent
            news.setdefault(channel, News()).rows[change.row_id] = (change.position, shown)
        if not group.narrow:
            continue
        topics = frozenset(row.topics) if row is not None else frozenset[str]()
        for topic in topics.union(change.topics):
            for channel in group.narrow.get(topic, ()):
                seen = present is not None and topic in topics and channel.takes(present.row.keys)
                shown = present.to(channel) if present is not None and seen else absent
                news.setdefault(channel, News()).rows[change.row_id] = (change.position, shown)
    return news


class _Present:
    """A row that is there, in the form of each audience: encoded once for all who may do the same with it."""

    __slots__ = ("_by", "_forms", "_operation", "row")

    def __init__(self, row: RawRow, operation: Operation, by: bytes) -> None:
        self.row = row
        self._operation = b"insert" if operation is Operation.INSERT else b"update"
        self._by = by
        self._forms: dict[frozenset[str] | None, bytes] = {}

    def to(self, channel: Channel) -> bytes:
        """The row for this channel."""
        permissions = channel.key.topic.permissions
        form = self._forms.get(permissions)
        if form is None:
            form = self._forms[permissions] = b'%b%b,"_operation":"%b"%b}' % (
                self.row.json[:-1],
                _abilities(channel, permissions, self.row),
                self._operation,
                self._by,
            )
        return form


def _abilities(channel: Channel, permissions: frozenset[str] | None, row: RawRow) -> bytes:
    source = channel.source
    if permissions is None or not isinstance(source, Resource) or source.abilities is None:
        return b""
    return b"," + source.abilities(permissions, row.keys[len(source.live_filters) :])


def deletion(row_id: UUID, by: bytes) -> bytes:
    """A row that is gone; `by` as `signed` gives it."""
    return b'{"id":"%b","_operation":"delete"%b}' % (str(row_id).encode(), by)


def delta_frame(resource: str, rows: Iterable[bytes], cursor: str) -> Frame:
    """`data_update` with these rows, each with its `_operation`."""
    return _data_update(resource, b"[" + b",".join(rows) + b"]", b"true", cursor)


def reset_frame(resource: str, cursor: str) -> Frame:
    """`data_update` that says: read the list again."""
    return _data_update(resource, b"[]", b"false", cursor)


def whole_frame(resource: str, answer: bytes, cursor: str) -> Frame:
    """`data_update` with a counted answer."""
    return _data_update(resource, answer, b"false", cursor)


def _data_update(resource: str, data: bytes, delta: bytes, cursor: str) -> Frame:
    json = b'{"type":%b,"data":%b,"delta":%b,"cursor":"%b"}' % (
        msgspec.json.encode(resource),
        data,
        delta,
        cursor.encode(),
    )
    return Frame(ServerEvent.DATA_UPDATE, json)

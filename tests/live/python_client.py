"""A client of the live protocol, written from docs/live-protocol.md alone: it knows nothing of the server's code.

`LiveReader` keeps the rows of lists as they are on the server, over a socket (a WebSocket or long polling), an event
stream or by asking lists what changed, and comes back by itself after whatever happens to the connection.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import random
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlsplit

import httpx
from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_connect
from tests.plain_http import NO_TLS

Transport = Literal["socket", "long-polling", "sse", "polling"]
Row = dict[str, Any]

ACTIONS = {
    4401: "authenticate",
    4402: "authenticate",
    4403: "stop",
    4408: "reconnect",
    4409: "reconnect",
    4410: "reconnect",
    4413: "reconnect",
    1009: "stop",
    1002: "stop",
}
"""The table of close codes; others come from the network."""


class Refused(Exception):
    """The server did not let us in; `goodbye` is its `{code, reason, action, afterMs?}`."""

    def __init__(self, message: str, goodbye: dict[str, Any] | None) -> None:
        super().__init__(message)
        self.goodbye = goodbye or {}


@dataclass
class List:
    """One list that is kept: its rows by id, and the cursor of what was last told about it."""

    name: str
    filters: Mapping[str, str] = field(default_factory=dict)
    path: str = ""
    counted: bool = False
    """It has no rows: every answer is the whole of it."""
    rows: dict[str, Row] = field(default_factory=dict)
    by: dict[str, Any] = field(default_factory=dict)
    """Who made the last change that was told of a row, by the row's id; None for nobody."""
    whole: Any = None
    """Of a counted resource: its last answer."""
    cursor: str | None = None
    etag: str | None = None
    resets: int = 0
    """How often it had to be read whole."""
    allowed: bool = True
    reading: asyncio.Task[None] | None = None
    waiting: list[dict[str, Any]] = field(default_factory=list)
    """What was told while the list is being read, to go on top."""

    @property
    def address(self) -> str:
        return self.path or f"/api/{self.name}"


class Conversation:
    """Engine.IO 4 and Socket.IO 5, whatever carries the packets."""

    def __init__(self, token: str, on_event: Callable[[str, Any], None]) -> None:
        self.closed: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self.connected: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.transport: WSTransport | None = None
        self._token = token
        self._on_event = on_event
        self._acks: dict[int, asyncio.Future[Any]] = {}
        self._number = 0

    def take(self, text: str) -> None:
        """A packet that came."""
        if text.startswith("0"):
            self.send("40" + json.dumps({"token": self._token}))
        elif text == "2":
            self.send("3")
        elif text.startswith("40"):
            self.connected.set_result(None)
        elif text.startswith("44"):
            content = json.loads(text[2:])
            self.connected.set_exception(Refused(content["message"], content.get("data")))
        elif text == "1" or text.startswith("41"):
            self.end(1005)
        elif text.startswith("42"):
            event, *arguments = json.loads(text[2:])
            self._on_event(event, arguments[0] if arguments else None)
        elif text.startswith("43"):
            start = text.index("[")
            future = self._acks.pop(int(text[2:start]), None)
            if future is not None and not future.done():
                arguments = json.loads(text[start:])
                future.set_result(arguments[0] if arguments else None)

    def send(self, text: str) -> None:
        """Send a packet."""
        raise NotImplementedError

    def disconnect(self) -> None:
        """Hang up."""
        raise NotImplementedError

    def emit(self, event: str, payload: Any) -> None:
        self.send("42" + json.dumps([event, payload]))

    async def ask(self, event: str, payload: Any) -> Any:
        """Send and wait for the acknowledgement."""
        self._number += 1
        future = self._acks[self._number] = asyncio.get_running_loop().create_future()
        self.send(f"42{self._number}" + json.dumps([event, payload]))
        return await asyncio.wait_for(future, 10)

    def end(self, code: int) -> None:
        """It is over, for the reason `code`."""
        if not self.closed.done():
            self.closed.set_result(code)
        error = ConnectionResetError(code)
        for future in [self.connected, *self._acks.values()]:
            if not future.done():
                future.set_exception(error)
                future.exception()  # seen, also when nobody waits


class Wire(Conversation, WSListener):
    """On a WebSocket."""

    def on_ws_connected(self, transport: WSTransport) -> None:
        self.transport = transport

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type == WSMsgType.CLOSE:
            code = int(frame.get_close_code() or 1005)
            transport.send_close(frame.get_close_code())
            self.end(code)
            transport.disconnect()
            return
        self.take(frame.get_payload_as_utf8_text())

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        self.end(1006)

    def send(self, text: str) -> None:
        assert self.transport is not None
        self.transport.send(WSMsgType.TEXT, text.encode())

    def disconnect(self) -> None:
        if self.transport is not None:
            self.transport.disconnect()


class LongPolling(Conversation):
    """On one request after the other."""

    def __init__(self, url: str, client: httpx.AsyncClient, token: str, on_event: Callable[[str, Any], None]) -> None:
        super().__init__(token, on_event)
        self._url = f"{url}/socket.io/"
        self._query = {"EIO": "4", "transport": "polling"}
        self._client = client
        self._waiting: list[str] = []
        self._wanted = asyncio.Event()
        self._tasks = [asyncio.create_task(self._guard(work)) for work in (self._receive, self._post)]

    def send(self, text: str) -> None:
        self._waiting.append(text)
        self._wanted.set()

    def disconnect(self) -> None:
        for task in self._tasks:
            task.cancel()
        self.end(1006)

    async def _guard(self, work: Callable[[], Awaitable[None]]) -> None:
        try:
            await work()
        except (OSError, httpx.HTTPError):
            self.end(1006)

    async def _receive(self) -> None:
        while not self.closed.done():
            answer = await self._client.get(self._url, params=self._query)
            answer.raise_for_status()
            for packet in answer.text.split("\x1e"):
                if packet.startswith("0"):
                    self._query["sid"] = json.loads(packet[1:])["sid"]
                self.take(packet)

    async def _post(self) -> None:
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            packets, self._waiting = self._waiting, []
            answer = await self._client.post(self._url, params=self._query, content="\x1e".join(packets).encode())
            answer.raise_for_status()


async def connect(url: str, token: str, on_event: Callable[[str, Any], None]) -> Wire:
    """A connection that was let in; raises `Refused`."""
    parts = urlsplit(url)
    scheme = "wss" if parts.scheme == "https" else "ws"
    _, wire = await ws_connect(
        lambda: Wire(token, on_event),
        f"{scheme}://{parts.netloc}/socket.io/?EIO=4&transport=websocket",
    )
    if not isinstance(wire, Wire):
        raise ConnectionError("it ended in the moment in which it was there")
    await _let_in(wire)
    return wire


async def _let_in(wire: Conversation) -> None:
    try:
        await asyncio.wait_for(wire.connected, 10)
    except BaseException:
        wire.disconnect()
        raise


class LiveReader:
    """See the module's docstring."""

    def __init__(
        self,
        url: str,
        token: str | Callable[[], str],
        lists: Iterable[str | List],
        *,
        transport: Transport = "socket",
        client: httpx.AsyncClient | None = None,
        others: Sequence[str] = (),
        longest_wait_s: float = 30.0,
    ) -> None:
        """`token` may be called for anew before every attempt. With `others`, further processes, each connection and
        each reading of a list goes to the next of all, as behind a balancer."""
        self._urls = itertools.cycle((url, *others))
        self._longest_wait_s = longest_wait_s
        self.transport = transport
        self.lists = {each.name: each for each in (List(one) if isinstance(one, str) else one for one in lists)}
        self.events: list[tuple[str, Any]] = []
        """All that came beside rows."""
        self.closes: list[int] = []
        self.updates = 0
        self.wire: Conversation | None = None
        self.stopped = False
        """The server said that we may not go on."""
        self._token = token if callable(token) else lambda: token
        self._client = client or httpx.AsyncClient(timeout=httpx.Timeout(30, read=60), verify=NO_TLS)
        self._own_client = client is None
        self._task: asyncio.Task[None] | None = None
        self._up = asyncio.Event()
        self._flowing = asyncio.Event()
        self._flowing.set()
        self._after_ms: int | None = None
        self._last_event_id: str | None = None

    @property
    def rows(self) -> dict[str, dict[str, Row]]:
        """Resource -> id -> row."""
        return {name: each.rows for name, each in self.lists.items()}

    @property
    def is_up(self) -> bool:
        """Whether it is subscribed at present."""
        return self._up.is_set()

    async def connect(self) -> None:
        """Begin, or begin again after `disconnect`; returns once it is subscribed and every list is read.

        Raises TimeoutError after 20 s; it goes on trying all the same.
        """
        self.stopped = False
        if self._task is None:
            self._task = asyncio.create_task(self._run())
        up = asyncio.create_task(self._up.wait())
        async with asyncio.timeout(20):
            await asyncio.wait((up, self._task), return_when=asyncio.FIRST_COMPLETED)
            await self.read()
        up.cancel()

    async def read(self) -> None:
        """Wait until no list is being read any more."""
        while reading := [each.reading for each in self.lists.values() if each.reading is not None]:
            await asyncio.wait(reading)

    async def disconnect(self) -> None:
        """Go offline without a word; rows and cursors stay."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        if self.wire is not None and self.wire.transport is not None:
            self.wire.transport.underlying_transport.abort()
        self._up.clear()
        self._flowing.set()

    async def close(self) -> None:
        """End for good."""
        await self.disconnect()
        for each in self.lists.values():
            if each.reading is not None:
                each.reading.cancel()
        if self._own_client:
            await self._client.aclose()

    def stall(self) -> None:
        """Take nothing from the network any more, with the connection open."""
        self._flowing.clear()
        if self.wire is not None and self.wire.transport is not None:
            self.wire.transport.underlying_transport.pause_reading()

    def resume(self) -> None:
        """Go on after `stall`."""
        self._flowing.set()
        if self.wire is not None and self.wire.transport is not None:
            with suppress(RuntimeError):
                self.wire.transport.underlying_transport.resume_reading()

    # Coming back.

    async def _run(self) -> None:
        attempt = 0
        carry = {
            "socket": self._socket,
            "long-polling": self._socket,
            "sse": self._stream,
            "polling": self._poll,
        }[self.transport]
        while not self.stopped:
            started = asyncio.get_running_loop().time()
            try:
                await carry()
            except Refused as refused:
                self.closes.append(int(refused.goodbye.get("code", 0)))
                self._after_ms = refused.goodbye.get("afterMs")
                self.stopped = refused.goodbye.get("action") in {"stop", "authenticate"}
            except (OSError, httpx.HTTPError, TimeoutError, ValueError):
                pass  # the network
            finally:
                self._up.clear()
            if asyncio.get_running_loop().time() - started > 10:
                attempt = 0
            wait_s = min(self._longest_wait_s, 0.5 * 2**attempt) * random.random()  # noqa: S311 - spreads load only
            if self._after_ms is not None:
                wait_s, self._after_ms = self._after_ms / 1000, None
            attempt += 1
            if not self.stopped:
                await asyncio.sleep(wait_s)

    async def _socket(self) -> None:
        wire = self.wire = await self._connect()
        try:
            for each in self.lists.values():
                asked: dict[str, Any] = {"events": [each.name]}
                if each.cursor is not None:
                    asked["since"] = each.cursor
                if each.filters:
                    asked["filters"] = dict(each.filters)
                self._subscribed(await wire.ask("subscribe", asked))
            self._up.set()
            code = await wire.closed
            self.closes.append(code)
            self.stopped = ACTIONS.get(code) in {"stop", "authenticate"}
        finally:
            wire.disconnect()

    async def _connect(self) -> Conversation:
        if self.transport == "socket":
            return await connect(next(self._urls), self._token(), self._on_event)
        wire = LongPolling(next(self._urls), self._client, self._token(), self._on_event)
        await _let_in(wire)
        return wire

    async def _stream(self) -> None:
        query = {"resources": ",".join(self.lists)}
        for each in self.lists.values():
            query |= {f"{each.name}.{member}": value for member, value in each.filters.items()}
            if each.cursor is not None:
                query[f"{each.name}.since"] = each.cursor
        async with self._client.stream(
            "GET", f"{next(self._urls)}/api/live", params=query, headers=self._headers()
        ) as response:
            if response.status_code in {401, 403}:
                self.stopped = True
                return
            if response.status_code != 200:
                self._after_ms = 1000 * int(response.headers.get("retry-after", 1))
                return
            event, data = "", ""
            async for line in response.aiter_lines():
                await self._flowing.wait()
                if line.startswith("event: "):
                    event = line[7:]
                elif line.startswith("data: "):
                    data += line[6:]
                elif line.startswith("id: "):
                    self._last_event_id = line[4:]
                elif not line and data:
                    self._on_event(event, json.loads(data))
                    event, data = "", ""

    async def _poll(self) -> None:
        while True:
            await self._flowing.wait()
            waits: list[float] = []
            for each in self.lists.values():
                waits.append(await self._poll_one(each))
            self._up.set()
            await asyncio.sleep(min(waits))

    async def _poll_one(self, each: List) -> float:
        if each.cursor is None and not each.counted:
            await self._read_whole(each)
        headers = self._headers() | ({"if-none-match": each.etag} if each.etag else {})
        params = {} if each.counted else {**each.filters, "since": each.cursor, "limit": 200}
        response = await self._client.get(next(self._urls) + each.address, params=params, headers=headers)
        if response.status_code == 403:
            each.rows.clear()
            each.allowed = False
            return 1.0
        if response.status_code != 304:
            response.raise_for_status()
            answer = response.json()
            each.etag = response.headers.get("etag")
            if each.counted:
                each.whole = answer
            elif answer["isDelta"]:
                self._apply(each, answer["data"])
                each.cursor = answer["cursor"]
                if answer["hasMore"]:
                    return 0.0
            else:
                each.etag = None
                await self._read_whole(each)
        return min(1.0, int(response.headers.get("x-poll-after", 200)) / 1000)

    # What comes.

    def _on_event(self, event: str, payload: Any) -> None:
        if event == "data_update":
            self.updates += 1
            each = self.lists[payload["type"]]
            # Also what comes with the acknowledgement, before there is a list to which it could be applied.
            if each.reading is not None or (each.cursor is None and not each.counted):
                each.waiting.append(payload)
            else:
                self._take(each, payload)
        elif event == "subscribed":
            self._subscribed(payload)
            self._up.set()
        else:
            self.events.append((event, payload))
            if event == "goodbye":
                self._after_ms = payload.get("afterMs")
                if self.transport in {"sse", "long-polling"}:
                    self.closes.append(payload["code"])
                    self.stopped = payload["action"] != "reconnect"

    def _subscribed(self, answer: dict[str, Any]) -> None:
        for granted in answer["granted"]:
            each = self.lists[granted["resource"]]
            each.allowed = True
            if each.cursor is None and granted["cursor"] is not None:
                self._begin_reading(each)
        for refused in answer["refused"]:
            each = self.lists[refused["event"]]
            if refused["code"] == "NOT_ALLOWED":
                each.allowed = False
                each.rows.clear()
                each.cursor = None
            else:
                raise ValueError(refused)

    def _take(self, each: List, payload: dict[str, Any]) -> None:
        if payload["delta"]:
            self._apply(each, payload["data"])
            each.cursor = payload["cursor"]
        elif isinstance(payload["data"], list):
            each.resets += 1
            self._begin_reading(each)
        else:
            each.whole = payload["data"]
            each.cursor = payload["cursor"]

    def _apply(self, each: List, changes: list[Row]) -> None:
        for change in changes:
            operation = change.pop("_operation")
            each.by[change["id"]] = change.pop("_by", None)
            if operation == "delete":
                each.rows.pop(change["id"], None)
            else:
                each.rows[change["id"]] = change

    # Reading lists.

    def _begin_reading(self, each: List) -> None:
        # One that is under way may have looked before the telling began.
        if each.reading is not None:
            each.reading.cancel()
        if each.cursor is not None:
            each.waiting.clear()
        each.reading = asyncio.create_task(self._read_until_done(each))

    async def _read_until_done(self, each: List) -> None:
        try:
            while True:
                try:
                    await self._read_whole(each)
                    break
                except (OSError, httpx.HTTPError):
                    await asyncio.sleep(0.05 + 0.2 * random.random())  # noqa: S311
        finally:
            if each.reading is asyncio.current_task():
                each.reading = None
        waiting, each.waiting = each.waiting, []
        for payload in waiting:
            if each.reading is not None:
                each.waiting.append(payload)
            else:
                self._take(each, payload)

    async def _read_whole(self, each: List) -> None:
        rows: dict[str, Row] = {}
        first: str | None = None
        page = ""
        while True:
            params = {} if each.counted else {**each.filters, "limit": 200, **({"cursor": page} if page else {})}
            response = await self._client.get(next(self._urls) + each.address, params=params, headers=self._headers())
            if response.status_code == 403:
                each.rows, each.cursor, each.allowed = {}, None, False
                return
            response.raise_for_status()
            answer = response.json()
            if each.counted:
                each.whole, each.cursor = answer, answer.get("cursor", each.cursor)
                return
            rows |= {row["id"]: row for row in answer["data"]}
            first = first or answer["cursor"]
            page = answer["nextCursor"]
            if not page:
                each.rows, each.cursor = rows, first
                return

    def _headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self._token()}"}

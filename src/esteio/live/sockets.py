"""Socket.IO: who is let in, and what clients may send. Every payload is checked; none of them can raise.

Sockets that are up to date are in the rooms of their channels, so that what they are told is one loop of writes.
"""

from __future__ import annotations

import math
import time
from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from esteio.core.access import Actor
from esteio.core.audit import Origin
from esteio.core.db import DATABASE_TROUBLE
from esteio.core.errors import EsteioError, NotAuthenticated
from esteio.http.identity import ACCESS_COOKIE, Authenticator
from esteio.http.limits import RateLimiter, Verdict, Violations, address_key
from esteio.live.events import ClientEvent, Close, Refusal, Refused, ServerEvent, goodbye, refused
from esteio.live.hub import Hub, Refusing
from esteio.live.reader import Reader, expiry_of
from esteio.live.subscriptions import Channel
from esteio.live.telling import Frame
from esteio.socketio import ConnectionRefused, Handshake, Namespace, Reason, Server, Socket

MAX_MESSAGE_BYTES = 65_536
MAX_EVENTS = 50

Name = Annotated[str, Meta(max_length=100)]


class _Payload(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a client sends."""


class Subscribe(_Payload, frozen=True):
    """Of `subscribe`."""

    events: Annotated[list[Name], Meta(max_length=MAX_EVENTS)]
    since: str | dict[Name, str] | None = None
    filters: dict[Name, str | list[str]] = {}


class Unsubscribe(_Payload, frozen=True):
    """Of `unsubscribe`."""

    events: Annotated[list[Name], Meta(max_length=MAX_EVENTS)]


class Heartbeat(_Payload, frozen=True):
    """Of `heartbeat`."""

    timestamp: int | float | Annotated[str, Meta(max_length=50)] | None = None


class Authenticate(_Payload, frozen=True):
    """Of `authenticate`."""

    token: str


class PresenceJoin(_Payload, frozen=True):
    """Of `presence:join`."""

    place: Name
    state: Any = None


class PresenceUpdate(_Payload, frozen=True):
    """Of `presence:update`."""

    place: Name
    state: Any


class PresenceLeave(_Payload, frozen=True):
    """Of `presence:leave`."""

    place: Name


class SocketReader(Reader):
    """A reader that came by Socket.IO."""

    __slots__ = ("_socket",)

    def __init__(self, hub: Hub, actor: Actor, expires_at: int, socket: Socket) -> None:
        super().__init__(hub, actor, expires_at)
        self._socket = socket

    @property
    def transport(self) -> str:  # pyright: ignore[reportIncompatibleVariableOverride] - changes with an upgrade
        """What it has at the moment."""
        return "polling" if self._socket.connection.is_polling else "websocket"

    def push(self, frame: Frame) -> None:
        """See `Reader`."""
        self._socket.send(frame.message)

    def enter(self, channel: Channel) -> None:
        """See `Reader`."""
        self._socket.join(channel.room)

    def leave(self, channel: Channel) -> None:
        """See `Reader`."""
        self._socket.leave(channel.room)

    def close(self, code: Close, after_ms: int | None = None) -> None:
        """See `Reader`."""
        if self.number not in self.hub.readers:
            return
        self.hub.closes[code.name] += 1
        self.push(Frame(ServerEvent.GOODBYE, msgspec.json.encode(goodbye(code, after_ms))))
        self.hub.remove(self)
        self._socket.close(code, code.name)


class LiveNamespace(Namespace):
    """The one namespace, `/`."""

    def __init__(self, hub: Hub, authenticator: Authenticator, limiter: RateLimiter, violations: Violations) -> None:
        super().__init__()
        self._hub = hub
        self._authenticator = authenticator
        self._limiter = limiter
        self._violations = violations
        hub.teller.namespace = self
        hub.rights.forget = authenticator.forget
        self._handlers_of: Mapping[str, tuple[type[_Payload], Callable[[Reader, Any], Any]]] = {
            ClientEvent.SUBSCRIBE: (Subscribe, self._subscribe),
            ClientEvent.UNSUBSCRIBE: (Unsubscribe, self._unsubscribe),
            ClientEvent.HEARTBEAT: (Heartbeat, self._heartbeat),
            ClientEvent.AUTHENTICATE: (Authenticate, self._authenticate),
            ClientEvent.PRESENCE_JOIN: (PresenceJoin, self._join),
            ClientEvent.PRESENCE_UPDATE: (PresenceUpdate, self._update),
            ClientEvent.PRESENCE_LEAVE: (PresenceLeave, self._leave),
        }

    # Coming and going.

    def on_connect(self, socket: Socket, auth: dict[str, Any] | None) -> Awaitable[None] | None:
        """Let in who brings a good token; without waiting when everything is known already."""
        token = _token_of(auth, socket.handshake)
        if token is None:
            return self._refuse_unknown(socket.handshake.address)
        generation = self._hub.rights.generation
        actor = self._authenticator.remembered(token)
        if actor is None:
            return self._connect(socket, token, generation)
        verdict = self._limiter.try_spend(f"connect:{actor.user_id}", self._hub.config.connect_limit)
        if verdict is None:
            return self._connect(socket, token, generation)
        self._enter(socket, actor, token, generation, verdict)
        return None

    def on_disconnect(self, socket: Socket, reason: Reason) -> None:
        """Forget them."""
        reader: Reader | None = socket.data
        if reader is not None:
            self._hub.remove(reader)
            socket.data = None  # the two name each other, and nobody should have to wait for the collector

    def on_behind(self, socket: Socket) -> None:
        """More waits for them than they take."""
        if socket.data is not None:
            self._hub.fell_behind(socket.data)

    def on_drained(self, socket: Socket) -> None:
        """They have taken it."""
        if socket.data is not None:
            self._hub.caught_up(socket.data)

    async def _connect(self, socket: Socket, token: str, generation: int) -> None:
        try:
            actor = await self._authenticator.actor(token)
        except NotAuthenticated:
            await self._refuse_unknown(socket.handshake.address)
            return
        except (*DATABASE_TROUBLE, EsteioError):
            # Whoever they are: they may come back when we can look.
            raise _refusal(Refusing(Close.GOING_AWAY, 1_000)) from None
        verdict = await self._limiter.spend(f"connect:{actor.user_id}", self._hub.config.connect_limit)
        self._enter(socket, actor, token, generation, verdict)

    def _enter(self, socket: Socket, actor: Actor, token: str, generation: int, verdict: Verdict) -> None:
        if not verdict.allowed:
            raise _refusal(Refusing(Close.TOO_MANY_CONNECTIONS, math.ceil(verdict.retry_after_s * 1_000)))
        refusing = self._hub.refusal(actor)
        if refusing is not None:
            raise _refusal(refusing)
        handshake = socket.handshake
        socket.data = reader = SocketReader(self._hub, actor, expiry_of(token), socket)
        origin = Origin(handshake.address, handshake.headers.get("user-agent", ""))
        self._hub.add(reader, generation, origin)

    async def _refuse_unknown(self, address: str) -> None:
        """Nobody we know: counted like any request of nobody, and refused."""
        key, limit = address_key(address), self._hub.config.address_limit
        block = self._violations.blocked(key)
        if block is not None:
            wait_s = max(1.0, block.until.timestamp() - time.time())
            raise _refusal(Refusing(Close.TOO_MANY_CONNECTIONS, math.ceil(wait_s * 1_000)))
        verdict = self._limiter.try_spend(key, limit) or await self._limiter.spend(key, limit)
        if not verdict.allowed:
            await self._violations.record(key, limit)
            raise _refusal(Refusing(Close.TOO_MANY_CONNECTIONS, math.ceil(verdict.retry_after_s * 1_000)))
        raise _refusal(Refusing(Close.UNAUTHENTICATED, None))

    # Messages.

    def dispatch(self, socket: Socket, event: str, arguments: list[Any], size: int) -> Any:
        """Count, check, do; what is returned is the acknowledgement."""
        reader: Reader | None = socket.data
        if reader is None or reader.number not in self._hub.readers:
            return None
        payload = _read(self._handlers_of.get(event), arguments)
        cost = max(1, len(payload.events)) if isinstance(payload, (Subscribe, Unsubscribe)) else 1
        wait_s = reader.spend(cost if isinstance(payload, Subscribe) else 1, self._hub.config.messages_per_minute)
        if wait_s is not None:
            reader.close(Close.TOO_MANY_MESSAGES, math.ceil(wait_s * 1_000))
            return None
        if isinstance(payload, Refused):
            return _Refusal(payload)
        if payload is None:
            return _Refusal(refused(Refusal.UNKNOWN_EVENT, event[:100]))
        return self._handlers_of[event][1](reader, payload)

    def _subscribe(self, reader: Reader, payload: Subscribe) -> Any:
        since = payload.since or {}
        return self._hub.subscribing.subscribe(
            reader,
            payload.events,
            dict.fromkeys(payload.events, since) if isinstance(since, str) else since,
            dict.fromkeys(payload.events, payload.filters),
        )

    def _unsubscribe(self, reader: Reader, payload: Unsubscribe) -> Any:
        return {"removed": self._hub.subscribing.unsubscribe(reader, payload.events)}

    def _heartbeat(self, reader: Reader, payload: Heartbeat) -> Any:
        answer = {"timestamp": payload.timestamp, "serverTime": round(time.time() * 1_000)}
        # A handler is not told whether an acknowledgement is wanted, so there is the event in any case.
        reader.push(Frame(ServerEvent.HEARTBEAT, msgspec.json.encode(answer)))
        return answer

    async def _authenticate(self, reader: Reader, payload: Authenticate) -> Any:
        try:
            actor = await self._authenticator.actor(payload.token)
        except NotAuthenticated:
            return {"ok": False, **_as_members(refused(Refusal.INVALID_TOKEN))}
        except (*DATABASE_TROUBLE, EsteioError):
            return {"ok": False, **_as_members(refused(Refusal.UNAVAILABLE))}
        if (actor.user_id, actor.tenant_id) != (reader.actor.user_id, reader.actor.tenant_id):
            return {"ok": False, **_as_members(refused(Refusal.OTHER_PERSON))}
        expires_at = expiry_of(payload.token)
        self._hub.renew(reader, actor, expires_at)
        return {"ok": True, "expiresAt": expires_at * 1_000}

    async def _join(self, reader: Reader, payload: PresenceJoin) -> Any:
        try:
            people = await self._hub.presence.join(reader, payload.place, payload.state)
        except (*DATABASE_TROUBLE, EsteioError):
            return _Refusal(refused(Refusal.UNAVAILABLE))
        return _Refusal(people) if isinstance(people, Refused) else {"people": people}

    def _update(self, reader: Reader, payload: PresenceUpdate) -> Any:
        answer = self._hub.presence.update(reader, payload.place, payload.state)
        return {"ok": True} if answer is None else _Refusal(answer)

    def _leave(self, reader: Reader, payload: PresenceLeave) -> Any:
        self._hub.presence.leave(reader, payload.place)
        return {"ok": True}


class LiveServer(Server):
    """The Socket.IO server of a hub: its clients are sent away by the hub, which tells them when to come back."""

    def __init__(
        self,
        hub: Hub,
        namespace: LiveNamespace,
        *,
        allowed_origins: Collection[str],
        address_of: Callable[[str, list[tuple[bytes, bytes]]], str],
        ping_interval_s: float,
        ping_timeout_s: float,
        **more: Any,
    ) -> None:
        config = hub.config
        super().__init__(
            namespace,
            allowed_origins=allowed_origins,
            address_of=address_of,
            ping_interval_s=ping_interval_s,
            ping_timeout_s=ping_timeout_s,
            max_payload=MAX_MESSAGE_BYTES,
            buffer_limit=config.buffer_bytes,
            behind_timeout_s=config.behind_s * 2,  # the hub closes them, with its own code; this is the wall behind it
            max_connections=config.max_connections + 1_000,  # the hub refuses them and says why
            **more,
        )
        self._hub = hub

    async def close_all(self, *, waves: int = 10, over_s: float = 5.0) -> None:
        """See `Server`; event streams are sent away, too."""
        await self._hub.close_all(over_s=over_s, waves=waves)
        await super().close_all(waves=1, over_s=0)


class _Refusal(msgspec.Struct, frozen=True):
    """As an acknowledgement."""

    refused: Refused


def _as_members(answer: Refused) -> dict[str, str]:
    return {"code": answer.code, "message": answer.message}


def _refusal(refusing: Refusing) -> ConnectionRefused:
    data = msgspec.to_builtins(goodbye(refusing.code, refusing.after_ms))
    return ConnectionRefused(refusing.code.name, data)


def _token_of(auth: dict[str, Any] | None, handshake: Handshake) -> str | None:
    token = (auth or {}).get("token")
    if isinstance(token, str) and token:
        return token
    # A page of another origin is not let in with cookies; see `allowed_origins` of the server.
    return handshake.cookies.get(ACCESS_COOKIE) or None


def _read(known: tuple[type[_Payload], Any] | None, arguments: list[Any]) -> Any:
    """The payload, a refusal, or None for an event that does not exist."""
    if known is None:
        return None
    given = arguments[0] if arguments else {}
    try:
        return msgspec.convert(given, known[0], strict=True)
    except msgspec.ValidationError as error:
        return refused(Refusal.INVALID_PAYLOAD, str(error)[:200])

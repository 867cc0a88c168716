"""Who is asking: a token is verified once and its actor remembered until it expires or a signal says to forget."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable
from http.cookies import CookieError, SimpleCookie
from typing import NamedTuple

from esteio.core.access import Actor
from esteio.core.tokens import AccessClaims, InvalidToken, Tokens
from esteio.http.responses import find

ACCESS_COOKIE = "esteio_access"
REFRESH_COOKIE = "esteio_refresh"
CSRF_COOKIE = "esteio_csrf"
REMEMBER_AT_MOST_S = 60.0

LoadActor = Callable[[AccessClaims], Awaitable[Actor | None]]


class _Entry:
    __slots__ = ("actor", "until")

    def __init__(self, actor: Actor, until: float) -> None:
        self.actor = actor
        self.until = until


class Authenticator:
    """Turns access tokens into actors.

    `load_actor` asks the database whether session, person and membership still stand and which rights they give.
    While `trusted()` is False (the process is deaf to signals) nothing is remembered.
    """

    def __init__(
        self, tokens: Tokens, load_actor: LoadActor, trusted: Callable[[], bool], max_entries: int = 20_000
    ) -> None:
        self._tokens = tokens
        self._load_actor = load_actor
        self._trusted = trusted
        self._max_entries = max_entries
        self._entries: OrderedDict[str, _Entry] = OrderedDict()
        self._epoch = 0

    def remembered(self, token: str) -> Actor | None:
        """The actor of a token that is known to be good at this moment, without waiting."""
        entry = self._entries.get(token)
        if entry is None:
            return None
        if entry.until <= time.monotonic():
            del self._entries[token]
            return None
        return entry.actor

    async def actor(self, token: str) -> Actor:
        """The actor of `token`; raises `InvalidToken` or `ExpiredToken`."""
        actor = self.remembered(token)
        if actor is not None:
            return actor
        claims = self._tokens.read_access(token)
        epoch = self._epoch
        actor = await self._load_actor(claims)
        if actor is None:
            raise InvalidToken("Sua sessão foi encerrada. Entre de novo.")
        # Something was forgotten while we were loading: what we hold may be older than that word.
        if epoch == self._epoch and self._trusted():
            # By what counts seconds: a clock that is set back must not make anything be remembered for longer.
            lasts_s = min(claims.expires_at - time.time(), REMEMBER_AT_MOST_S)
            self._entries[token] = _Entry(actor, time.monotonic() + lasts_s)
            if len(self._entries) > self._max_entries:
                self._entries.popitem(last=False)
        return actor

    def forget(self, subject: str) -> None:
        """Forget `session:ID`, `user:ID`, `tenant:ID`, or everything (`*`)."""
        self._epoch += 1
        if subject == "*":
            self._entries.clear()
            return
        kind, _, value = subject.partition(":")
        attribute = {"session": "session_id", "user": "user_id", "tenant": "tenant_id"}.get(kind)
        if attribute is None:
            return
        stale = [token for token, entry in self._entries.items() if str(getattr(entry.actor, attribute)) == value]
        for token in stale:
            del self._entries[token]


class Presented(NamedTuple):
    """What a request shows of who asks."""

    token: str
    """Empty when there is none."""
    in_cookie: bool
    other_scheme: bool = False
    """Authorization names another scheme than Bearer."""


def presented_in(headers: Iterable[tuple[bytes, bytes]]) -> Presented:
    """The access token of a request, from its Authorization or else from the cookie."""
    authorization = find(headers, b"authorization")
    if authorization is None:
        return Presented(read_cookie(find(headers, b"cookie"), ACCESS_COOKIE) or "", in_cookie=True)
    scheme, _, token = authorization.partition(b" ")
    if scheme.lower() != b"bearer":
        return Presented("", in_cookie=False, other_scheme=True)
    return Presented(token.strip().decode("latin-1"), in_cookie=False)


def read_cookie(header: bytes | None, name: str) -> str | None:
    """The value of one cookie, or None; a malformed header counts as none."""
    if header is None or name.encode() not in header:
        return None
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(header.decode("latin-1"))
    except CookieError:
        return None
    morsel = jar.get(name)
    return morsel.value if morsel else None


def make_cookie(name: str, value: str, *, max_age_s: int, path: str, secure: bool, readable: bool = False) -> bytes:
    """A Set-Cookie value; `max_age_s` 0 removes the cookie. `readable` by script only for the CSRF token."""
    parts = [f"{name}={value}", f"Path={path}", f"Max-Age={max_age_s}", "SameSite=Lax"]
    if not readable:
        parts.append("HttpOnly")
    if secure:
        parts.append("Secure")
    return "; ".join(parts).encode("latin-1")

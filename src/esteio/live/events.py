"""The one table of the live protocol: names of events, codes of closing and refusing, and what a client does then.

docs/live-protocol.md and the browser client's `web/src/live/closeCodes.ts` are written from it (docs/write_tables.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum, StrEnum

import msgspec


class ClientEvent(StrEnum):
    """What a client may send."""

    SUBSCRIBE = "subscribe"
    UNSUBSCRIBE = "unsubscribe"
    HEARTBEAT = "heartbeat"
    AUTHENTICATE = "authenticate"
    PRESENCE_JOIN = "presence:join"
    PRESENCE_UPDATE = "presence:update"
    PRESENCE_LEAVE = "presence:leave"


class ServerEvent(StrEnum):
    """What the server sends."""

    DATA_UPDATE = "data_update"
    NOTIFICATION = "notification"
    METRICS = "metrics"
    PRESENCE = "presence"
    HEARTBEAT = "heartbeat"
    SUBSCRIBED = "subscribed"
    """Only on event streams, where nothing can be acknowledged: the acknowledgement of `subscribe`."""
    PERMISSIONS_CHANGED = "permissions_changed"
    AUTH_EXPIRED = "auth_expired"
    GOODBYE = "goodbye"
    """Before the server closes. (`disconnecting` is Socket.IO's own: a stock client takes it for a broken packet.)"""


NOTIFICATIONS = "notifications"
METRICS = "metrics"
"""Names that can be subscribed to beside those of live resources."""


class Action(StrEnum):
    """What a client does after it was closed or refused."""

    RECONNECT = "reconnect"
    AUTHENTICATE = "authenticate"
    STOP = "stop"


class Close(IntEnum):
    """Why the server closes a connection or does not take it: the code of the WebSocket's close frame."""

    UNAUTHENTICATED = 4401
    AUTH_EXPIRED = 4402
    SUSPENDED = 4403
    TOO_SLOW = 4408
    TOO_MANY_MESSAGES = 4409
    GOING_AWAY = 4410
    TOO_MANY_CONNECTIONS = 4413
    TOO_BIG = 1009
    MALFORMED = 1002


class CloseRule(msgspec.Struct, frozen=True):
    """What a code means to the client."""

    action: Action
    meaning: str


CLOSE_RULES: Mapping[Close, CloseRule] = {
    Close.UNAUTHENTICATED: CloseRule(Action.AUTHENTICATE, "re-authenticates, then connects"),
    Close.AUTH_EXPIRED: CloseRule(Action.AUTHENTICATE, "re-authenticates, then connects"),
    Close.SUSPENDED: CloseRule(Action.STOP, "stops: the person or session may not go on"),
    Close.TOO_SLOW: CloseRule(Action.RECONNECT, "connects again and resumes from its cursors"),
    Close.TOO_MANY_MESSAGES: CloseRule(Action.RECONNECT, "connects again after `afterMs`"),
    Close.GOING_AWAY: CloseRule(Action.RECONNECT, "connects again after `afterMs`, which is spread over clients"),
    Close.TOO_MANY_CONNECTIONS: CloseRule(Action.RECONNECT, "connects again after `afterMs`"),
    Close.TOO_BIG: CloseRule(Action.STOP, "stops: a message was too big, a fault of the client"),
    Close.MALFORMED: CloseRule(Action.STOP, "stops: a packet was malformed, a fault of the client"),
}
"""For every code. A code that is not here comes from the network: connect again, with back-off."""


class Refusal(StrEnum):
    """Why something that a client asked for was not done; the connection stays."""

    UNKNOWN_EVENT = "UNKNOWN_EVENT"
    NOT_ALLOWED = "NOT_ALLOWED"
    FILTER_NOT_LIVE = "FILTER_NOT_LIVE"
    INVALID_CURSOR = "INVALID_CURSOR"
    TOO_MANY_SUBSCRIPTIONS = "TOO_MANY_SUBSCRIPTIONS"
    INVALID_PAYLOAD = "INVALID_PAYLOAD"
    INVALID_TOKEN = "INVALID_TOKEN"  # noqa: S105 - a code
    OTHER_PERSON = "OTHER_PERSON"
    UNKNOWN_PLACE = "UNKNOWN_PLACE"
    TOO_MANY_PLACES = "TOO_MANY_PLACES"
    UNAVAILABLE = "UNAVAILABLE"


REFUSAL_RULES: Mapping[Refusal, tuple[str, str]] = {
    Refusal.UNKNOWN_EVENT: ("no such event, or nothing that can be subscribed to", "Não existe: {}."),
    Refusal.NOT_ALLOWED: ("the person may not see it", "Seu papel nesta organização não permite ver isso."),
    Refusal.FILTER_NOT_LIVE: (
        "the filter cannot be judged row by row, or the event has none of that name",
        "Este filtro não acompanha mudanças ao vivo: {}.",
    ),
    Refusal.INVALID_CURSOR: (
        "`since` is not a cursor; leave it out and read the list",
        "Use o cursor da última resposta, como ele veio; sem ele, leia do começo.",
    ),
    Refusal.TOO_MANY_SUBSCRIPTIONS: ("unsubscribe from something first", "Há inscrições demais nesta conexão."),
    Refusal.INVALID_PAYLOAD: ("the payload is not as the table says", "O conteúdo enviado não é válido: {}."),
    Refusal.INVALID_TOKEN: ("the token is not valid; get a new one", "Seu acesso não é válido. Entre de novo."),
    Refusal.OTHER_PERSON: (
        "the token is another person's or organisation's: connect anew with it",
        "Este acesso é de outra pessoa ou organização. Conecte de novo com ele.",
    ),
    Refusal.UNKNOWN_PLACE: (
        "no such row, or one that the person may not see, or the connection is not there",
        "Este lugar não existe ou você não está nele.",
    ),
    Refusal.TOO_MANY_PLACES: ("leave another place first", "Esta conexão já está em lugares demais."),
    Refusal.UNAVAILABLE: ("try again in a moment", "O serviço está se recompondo. Tente de novo em instantes."),
}
"""For every code: what it means, and what the person reads."""


class Refused(msgspec.Struct, frozen=True):
    """Of anything that was asked for in a message."""

    code: Refusal
    message: str


class Goodbye(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True):
    """Payload of `goodbye`, and data of a refused handshake."""

    code: int
    reason: str
    action: Action
    after_ms: int | None = None
    """How long to wait before connecting again."""


def refused(code: Refusal, subject: str = "") -> Refused:
    """What the client is told."""
    return Refused(code, REFUSAL_RULES[code][1].format(subject))


def goodbye(code: Close, after_ms: int | None = None) -> Goodbye:
    """What the client is told before it is closed, or when it is not let in."""
    return Goodbye(int(code), code.name, CLOSE_RULES[code].action, after_ms)

"""Socket.IO packets (protocol 5): reading what clients send, building what they get.

`<type>[<attachments>-][<namespace>,][<acknowledgement id>][JSON]`, each inside an Engine.IO message (a leading 4).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Any, TypeGuard, cast

import msgspec

from esteio.socketio.errors import PacketError
from esteio.socketio.message import Message

MAX_ATTACHMENTS = 10
"""As many as the reference implementation takes."""
MAX_DEPTH = 64
"""Nesting of JSON that handlers may be given, so that those that walk it need not fear for the stack."""
MAIN = "/"
RESERVED = frozenset({"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"})
"""Events that the libraries raise themselves; nobody sends them."""

_HEAD = re.compile(rb"([0-6])(?:(?<=[56])([0-9]{1,4})-)?(?:(/[^,\x00-\x20]{0,255})(?:,|\Z))?([0-9]{1,15})?(?![0-9])")


class PacketType(IntEnum):
    """The first digit."""

    CONNECT = 0
    DISCONNECT = 1
    EVENT = 2
    ACK = 3
    CONNECT_ERROR = 4
    BINARY_EVENT = 5
    BINARY_ACK = 6


class Packet(msgspec.Struct, frozen=True, gc=False):
    """What a client sent; `attachments` of them are still to come when it is greater than 0."""

    type: PacketType
    namespace: str = MAIN
    data: Any = None
    id: int | None = None
    attachments: int = 0


def decode(text: bytes) -> Packet:
    """The packet, checked down to the form of its payload; raises `PacketError` and nothing else."""
    match = _HEAD.match(text)
    if match is None:
        raise PacketError("no packet")
    kind, count, namespace, number = match.groups()
    type_ = PacketType(int(kind))
    if (count is None) is (type_ >= PacketType.BINARY_EVENT):
        raise PacketError("no number of attachments")
    attachments = int(count or 0)
    if attachments > MAX_ATTACHMENTS or (count is not None and attachments == 0):
        raise PacketError("not so many attachments")
    try:
        name = namespace.decode().partition("?")[0] if namespace else MAIN
        data = _decode_json(text[match.end() :])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise PacketError(str(error)) from None
    packet = Packet(type_, name, data, None if number is None else int(number), attachments)
    if not _fits(packet):
        raise PacketError("a payload that this type of packet does not have")
    return packet


def with_attachments(packet: Packet, attachments: Sequence[bytes]) -> Packet:
    """The packet with bytes in the places that were held for them; raises `PacketError` when these do not fit."""
    return Packet(packet.type, packet.namespace, _fill(packet.data, attachments), packet.id)


def event(name: str, arguments: Sequence[Any], *, namespace: str = MAIN, number: int | None = None) -> Message:
    """An event, asking for an acknowledgement when it has a number; bytes anywhere in lists and dicts are attached.

    Raises `TypeError` for what cannot be JSON.
    """
    return _message(PacketType.EVENT, [name, *arguments], namespace, number)


def ack(arguments: Sequence[Any], *, namespace: str = MAIN, number: int) -> Message:
    """The answer to an event with that number."""
    return _message(PacketType.ACK, list(arguments), namespace, number)


def encoded_event(name: str, json: Sequence[bytes], *, namespace: str = MAIN) -> Message:
    """An event whose arguments are JSON already; they are not looked into."""
    return Message(b"".join((_head(PacketType.EVENT, namespace), b"[", b",".join((_json(name), *json)), b"]")))


def connect(socket_id: str, *, namespace: str = MAIN) -> Message:
    """The client is in."""
    return Message(_head(PacketType.CONNECT, namespace) + b'{"sid":"%b"}' % socket_id.encode())


def connect_error(message: str, data: Any = None, *, namespace: str = MAIN) -> Message:
    """The client is not let in."""
    content = {"message": message} if data is None else {"message": message, "data": data}
    return Message(_head(PacketType.CONNECT_ERROR, namespace) + _json(content))


def disconnect(*, namespace: str = MAIN) -> Message:
    """The client is out; a stock client does not come back by itself."""
    return Message(_head(PacketType.DISCONNECT, namespace))


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Whether it is a list; of what is unknown."""
    return isinstance(value, list)


def is_dict(value: object) -> TypeGuard[dict[str, Any]]:
    """Whether it is an object of JSON."""
    return isinstance(value, dict)


_json = msgspec.json.encode


def _decode_json(text: bytes) -> Any:
    if not text:
        return None
    data = msgspec.json.decode(text)
    if text.count(b"[") + text.count(b"{") > MAX_DEPTH and _deeper_than(data, MAX_DEPTH):
        raise PacketError("nested too deeply")
    return data


def _deeper_than(data: Any, limit: int) -> bool:
    level = [data]
    for _ in range(limit):
        level = [
            child
            for node in level
            for child in (node if isinstance(node, list) else cast("dict[str, Any]", node).values())
            if isinstance(child, (list, dict))
        ]
        if not level:
            return False
    return True


def _fits(packet: Packet) -> bool:
    data: Any = packet.data
    match packet.type:
        case PacketType.CONNECT:
            return data is None or is_dict(data)
        case PacketType.DISCONNECT:
            return data is None
        case PacketType.CONNECT_ERROR:
            return isinstance(data, str) or is_dict(data)
        case PacketType.EVENT | PacketType.BINARY_EVENT:
            return is_list(data) and bool(data) and isinstance(data[0], str) and data[0] not in RESERVED
        case PacketType.ACK | PacketType.BINARY_ACK:
            return is_list(data) and packet.id is not None


def _fill(value: Any, attachments: Sequence[bytes]) -> Any:
    if is_list(value):
        return [_fill(item, attachments) for item in value]
    if not is_dict(value):
        return value
    if value.get("_placeholder") is not True:
        return {key: _fill(item, attachments) for key, item in value.items()}
    number = value.get("num")
    if type(number) is not int or not 0 <= number < len(attachments):
        raise PacketError("an attachment that does not come")
    return attachments[number]


def _message(type_: PacketType, content: list[Any], namespace: str, number: int | None) -> Message:
    if not _holds_bytes(content):
        return Message(_head(type_, namespace, number) + _json(content))
    attachments: list[bytes] = []
    content = [_extract(item, attachments) for item in content]
    type_ = PacketType.BINARY_EVENT if type_ is PacketType.EVENT else PacketType.BINARY_ACK
    return Message(_head(type_, namespace, number, len(attachments)) + _json(content), attachments)


def _head(type_: PacketType, namespace: str, number: int | None = None, attachments: int = 0) -> bytes:
    return (
        f"4{type_.value}{f'{attachments}-' if attachments else ''}"
        f"{'' if namespace == MAIN else f'{namespace},'}{'' if number is None else number}"
    ).encode()


def _holds_bytes(value: object) -> bool:
    if isinstance(value, (bytes, bytearray, memoryview)):
        return True
    if isinstance(value, Mapping):
        return any(map(_holds_bytes, cast("Mapping[str, Any]", value).values()))
    return isinstance(value, (list, tuple)) and any(map(_holds_bytes, cast("Sequence[Any]", value)))


def _extract(value: Any, attachments: list[bytes]) -> Any:
    if isinstance(value, (bytes, bytearray, memoryview)):
        attachments.append(bytes(cast("bytes", value)))
        return {"_placeholder": True, "num": len(attachments) - 1}
    if isinstance(value, Mapping):
        return {key: _extract(item, attachments) for key, item in cast("Mapping[str, Any]", value).items()}
    if isinstance(value, (list, tuple)):
        return [_extract(item, attachments) for item in cast("Sequence[Any]", value)]
    return value

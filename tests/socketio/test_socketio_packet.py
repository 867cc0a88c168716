"""Packets: what is written is read back; what is no packet is told as such, and never as anything else."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esteio.socketio import packet as packets
from esteio.socketio.errors import PacketError
from esteio.socketio.message import BINARY, Message, frame
from esteio.socketio.packet import MAX_ATTACHMENTS, MAX_DEPTH, Packet, PacketType, decode, with_attachments

TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)
NUMBERS = st.none() | st.integers(0, 10**15 - 1)
NAMESPACES = st.sampled_from(["/", "/custom", "/a-b/ç", "/1"])
SCALARS = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
EVENTS = TEXTS.filter(lambda name: name not in packets.RESERVED)


def values(leaves: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    keys = TEXTS.filter(lambda key: key != "_placeholder")
    return st.recursive(leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4))


PLAIN = values(SCALARS | TEXTS)


def read(message: Message) -> Packet:
    """As a client's packet would be read."""
    packet = decode(message.text[1:])
    assert packet.attachments == len(message.attachments)
    return with_attachments(packet, message.attachments) if packet.attachments else packet


class TestRoundTrip:
    @given(EVENTS, st.lists(PLAIN, max_size=3), NAMESPACES, NUMBERS)
    def test_events(self, name: str, arguments: list[Any], namespace: str, number: int | None):
        packet = read(packets.event(name, arguments, namespace=namespace, number=number))
        assert packet == Packet(PacketType.EVENT, namespace, [name, *arguments], number)

    @given(st.lists(PLAIN, max_size=3), NAMESPACES, st.integers(0, 10**15 - 1))
    def test_acknowledgements(self, arguments: list[Any], namespace: str, number: int):
        packet = read(packets.ack(arguments, namespace=namespace, number=number))
        assert packet == Packet(PacketType.ACK, namespace, arguments, number)

    @given(st.lists(values(SCALARS | TEXTS | st.binary(max_size=20)), max_size=3), NAMESPACES, NUMBERS)
    def test_bytes_anywhere(self, arguments: list[Any], namespace: str, number: int | None):
        message = packets.event("e", arguments, namespace=namespace, number=number)
        if len(message.attachments) <= MAX_ATTACHMENTS:
            packet = read(message)
            assert packet.data == ["e", *arguments]
            assert (packet.namespace, packet.id) == (namespace, number)

    @given(EVENTS, st.lists(PLAIN, max_size=3), NAMESPACES)
    def test_what_was_encoded_before_reads_the_same(self, name: str, arguments: list[Any], namespace: str):
        encoded = [json.dumps(argument).encode() for argument in arguments]
        packet = read(packets.encoded_event(name, encoded, namespace=namespace))
        assert packet == Packet(PacketType.EVENT, namespace, [name, *arguments])


class TestNothingElseIsRaised:
    @given(st.binary(max_size=60))
    def test_for_any_bytes(self, data: bytes):
        with pytest.raises(PacketError) if not is_packet(data) else no_error():
            decode(data)

    @given(st.from_regex(rb"[0-9]{1,2}-?(/[a-z]*,)?[0-9]{0,20}[\[\]{}\",0-9a-z:]{0,30}", fullmatch=True))
    def test_for_what_looks_like_a_packet(self, data: bytes):
        with pytest.raises(PacketError) if not is_packet(data) else no_error():
            decode(data)

    @given(PLAIN, st.lists(st.binary(max_size=3), max_size=3), st.integers(-2, 5) | st.just(True) | TEXTS)
    def test_for_any_placeholder(self, value: Any, attachments: list[bytes], number: Any):
        packet = Packet(PacketType.BINARY_EVENT, "/", ["e", value, {"_placeholder": True, "num": number}], None, 1)
        fits = type(number) is int and 0 <= number < len(attachments)
        with no_error() if fits else pytest.raises(PacketError):
            with_attachments(packet, attachments)


class no_error:
    """In the place of `pytest.raises` where nothing is."""

    def __enter__(self) -> None: ...
    def __exit__(self, *_: object) -> None: ...


def is_packet(data: bytes) -> bool:
    try:
        decode(data)
    except PacketError:
        return False
    return True


class TestDecode:
    @pytest.mark.parametrize(
        ("text", "packet"),
        [
            ("0", Packet(PacketType.CONNECT)),
            ("0/custom", Packet(PacketType.CONNECT, "/custom")),
            ('0/custom,{"token":"1"}', Packet(PacketType.CONNECT, "/custom", {"token": "1"})),
            ("0/custom?token=1,", Packet(PacketType.CONNECT, "/custom")),
            ("1/custom,", Packet(PacketType.DISCONNECT, "/custom")),
            ('2["e"]', Packet(PacketType.EVENT, "/", ["e"])),
            ('212["e",1]', Packet(PacketType.EVENT, "/", ["e", 1], 12)),
            ("3/admin,13[]", Packet(PacketType.ACK, "/admin", [], 13)),
            ('4{"message":"no"}', Packet(PacketType.CONNECT_ERROR, "/", {"message": "no"})),
            (
                '52-/a,7["e",{"_placeholder":true,"num":0}]',
                Packet(PacketType.BINARY_EVENT, "/a", ["e", {"_placeholder": True, "num": 0}], 7, 2),
            ),
        ],
    )
    def test_examples_of_the_specification(self, text: str, packet: Packet):
        assert decode(text.encode()) == packet

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "7",
            "abc",
            "2",
            "2{}",
            "2[]",
            "2[1]",
            '2["connect"]',
            '2abc["e"]',
            '2["e"',
            "0[]",
            "1{}",
            "3[]",
            "31",
            '5["e"]',
            '50-["e"]',
            '511-["e"]',
            '51["e"]',
            '21-["e"]',
            '4["no"]',
            '21234567890123456["e"]',
        ],
    )
    def test_what_is_none(self, text: str):
        with pytest.raises(PacketError):
            decode(text.encode())

    def test_nesting_has_a_limit(self):
        def nested(depth: int) -> bytes:
            return b'2["e",' + b"[" * depth + b"]" * depth + b"]"

        decode(nested(MAX_DEPTH - 1))
        for depth in (MAX_DEPTH, 5_000, 400_000):
            with pytest.raises(PacketError):
                decode(nested(depth))

    def test_many_brackets_side_by_side_are_no_nesting(self):
        decode(b'2["e",' + b",".join([b"[{}]"] * 1000) + b"]")


class TestFrame:
    @pytest.mark.parametrize("size", [0, 125, 126, 65_535, 65_536])
    def test_lengths(self, size: int):
        made = frame(b"x" * size, BINARY)
        short = {True: 2, size >= 126: 4, size >= 65_536: 10}[True]
        assert made[0] == 0x82
        assert len(made) == short + size
        assert int.from_bytes(made[2:short], "big") == size if short > 2 else made[1] == size

    def test_attachments_follow_in_frames_of_their_own(self):
        message = packets.event("e", [b"\x01\x02"])
        assert message.frames == frame(message.text, 1) + frame(b"\x01\x02", 2)
        assert message.chunk() == b'451-["e",{"_placeholder":true,"num":0}]\x1ebAQI='

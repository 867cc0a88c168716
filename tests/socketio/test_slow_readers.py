"""Clients that do not read: bounded memory for them, nothing lost or late for the others."""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import AsyncGenerator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from tests.socketio.raw_client import PING, Serving, WebSocket, serving, until

from esteio.socketio import CloseCode, Namespace, Reason, Server, Socket, websocket
from esteio.socketio.connection import HARD_LIMIT

LIMIT = 64 * 1024
EVENT = b'"' + b"x" * 8_000 + b'"'


class Feed(Namespace):
    """As the live hub does it: whoever is behind leaves the room, and comes back with one message when it drained."""

    def __init__(self, *, leaves: bool) -> None:
        super().__init__("/")
        self.leaves = leaves
        self.behind: list[Socket] = []
        self.drained: list[Socket] = []
        self.went: list[Reason] = []

    def on_connect(self, socket: Socket, auth: object) -> None:
        socket.join("feed")

    def on_disconnect(self, socket: Socket, reason: Reason) -> None:
        self.went.append(reason)

    def on_behind(self, socket: Socket) -> None:
        self.behind.append(socket)
        if self.leaves:
            socket.leave("feed")

    def on_drained(self, socket: Socket) -> None:
        self.drained.append(socket)
        if self.leaves:
            socket.emit("delta")
            socket.join("feed")


@pytest.fixture
async def feed() -> Feed:
    return Feed(leaves=True)


@pytest.fixture
async def address(feed: Feed) -> AsyncGenerator[Serving]:
    async with serving(Server(feed, buffer_limit=LIMIT, behind_timeout_s=0.5)) as address:
        yield address
    assert address.server.statistics.behind == 0


async def stalled(address: Serving, **options: Any) -> WebSocket:
    """One that reads no more from here on."""
    websocket = await address.client(receive_buffer=4096, **options)
    websocket.writer.transport.pause_reading()  # pyright: ignore[reportAttributeAccessIssue]
    return websocket


def resume(websocket: WebSocket) -> None:
    websocket.writer.transport.resume_reading()  # pyright: ignore[reportAttributeAccessIssue]


async def send_until_behind(feed: Feed) -> int:
    for count in range(2_000):
        if feed.behind:
            return count
        feed.emit_encoded("data_update", EVENT, room="feed")
        await asyncio.sleep(0)
    raise AssertionError("never behind")


class TestOneThatStalls:
    async def test_is_told_of_and_catches_up(self, feed: Feed, address: Serving):
        slow = await stalled(address)
        count = await send_until_behind(feed)
        [socket] = feed.behind
        assert socket.is_behind
        assert LIMIT < socket.buffered < LIMIT + 2 * len(EVENT)
        assert feed.emit_encoded("data_update", EVENT, room="feed") == 0
        resume(slow)
        messages = [await slow.text() for _ in range(count + 1)]
        assert messages[-1] == '42["delta"]'
        assert all(message.endswith('x"]') for message in messages[:-1])
        await until(lambda: feed.drained == [socket])
        assert not socket.is_behind
        assert feed.emit("again", room="feed") == 1
        assert await slow.text() == '42["again"]'

    async def test_is_closed_after_its_time(self, feed: Feed, address: Serving):
        slow = await stalled(address)
        await send_until_behind(feed)
        await until(lambda: feed.went == [Reason.BEHIND], within_s=3)
        resume(slow)
        await slow.closed()
        assert address.server.statistics.closed_behind == 1

    async def test_sees_the_code_of_its_end_when_it_reads_again(
        self, feed: Feed, address: Serving, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr(websocket, "CLOSE_TIMEOUT_S", 0.0)
        slow, brisk = await stalled(address), await address.client()
        await send_until_behind(feed)
        await until(lambda: feed.went == [Reason.BEHIND], within_s=3)
        [other] = feed.sockets.values()
        other.close()
        await brisk.closed()
        await until(lambda: address.server.engine.links == 1, within_s=3)  # that one's time is over, by the same clock
        resume(slow)
        assert (await slow.closed()).code == CloseCode.TRY_AGAIN_LATER

    async def test_has_a_hard_limit_when_nobody_listens_to_the_hook(self, feed: Feed, address: Serving):
        feed.leaves = False
        await stalled(address)
        await send_until_behind(feed)
        [socket] = feed.behind
        most = 0
        while socket.is_connected:
            most = max(most, socket.buffered)
            feed.emit_encoded("data_update", EVENT, room="feed")
            feed.flush()
        assert HARD_LIMIT * LIMIT - len(EVENT) < most <= HARD_LIMIT * LIMIT + len(EVENT)
        assert feed.went == [Reason.BEHIND]

    async def test_does_not_fill_memory_by_asking(self, feed: Feed, address: Serving):
        feed.on("ask")(lambda socket: "x" * 8_000)
        slow = await stalled(address)
        for _ in range(2_000):
            try:
                await slow.send('421["ask"]')
                await slow.send_frame(PING, "x" * 100)
            except ConnectionError:
                break
            if feed.went:
                break
        await until(lambda: feed.went == [Reason.BEHIND])

    async def test_costs_the_others_nothing(self, feed: Feed, address: Serving):
        quick = [await address.client() for _ in range(50)]
        await stalled(address)
        received = [asyncio.create_task(read(websocket, 400)) for websocket in quick]
        longest = 0.0
        for _ in range(400):
            began = time.perf_counter()
            feed.emit_encoded("data_update", EVENT, room="feed")
            longest = max(longest, time.perf_counter() - began)
            await asyncio.sleep(0.001)
        assert await asyncio.gather(*received) == [400] * 50
        assert len(feed.behind) == 1
        assert longest < 0.25


class TestEncrypted:
    async def test_is_bounded_and_catches_up_too(self, feed: Feed, tmp_path: Path):
        certificate = tmp_path / "certificate.pem"
        certificate.write_bytes(self_signed())
        trusting = ssl.create_default_context(cafile=certificate)
        server = Server(feed, buffer_limit=LIMIT, behind_timeout_s=5)
        async with serving(server, certificate=certificate) as address:
            quick = await address.client(encryption=trusting)
            slow = await stalled(address, encryption=trusting)
            received = asyncio.create_task(read(quick, 200))
            both = 0
            for _ in range(200):
                both += feed.emit_encoded("data_update", EVENT, room="feed") == 2
                await asyncio.sleep(0.001)
            assert await received == 200
            assert both < 200
            [socket] = feed.behind
            assert socket.buffered > LIMIT
            resume(slow)
            assert [await slow.text() for _ in range(both + 1)][-1] == '42["delta"]'
            await until(lambda: feed.drained == [socket])


class TestPolling:
    async def test_is_bounded_too(self, feed: Feed, address: Serving):
        session_id = await address.open_polling()
        await address.post(session_id, "40")
        await address.get(session_id)
        count = await send_until_behind(feed)
        assert feed.behind[0].buffered > LIMIT
        body = (await address.get(session_id)).text
        assert body.count("data_update") == count
        await until(lambda: len(feed.drained) == 1)
        assert (await address.get(session_id)).text == '42["delta"]'

    async def test_that_never_comes_is_closed(self, feed: Feed, address: Serving):
        session_id = await address.open_polling()
        await address.post(session_id, "40")
        await send_until_behind(feed)
        await until(lambda: feed.went == [Reason.BEHIND], within_s=3)
        assert (await address.get(session_id)).status_code == 400

    async def test_what_waits_goes_along_to_the_websocket(self, feed: Feed, address: Serving):
        session_id = await address.open_polling()
        await address.post(session_id, "40")
        await address.get(session_id)
        websocket = await address.websocket(f"EIO=4&transport=websocket&sid={session_id}")
        await websocket.send("2probe")
        count = await send_until_behind(feed)
        await websocket.send("5")
        messages = [await websocket.text() for _ in range(count + 2)]
        assert (messages[0], messages[-1]) == ("3probe", '42["delta"]')
        assert not feed.drained[0].is_behind


def self_signed() -> bytes:
    """A key and a certificate for localhost."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    encoded_key = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return encoded_key + certificate.public_bytes(Encoding.PEM)


async def read(websocket: WebSocket, count: int) -> int:
    for _ in range(count):
        await websocket.text()
    return count

"""Messages between processes: in order, to everybody, and nobody waits for them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Generator

import pytest
from tests.conditions import until
from tests.own_valkey import OwnValkey

from esteio.core.valkey import connect
from esteio.live.broker import Broker, LocalBroker
from esteio.live.broker_valkey import MAX_WAITING_BYTES, ValkeyBroker


@pytest.fixture
def valkey() -> Generator[OwnValkey]:
    own = OwnValkey()
    yield own
    own.kill()


@pytest.fixture
async def pair(valkey: OwnValkey) -> AsyncGenerator[list[ValkeyBroker]]:
    links = [connect(valkey.url, 5) for _ in range(2)]
    brokers = [ValkeyBroker(link) for link in links]
    for broker in brokers:
        await broker.start()
    yield brokers
    for broker in brokers:
        await broker.stop()
    for link in links:
        await link.close()


async def up(*brokers: Broker) -> None:
    async def so() -> bool:
        return all(broker.is_up for broker in brokers)

    await until(so, within_s=10)


async def received(messages: list[bytes], count: int) -> None:
    async def so() -> bool:
        return len(messages) >= count

    await until(so, within_s=10)


class TestValkeyBroker:
    async def test_everybody_hears_everything_in_order(self, pair: list[ValkeyBroker]) -> None:
        heard: list[list[bytes]] = [[], []]
        for broker, messages in zip(pair, heard, strict=True):
            broker.subscribe("numbers", messages.append)
        await up(*pair)
        await settled(pair[0], "numbers", heard)
        before = [len(messages) for messages in heard]
        expected = [str(number).encode() for number in range(500)]
        for payload in expected:
            pair[0].publish("numbers", payload)
        for messages, count in zip(heard, before, strict=True):
            await received(messages, count + 500)
            assert messages[count:] == expected

    async def test_a_subscription_made_while_it_connects_is_not_forgotten(self, valkey: OwnValkey) -> None:
        for turns in range(12):
            link = connect(valkey.url, 5)
            broker = ValkeyBroker(link)
            heard: list[bytes] = []
            await broker.start()
            for _ in range(turns):
                await asyncio.sleep(0)
            broker.subscribe("late", heard.append)
            await up(broker)
            await settled(broker, "late", [heard])
            await broker.stop()
            await link.close()

    async def test_who_unsubscribed_hears_nothing(self, pair: list[ValkeyBroker]) -> None:
        heard: list[bytes] = []
        other: list[bytes] = []
        pair[1].subscribe("one", heard.append)
        pair[1].subscribe("two", other.append)
        await up(*pair)
        await settled(pair[0], "one", [heard])
        await settled(pair[0], "two", [other])
        pair[1].unsubscribe("one")
        count = len(heard)
        pair[0].publish("one", b"unheard")
        pair[0].publish("two", b"heard")
        await received(other, len(other) + 1)
        assert len(heard) == count

    async def test_a_receiver_that_fails_hears_the_next(self, pair: list[ValkeyBroker]) -> None:
        heard: list[bytes] = []

        def receive(payload: bytes) -> None:
            heard.append(payload)
            raise RuntimeError("a receiver of the tests fails")

        pair[1].subscribe("failing", receive)
        await up(*pair)
        await settled(pair[0], "failing", [heard])
        await settled(pair[0], "failing", [heard])

    async def test_nobody_waits_while_valkey_is_gone_and_it_comes_back(
        self, pair: list[ValkeyBroker], valkey: OwnValkey
    ) -> None:
        heard: list[bytes] = []
        pair[1].subscribe("numbers", heard.append)
        await up(*pair)
        await asyncio.to_thread(valkey.kill)
        payload = bytes(MAX_WAITING_BYTES // 10)
        started = time.perf_counter()
        for _ in range(100):
            pair[0].publish("numbers", payload)
        assert time.perf_counter() - started < 0.5

        async def down() -> bool:
            return not any(broker.is_up for broker in pair)

        await until(down, within_s=5)
        await asyncio.to_thread(valkey.start)
        await up(*pair)
        await settled(pair[0], "numbers", [heard])


class TestLocalBroker:
    async def test_reaches_its_own_process_in_the_next_turn(self) -> None:
        broker = LocalBroker()
        heard: list[bytes] = []
        await broker.start()
        broker.subscribe("numbers", heard.append)
        broker.publish("numbers", b"1")
        broker.publish("nobody", b"2")
        assert heard == []
        await asyncio.sleep(0)
        assert heard == [b"1"]
        broker.unsubscribe("numbers")
        broker.publish("numbers", b"3")
        await broker.stop()
        await asyncio.sleep(0)
        assert heard == [b"1"]


async def settled(publisher: Broker, channel: str, heard: list[list[bytes]]) -> None:
    """Return when all hear what is published now: a subscription takes a moment to stand."""
    before = [len(messages) for messages in heard]

    async def so() -> bool:
        publisher.publish(channel, b"?")
        return all(len(messages) > was for messages, was in zip(heard, before, strict=True))

    await until(so, within_s=10)
    # What was asked more than once must have arrived before anything else is counted.
    publisher.publish(channel, b"!")

    async def quiet() -> bool:
        return all(messages[-1] == b"!" for messages in heard)

    await until(quiet, within_s=10)

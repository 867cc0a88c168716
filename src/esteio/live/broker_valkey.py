"""The broker over Valkey's publish and subscribe."""

from __future__ import annotations

import asyncio
import random
import time
from collections import deque
from functools import partial
from typing import Any

import structlog
from valkey.asyncio import Valkey
from valkey.exceptions import ValkeyError

from esteio.core.valkey import FIRST_RETRY_S, LAST_RETRY_S, ValkeyLink, ValkeyUnavailable
from esteio.live.broker import Receiver

PUBLISH_TIMEOUT_S = 1.0
MAX_WAITING_BYTES = 16 * 1024 * 1024
"""What may wait to be sent. Beyond it all of it is dropped: late messages help nobody."""
MAX_TOGETHER = 64
"""Messages sent in one round trip."""
QUIET_S = 2.0
"""After so long without a message the subscription is asked whether it is alive; after twice that it is renewed."""

log = structlog.get_logger(__name__)


class ValkeyBroker:
    """Publishes over the link's pool and subscribes on a connection of its own, which it renews for ever."""

    shared = True

    def __init__(self, link: ValkeyLink) -> None:
        self._link = link
        self._receivers: dict[str, Receiver] = {}
        self._waiting: deque[tuple[str, bytes]] = deque()
        self._waiting_bytes = 0
        self._wanted = asyncio.Event()
        self._subscription: Any = None
        self._listening = False
        self._tasks: list[asyncio.Task[None]] = []
        self._changing: set[asyncio.Task[None]] = set()

    @property
    def is_up(self) -> bool:
        """Whether Valkey answers and the subscription stands."""
        return self._listening and self._link.is_up

    async def start(self) -> None:
        """Begin to send and to listen."""
        self._tasks = [
            asyncio.create_task(self._send(), name="broker-send"),
            asyncio.create_task(self._receive(), name="broker-receive"),
        ]

    async def stop(self) -> None:
        """End both connections."""
        tasks = [*self._tasks, *self._changing]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def publish(self, channel: str, payload: bytes) -> None:
        """See `Broker`; dropped while Valkey does not answer."""
        if self._waiting_bytes > MAX_WAITING_BYTES:
            self._drop_waiting()
        self._waiting.append((channel, payload))
        self._waiting_bytes += len(payload)
        self._wanted.set()

    def subscribe(self, channel: str, receiver: Receiver) -> None:
        """See `Broker`."""
        self._receivers[channel] = receiver
        self._change("subscribe", channel)

    def unsubscribe(self, channel: str) -> None:
        """See `Broker`."""
        self._receivers.pop(channel, None)
        self._change("unsubscribe", channel)

    def _change(self, command: str, channel: str) -> None:
        if self._subscription is not None:
            task = asyncio.create_task(self._change_now(self._subscription, command, channel))
            self._changing.add(task)
            task.add_done_callback(self._changing.discard)

    async def _change_now(self, subscription: Any, command: str, channel: str) -> None:
        try:
            await getattr(subscription, command)(channel)
        except (ValkeyError, OSError, TimeoutError):
            self._subscription = None  # renewed with the channels that are wanted then

    async def _send(self) -> None:
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            while self._waiting:
                together = [self._waiting.popleft() for _ in range(min(len(self._waiting), MAX_TOGETHER))]
                self._waiting_bytes -= sum(len(payload) for _, payload in together)
                try:
                    await self._link.run(partial(_publish, together), timeout_s=PUBLISH_TIMEOUT_S)
                except ValkeyUnavailable:
                    self._drop_waiting()

    def _drop_waiting(self) -> None:
        self._waiting.clear()
        self._waiting_bytes = 0

    async def _receive(self) -> None:
        retry_s = FIRST_RETRY_S
        while True:
            started = time.monotonic()
            try:
                await self._listen()
            except (ValkeyError, OSError, TimeoutError) as error:
                log.debug("broker_lost", error=type(error).__name__)
            self._listening = False
            retry_s = FIRST_RETRY_S if time.monotonic() - started > LAST_RETRY_S else min(retry_s * 2, LAST_RETRY_S)
            await asyncio.sleep(retry_s * random.uniform(0.8, 1.2))  # noqa: S311 - not a secret

    async def _listen(self) -> None:
        subscription: Any = self._link.client.pubsub()
        try:
            # There is always a channel, so that the subscription can be seen to stand.
            channels = {"esteio:all", *self._receivers}
            await subscription.subscribe(*channels)
            self._subscription = subscription
            if late := self._receivers.keys() - channels:
                await subscription.subscribe(*late)
            heard_at = time.monotonic()
            while self._subscription is subscription:
                message = await subscription.get_message(timeout=QUIET_S / 2)
                now = time.monotonic()
                if message is None:
                    if now - heard_at > 2 * QUIET_S:
                        raise TimeoutError
                    if now - heard_at > QUIET_S / 2:
                        await subscription.ping()
                    continue
                heard_at = now
                self._listening = True
                if message["type"] == "message":
                    self._deliver(message["channel"].decode(), message["data"])
        finally:
            self._subscription = None
            self._listening = False
            await subscription.aclose()

    def _deliver(self, channel: str, payload: bytes) -> None:
        receiver = self._receivers.get(channel)
        if receiver is None:
            return
        try:
            receiver(payload)
        except Exception:
            log.exception("broker_receiver_failed", channel=channel)


async def _publish(messages: list[tuple[str, bytes]], client: Valkey) -> None:
    if len(messages) == 1:
        await client.publish(*messages[0])
        return
    async with client.pipeline(transaction=False) as pipeline:
        for channel, payload in messages:
            pipeline.publish(channel, payload)
        await pipeline.execute()

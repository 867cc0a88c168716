"""A stock `socket.io-client` 4 with the options that people use."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator
from typing import Any

import pytest
from tests.socketio.node import SUITE, node_with_packages
from tests.socketio.raw_client import Serving, serving

from esteio.socketio import ConnectionRefused, Server, Socket
from esteio.socketio.echo import Echo


class Refusing(Echo):
    """Knows one wrong token."""

    def on_connect(self, socket: Socket, auth: dict[str, Any] | None) -> None:
        if auth and auth.get("token") == "wrong":
            raise ConnectionRefused("Não autorizado", {"code": "AUTH"})
        super().on_connect(socket, auth)


@pytest.fixture
async def address() -> AsyncGenerator[Serving]:
    main = Echo("/")

    @main.on("ask-me")
    async def ask(socket: Socket) -> list[Any]:
        answer, attachment = await asyncio.create_task(socket.call("question", b"\x01\x02"))
        return [answer, list(attachment)]

    counting: list[asyncio.Task[None]] = []

    async def count(socket: Socket, to: int) -> None:
        for number in range(to):
            socket.emit("number", number)
            if number % 5 == 0:
                await asyncio.sleep(0.001)

    # As a task, because the handlers of one socket run one after another.
    main.on("count")(lambda socket, to: counting.append(asyncio.ensure_future(count(socket, to))))
    main.on("close-me")(lambda socket: socket.close(1012, "come back"))
    main.on("disconnect-me")(lambda socket: socket.disconnect())
    async with serving(Server(main, Refusing("/custom"), ping_interval_s=0.5)) as address:
        yield address


async def play(address: Serving, scenario: str) -> Any:
    program = await asyncio.create_subprocess_exec(
        str(await asyncio.to_thread(node_with_packages)),
        SUITE / "stock-client.mjs",
        f"http://127.0.0.1:{address.port}",
        scenario,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        said, _ = await asyncio.wait_for(program.communicate(), 60)
    finally:
        if program.returncode is None:
            program.kill()
            await program.wait()
    assert program.returncode == 0
    assert address.server.statistics.handler_errors == address.server.statistics.closed_malformed == 0
    return json.loads(said)


TALK = {
    "auth": {"token": "123"},
    "id": True,
    "back": [1, "dois", {"três": [True, None]}],
    "ack": "a",
    "binary": [1, 2, 3],
    "asked": [{"got": 2}, [7]],
}


class TestStockClient:
    async def test_with_default_options_begins_with_polling_and_upgrades(self, address: Serving):
        assert await play(address, "default") == {**TALK, "transport": "websocket", "after": "after"}
        assert address.server.statistics.upgraded == 1

    @pytest.mark.parametrize("transport", ["websocket", "polling"])
    async def test_with_one_transport(self, address: Serving, transport: str):
        assert await play(address, transport) == {**TALK, "transport": transport}
        assert address.server.statistics.upgraded == 0

    async def test_loses_nothing_while_it_upgrades(self, address: Serving):
        assert await play(address, "order") == {"received": True, "answered": True}

    async def test_comes_back_when_closed_and_stays_away_when_disconnected(self, address: Serving):
        assert await play(address, "reconnect") == {
            "reason": "transport close",
            "code": 1012,
            "other": True,
            "forGood": "io server disconnect",
            "active": False,
        }

    async def test_is_told_why_it_may_not_come_in(self, address: Serving):
        assert await play(address, "refused") == {
            "message": "Não autorizado",
            "data": {"code": "AUTH"},
            "invalid": "Invalid namespace",
        }

    async def test_shares_one_connection_among_namespaces(self, address: Serving):
        assert await play(address, "namespaces") == {"shared": True, "custom": "still here"}
        assert address.server.statistics.opened == 1

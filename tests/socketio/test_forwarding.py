"""Two real processes: what reaches the wrong one finds its session all the same."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import AsyncGenerator, Generator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from tests.plain_http import NO_TLS
from tests.socketio.raw_client import Refused, WebSocket, until

from esteio.socketio import Server, UnixForwarder

NAMES = ("one", "two")
PATH = "/socket.io/?EIO=4&transport="


class Pair:
    """Two processes, each on a port of its own and both on a common one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        listeners = [socket.socket() for _ in range(3)]
        for listener in listeners:
            listener.bind(("127.0.0.1", 0))
            listener.listen(128)
        self.shared, *self.ports = [listener.getsockname()[1] for listener in listeners]
        self.processes = [self._start(name, listeners[0], listeners[number]) for number, name in enumerate(NAMES, 1)]
        for listener in listeners:
            listener.close()

    def _start(self, name: str, *listeners: socket.socket) -> subprocess.Popen[bytes]:
        numbers = [listener.fileno() for listener in listeners]
        return subprocess.Popen(
            [sys.executable, "-m", "tests.socketio.forwarding_process", name, self.folder, *map(str, numbers)],
            pass_fds=numbers,
        )

    def http(self, number: int) -> httpx.AsyncClient:
        """To one of the processes, or to the common port with 2."""
        port = [*self.ports, self.shared][number]
        return httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=10, verify=NO_TLS)


@contextmanager
def running(folder: Path) -> Generator[Pair]:
    pair = Pair(folder)
    try:
        yield pair
    finally:
        for process in pair.processes:
            process.kill()
            process.wait()


@pytest.fixture
async def pair(tmp_path: Path) -> AsyncGenerator[Pair]:
    with running(tmp_path / "run") as pair:
        await until(lambda: all((pair.folder / f"{name}.ws").exists() for name in NAMES), within_s=30)
        yield pair


async def session_at(pair: Pair, number: int) -> str:
    async with pair.http(number) as http:
        opened = await http.get(f"{PATH}polling")
        session_id: str = json.loads(opened.text[1:])["sid"]
        assert session_id.startswith(f"{NAMES[number]}.")
        return session_id


class TestTheWrongProcess:
    async def test_passes_polling_on(self, pair: Pair):
        session_id = await session_at(pair, 0)
        address = f"{PATH}polling&sid={session_id}"
        async with pair.http(0) as right, pair.http(1) as wrong:
            assert (await wrong.post(address, content="40")).text == "ok"
            first, auth = (await right.get(address)).text.split("\x1e")
            assert (first[:2], auth) == ("40", '42["auth",{}]')
            waiting = asyncio.create_task(wrong.get(address))
            await asyncio.sleep(0)
            large = "x" * 150_000
            await right.post(address, content=f'421["who"]\x1e42["message","{large}"]')
            answers = (await waiting).text.split("\x1e")
            while len(answers) < 2:
                answers += (await wrong.get(address)).text.split("\x1e")
            assert answers[:2] == ['431["one"]', f'42["message-back","{large}"]']
            assert (await wrong.post(address, content="x" * 200_001)).status_code == 413
            assert (await wrong.post(address, content="malformed")).status_code == 400
            assert (await right.get(address)).status_code == 400

    async def test_tells_when_the_client_left(self, pair: Pair):
        session_id = await session_at(pair, 0)
        address = f"{PATH}polling&sid={session_id}"
        async with pair.http(0) as right, pair.http(1) as wrong:
            with pytest.raises(httpx.ReadTimeout):
                await wrong.get(address, timeout=0.3)
            async with asyncio.timeout(5):
                while (await right.post(address, content="3")).status_code != 400:
                    pass

    async def test_hands_the_websocket_over(self, pair: Pair):
        session_id = await session_at(pair, 0)
        websocket = await WebSocket.open(pair.ports[1], f"{PATH}websocket&sid={session_id}")
        await websocket.send("2probe")
        assert await websocket.text() == "3probe"
        await websocket.send("5")
        await websocket.send("40")
        assert (await websocket.text()).startswith("40")
        assert await websocket.text() == '42["auth",{}]'
        pair.processes[1].kill()  # it has nothing more to do with it
        pair.processes[1].wait()
        await websocket.send('421["who"]')
        assert await websocket.text() == '431["one"]'
        pair.processes[0].send_signal(signal.SIGTERM)
        assert (await websocket.closed()).code == 1012

    async def test_hands_over_what_the_owner_refuses(self, pair: Pair):
        session_id = await session_at(pair, 0)
        for refused_id in (session_id + "x", "one.nobody"):
            with pytest.raises(Refused) as refused:
                await WebSocket.open(pair.ports[1], f"{PATH}websocket&sid={refused_id}")
            assert refused.value.status == 400
        with pytest.raises(Refused) as refused:
            await WebSocket.open(
                pair.ports[1], f"{PATH}websocket&sid={session_id}", headers={"Origin": "https://evil.example"}
            )
        assert refused.value.status == 403

    async def test_of_a_process_that_died_knows_no_session(self, pair: Pair):
        session_id = await session_at(pair, 0)
        address = f"{PATH}polling&sid={session_id}"
        async with pair.http(1) as wrong:
            waiting = asyncio.create_task(wrong.get(address))
            await asyncio.sleep(0.1)
            pair.processes[0].kill()
            assert (await waiting).status_code == 400
            assert (await wrong.get(address)).status_code == 400
            assert (await wrong.post(address, content="40")).status_code == 400
        with pytest.raises(Refused):
            await WebSocket.open(pair.ports[1], f"{PATH}websocket&sid={session_id}")

    @pytest.mark.parametrize("session_id", ["../two.x", "zzz.x", "one", "one.", ".x", "a/b.c", "x" * 5_000, "%00.x"])
    async def test_is_not_misled_by_names(self, pair: Pair, session_id: str):
        async with pair.http(1) as http:
            assert (await http.get(f"{PATH}polling&sid={session_id}")).status_code == 400
            assert (await http.post(f"{PATH}polling&sid={session_id}", content="40")).status_code == 400


class TestOnePort:
    async def test_many_clients_that_open_a_connection_for_each_request(self, pair: Pair):
        async def talk(number: int) -> str:
            # Each request takes whichever process accepts it.
            async def ask(method: str, body: str = "", session_id: str = "") -> str:
                async with pair.http(2) as http:
                    answer = await http.request(method, f"{PATH}polling&sid={session_id}", content=body)
                    assert answer.status_code == 200, answer.text
                    return answer.text

            session_id: str = json.loads((await ask("GET"))[1:])["sid"]
            await ask("POST", "40", session_id)
            await ask("GET", "", session_id)
            await ask("POST", f'421["message-with-ack",{number}]', session_id)
            assert await ask("GET", "", session_id) == f"431[{number}]"
            websocket = await WebSocket.open(pair.shared, f"{PATH}websocket&sid={session_id}")
            await websocket.send("2probe")
            assert await websocket.text() == "3probe"
            await websocket.send("5")
            await websocket.send('422["who"]')
            answer = await websocket.text()
            websocket.drop()
            return answer

        answers = await asyncio.gather(*(talk(number) for number in range(40)))
        assert set(answers) <= {'432["one"]', '432["two"]'}


class TestTheFolder:
    async def test_belongs_to_one_user_and_is_cleared_of_the_dead(self, pair: Pair):
        assert stat.S_IMODE(pair.folder.stat().st_mode) == 0o700
        for process in pair.processes:
            process.kill()
            process.wait()
        forwarder = UnixForwarder(pair.folder)
        server = Server(process="three", forwarder=forwarder)
        await server.start()
        assert sorted(os.listdir(pair.folder)) == ["three.http", "three.ws"]
        await server.close()
        assert os.listdir(pair.folder) == []

    async def test_with_too_long_a_name_is_refused(self, tmp_path: Path):
        with pytest.raises(ValueError, match="longer than"):
            await Server(forwarder=UnixForwarder(tmp_path / ("x" * 100))).start()

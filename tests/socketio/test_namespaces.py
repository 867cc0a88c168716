"""What an application does with namespaces, sockets, rooms and handlers."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import pytest
from tests.socketio.raw_client import Serving, WebSocket, serving, until

from esteio.socketio import ConnectionRefused, Disconnected, EventRefused, Namespace, Reason, Server, Socket
from esteio.socketio.socket import MAX_QUEUED, PAUSE_AT


class Recorder(Namespace):
    """Keeps who came and went, and lets a test decide on the rest."""

    def __init__(self, name: str = "/") -> None:
        super().__init__(name)
        self.came: list[Socket] = []
        self.went: list[Reason] = []
        self.gate = asyncio.Event()
        self.gate.set()

    async def on_connect(self, socket: Socket, auth: dict[str, Any] | None) -> None:
        await self.gate.wait()
        if auth == {"token": "wrong"}:
            raise ConnectionRefused("Not authorized", {"code": "AUTH"})
        if auth == {"token": "broken"}:
            raise RuntimeError("of ours")
        socket.data = auth
        self.came.append(socket)

    def on_disconnect(self, socket: Socket, reason: Reason) -> None:
        self.went.append(reason)


async def came(namespace: Recorder, count: int = 1) -> list[Socket]:
    await until(lambda: len(namespace.came) == count and all(socket.is_connected for socket in namespace.came))
    return namespace.came


class TestOnConnect:
    async def test_refuses_with_a_reason(self):
        namespace = Recorder()
        async with serving(Server(namespace), stay=True) as address:
            websocket = await address.websocket()
            await websocket.text()
            await websocket.send('40{"token":"wrong"}')
            assert await websocket.text() == '44{"message":"Not authorized","data":{"code":"AUTH"}}'
            await websocket.send('40{"token":"right"}')
            assert (await websocket.text()).startswith('40{"sid":')
        assert namespace.went == [Reason.SHUTDOWN]

    async def test_that_breaks_tells_the_client_nothing(self, caplog: pytest.LogCaptureFixture):
        namespace = Recorder()
        async with serving(Server(namespace)) as address:
            websocket = await address.websocket()
            await websocket.text()
            await websocket.send('40{"token":"broken"}')
            assert await websocket.text() == '44{"message":"Internal server error"}'
            assert "of ours" in caplog.text
            assert address.server.statistics.handler_errors == 1

    async def test_sees_the_request(self):
        namespace = Recorder()
        async with serving(Server(namespace)) as address:
            await address.client(headers={"Cookie": 'a=1; broken"; b="2"', "X-Name": "ç"})
            handshake = (await came(namespace))[0].handshake
            assert handshake.cookies == {"a": "1", "b": "2"}
            assert handshake.headers["x-name"] == "ç".encode().decode("latin-1")
            assert handshake.query == {"EIO": "4", "transport": "websocket"}
            assert handshake.address == "127.0.0.1"
            handshake.forget()
            assert (handshake.headers, handshake.cookies, handshake.address) == ({}, {}, "127.0.0.1")

    async def test_of_who_leaves_meanwhile_is_followed_by_on_disconnect(self):
        namespace = Recorder()
        async with serving(Server(namespace)) as address:
            namespace.gate.clear()
            websocket = await address.websocket()
            await websocket.send("40")
            await until(lambda: address.server.statistics.messages_in == 1)
            websocket.drop()
            await until(lambda: not address.server.engine.connections)
            assert namespace.went == []
            namespace.gate.set()
            await until(lambda: bool(namespace.went))
            assert namespace.sockets == {}
            assert address.server.statistics.sockets == 0

    async def test_events_before_its_end_are_against_the_protocol(self):
        namespace = Recorder()
        async with serving(Server(namespace)) as address:
            namespace.gate.clear()
            websocket = await address.websocket()
            await websocket.send("40")
            await websocket.send('42["x"]')
            assert (await websocket.closed()).code == 1002
            namespace.gate.set()

    async def test_joins_and_sends_take_effect_when_the_client_is_in(self):
        class Greeting(Namespace):
            async def on_connect(self, socket: Socket, auth: dict[str, Any] | None) -> None:
                socket.join("all")
                socket.emit("hello", 1)
                assert self.emit("not yet", room="all") == 0
                await asyncio.sleep(0)
                socket.emit_encoded("hello", b"2")

        namespace = Greeting()
        async with serving(Server(namespace)) as address:
            websocket = await address.client()
            assert namespace.emit("now", room="all") == 1
            assert [await websocket.text() for _ in range(3)] == ['42["hello",1]', '42["hello",2]', '42["now"]']


class TestHandlers:
    async def test_of_one_socket_run_in_order_and_of_others_meanwhile(self):
        namespace, log = Recorder(), []
        gates = {"slow": asyncio.Event()}

        @namespace.on("async")
        async def handle(socket: Socket, name: str) -> str:
            if name in gates:
                await gates[name].wait()
            log.append(name)
            return name

        @namespace.on("plain")
        def plain(socket: Socket, name: str) -> tuple[str, int]:
            log.append(name)
            return name, 2

        async with serving(Server(namespace)) as address:
            one, other = await address.client(), await address.client()
            await one.send('421["async","slow"]')
            await one.send('422["plain","second"]')
            await one.send('423["async","third"]')
            await other.send('421["plain","other"]')
            assert await other.text() == '431["other",2]'
            gates["slow"].set()
            assert [await one.text() for _ in range(3)] == ['431["slow"]', '432["second",2]', '433["third"]']
        assert log == ["other", "slow", "second", "third"]

    @pytest.mark.parametrize("event", ["raises", "raises-later", "unencodable", "wrong-arguments"])
    async def test_that_fail_acknowledge_nothing_and_are_logged(self, event: str, caplog: pytest.LogCaptureFixture):
        namespace = Recorder()

        @namespace.on("raises")
        def raises(socket: Socket) -> None:
            raise RuntimeError("of ours")

        @namespace.on("raises-later")
        async def raises_later(socket: Socket) -> None:
            raise RuntimeError("of ours")

        namespace.on("unencodable")(lambda socket: object())
        namespace.on("wrong-arguments")(lambda socket, needed: None)
        namespace.on("fine")(lambda socket: "fine")
        with caplog.at_level(logging.ERROR):
            async with serving(Server(namespace)) as address:
                websocket = await address.client()
                await websocket.send(f'421["{event}"]')
                assert await websocket.text() == "431[]"
                await websocket.send('422["fine"]')
                assert await websocket.text() == '432["fine"]'
                assert address.server.statistics.handler_errors == 1
        assert "failed in namespace /" in caplog.text

    async def test_refuse_with_an_answer_of_their_own(self):
        class Counting(Namespace):
            def on_packet(self, socket: Socket, event: str, size: int) -> None:
                socket.data = (socket.data or 0) + size
                if socket.data > 50:
                    raise EventRefused({"code": "RATE_LIMITED"})

        namespace = Counting()
        namespace.on("x")(lambda socket, text: len(text))
        async with serving(Server(namespace)) as address:
            websocket = await address.client()
            for number, answer in ((1, "[20]"), (2, '[{"code":"RATE_LIMITED"}]')):
                await websocket.send(f'42{number}["x","{"y" * 20}"]')
                assert await websocket.text() == f"43{number}{answer}"

    async def test_that_are_slow_hold_the_client_up_without_losing_it(self):
        namespace, gate, done = Recorder(), asyncio.Event(), []

        @namespace.on("x")
        async def handle(socket: Socket, number: int) -> None:
            await gate.wait()
            done.append(number)

        async with serving(Server(namespace, ping_interval_s=0.1, ping_timeout_s=0.1)) as address:
            websocket = await address.client()
            for number in range(PAUSE_AT + 1):
                await websocket.send(f'42["x",{number}]')
            connection = (await came(namespace))[0].connection
            await until(lambda: len(connection.sockets["/"]._queue or ()) == PAUSE_AT)
            for number in range(PAUSE_AT + 1, 3 * PAUSE_AT):
                await websocket.send(f'42["x",{number}]')
            await asyncio.sleep(0.4)  # two pings go unread, which is not the client's fault
            assert not connection.closed
            assert len(connection.sockets["/"]._queue or ()) <= PAUSE_AT + 1
            gate.set()
            await until(lambda: len(done) == 3 * PAUSE_AT)
            assert done == list(range(3 * PAUSE_AT))
            await websocket.send('42["x",-1]')
            await until(lambda: done[-1] == -1)

    async def test_do_not_wait_for_floods(self):
        namespace = Recorder()

        @namespace.on("x")
        async def handle(socket: Socket) -> None:
            await asyncio.Event().wait()

        async with serving(Server(namespace)) as address:
            session_id = await address.open_polling()
            await address.post(session_id, "40")
            await came(namespace)
            answer = await address.post(session_id, "\x1e".join(['42["x"]'] * (MAX_QUEUED + 5)))
            assert answer.status_code == 400
            assert not address.server.engine.connections


class TestCall:
    async def test_returns_what_the_client_acknowledges(self):
        namespace = Recorder()
        async with serving(Server(namespace)) as address:
            websocket = await address.client()
            [socket] = await came(namespace)
            first = asyncio.create_task(socket.call("question", 1))
            second = asyncio.create_task(socket.call("question", b"\x01"))
            assert await websocket.text() == '421["question",1]'
            assert await websocket.text() == '451-2["question",{"_placeholder":true,"num":0}]'
            assert await websocket.message() == b"\x01"
            await websocket.send('461-2[{"_placeholder":true,"num":0},"x"]')
            await websocket.send(b"\x02")
            await websocket.send("431[]")
            await websocket.send("431[]")
            await websocket.send("4399[]")
            assert await second == [b"\x02", "x"]
            assert await first == []

    async def test_has_an_end(self):
        namespace = Recorder()
        async with serving(Server(namespace)) as address:
            websocket = await address.client()
            [socket] = await came(namespace)
            with pytest.raises(TimeoutError):
                await socket.call("question", timeout_s=0.01)
            call = asyncio.create_task(socket.call("question"))
            await asyncio.sleep(0)
            websocket.drop()
            with pytest.raises(Disconnected):
                await call
            with pytest.raises(Disconnected):
                await socket.call("question")
            assert not socket._acks


class TestRooms:
    async def test_who_is_in_gets_it_once(self):
        namespace = Recorder()
        async with serving(Server(namespace, Recorder("/other"))) as address:
            websockets = [await address.client() for _ in range(3)]
            one, two, _ = await came(namespace, 3)
            one.join("a", "b")
            two.join("b")
            assert address.server.emit("to-a", room="a") == 1
            assert address.server.emit("to-both", room=["a", "b", "c"]) == 2
            assert namespace.emit_encoded("to-b", b'{"x":1}', room="b", skip=one) == 1
            assert namespace.emit("to-all", b"\x01", skip=[two]) == 2
            one.leave("a")
            assert (one.rooms, namespace.emit("none", room="a")) == ({"b"}, 0)
            assert address.server.emit("elsewhere", namespace="/other") == 0
            place = '{"_placeholder":true,"num":0}'
            everyone = [f'451-["to-all",{place}]', b"\x01"]
            expected = [['42["to-a"]', '42["to-both"]', *everyone], ['42["to-both"]', '42["to-b",{"x":1}]'], everyone]
            for websocket, messages in zip(websockets, expected, strict=True):
                assert [await websocket.message() for _ in messages] == messages

    async def test_are_left_at_the_end(self):
        namespace = Recorder()
        async with serving(Server(namespace)) as address:
            websocket = await address.client()
            [socket] = await came(namespace)
            socket.join(*(str(number) for number in range(100)))
            websocket.drop()
            await until(lambda: not namespace.sockets)
            assert not namespace.rooms.count
            socket.join("after")
            socket.emit("after")
            assert not namespace.rooms.count
            assert namespace.went == [Reason.TRANSPORT_CLOSE]

    async def test_one_message_serves_both_transports(self):
        namespace = Recorder()
        async with serving(Server(namespace)) as address:
            websocket, session_id = await address.client(), await address.open_polling()
            await address.post(session_id, "40")
            await came(namespace, 2)
            await address.get(session_id)
            message = namespace.message("news", b'{"a":1}', b"[2]")
            assert namespace.send(message) == 2
            for socket in namespace.sockets.values():
                socket.send(message)
            expected = '42["news",{"a":1},[2]]'
            assert [await websocket.text(), await websocket.text()] == [expected] * 2
            assert (await address.get(session_id)).text == f"{expected}\x1e{expected}"


class TestEnding:
    async def test_disconnect_is_for_one_namespace(self):
        namespace, other = Recorder(), Recorder("/other")
        async with serving(Server(namespace, other)) as address:
            websocket = await address.client()
            await websocket.send("40/other")
            await websocket.text()
            (await came(namespace))[0].disconnect()
            assert await websocket.text() == "41"
            assert (namespace.went, other.went) == ([Reason.SERVER_LEFT], [])
            assert other.emit("still") == 1
            assert await websocket.text() == '42/other,["still"]'

    async def test_close_is_for_all_and_has_a_code(self):
        namespace, other = Recorder(), Recorder("/other")
        async with serving(Server(namespace, other)) as address:
            websocket = await address.client()
            await websocket.send("40/other")
            await websocket.text()
            (await came(namespace))[0].close(4001, "token expired")
            closed = await websocket.closed()
            assert (closed.code, closed.text) == (4001, "token expired")
            assert namespace.went == other.went == [Reason.FORCED_CLOSE]

    async def test_of_the_server_sends_all_away_in_waves_to_come_back(self):
        namespace = Recorder()
        async with serving(Server(namespace)) as address:
            websockets = [await address.client() for _ in range(20)]
            session_id = await address.open_polling()
            waiting = asyncio.create_task(address.get(session_id))
            await until(lambda: address.server.engine.connections[session_id].has_poll)
            closing = asyncio.create_task(address.server.close_all(waves=4, over_s=0.4))
            await until(lambda: len(namespace.sockets) < 20)
            assert len(namespace.sockets) >= 10
            assert (await address.get("")).status_code == 503
            assert {(await websocket.closed()).code for websocket in websockets} == {1012}
            assert (await waiting).text == "1"
            await closing
            assert namespace.went == [Reason.SHUTDOWN] * 20

    async def test_uvicorn_does_it_by_itself(self):
        namespace, left = Recorder(), []
        async with serving(Server(namespace), waves=4, over_s=0.4, stay=True) as address:
            websockets = [await address.client() for _ in range(20)]

            async def leave(websocket: WebSocket) -> int | None:
                closed = await websocket.closed()
                left.append(asyncio.get_running_loop().time())
                return closed.code

            leaving = [asyncio.create_task(leave(websocket)) for websocket in websockets]
        assert await asyncio.gather(*leaving) == [1012] * 20
        assert max(left) - min(left) > 0.1


class TestOnDisconnect:
    async def test_waits_for_the_handler_that_runs_and_drops_those_that_wait(self):
        namespace, gate, log = Recorder(), asyncio.Event(), []

        @namespace.on("x")
        async def handle(socket: Socket) -> None:
            await gate.wait()
            log.append(len(namespace.went))

        async with serving(Server(namespace)) as address:
            websocket = await address.client()
            await websocket.send('42["x"]')
            await websocket.send('42["x"]')
            [socket] = await came(namespace)
            await until(lambda: len(socket._queue or ()) == 1)
            websocket.drop()
            await until(lambda: not namespace.sockets)
            gate.set()
            await until(lambda: bool(namespace.went))
            assert log == [0]


async def test_an_address_without_namespaces_has_the_main_one():
    async with serving(Server()) as address:
        assert isinstance(address, Serving)
        await address.client()
    with pytest.raises(ValueError, match="begins with"):
        Namespace("chat")

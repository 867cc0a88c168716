"""Engine.IO 4: every case of the protocol's public suite in our own words, and the attacks that it leaves out."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator

import httpx
import pytest
from tests.socketio.raw_client import BINARY, CLOSE, PING, PONG, TEXT, Refused, Serving, serving, until

from esteio.socketio import ConnectionRefused, Handshake, Server
from esteio.socketio.echo import engine_echo_server

PING_INTERVAL_S, PING_TIMEOUT_S = 0.3, 0.2


@pytest.fixture
async def echo() -> AsyncGenerator[Serving]:
    server = engine_echo_server(
        path="/engine.io/",
        ping_interval_s=PING_INTERVAL_S,
        ping_timeout_s=PING_TIMEOUT_S,
        max_payload=10_000,
        body_timeout_s=0.2,
        upgrade_timeout_s=0.3,
        allowed_origins=["https://app.example"],
    )
    async with serving(server) as address:
        yield address
    assert server.statistics.polling == server.statistics.websocket == 0


async def upgraded(echo: Serving) -> tuple[str, object]:
    session_id = await echo.open_polling()
    websocket = await echo.websocket(f"EIO=4&transport=websocket&sid={session_id}")
    await websocket.send("2probe")
    assert await websocket.text() == "3probe"
    await websocket.send("5")
    await until(lambda: echo.server.statistics.upgraded == 1)
    return session_id, websocket


class TestHandshake:
    async def test_polling_says_all_about_the_session(self, echo: Serving):
        answer = await echo.get("")
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "text/plain; charset=UTF-8"
        assert answer.headers["cache-control"] == "no-store"
        opened = json.loads(answer.text[1:])
        session_id = opened.pop("sid")
        assert session_id.startswith(echo.server.engine.options.process + ".")
        assert opened == {"upgrades": ["websocket"], "pingInterval": 300, "pingTimeout": 200, "maxPayload": 10_000}

    async def test_a_websocket_has_nothing_to_upgrade_to(self, echo: Serving):
        websocket = await echo.websocket()
        assert json.loads((await websocket.text())[1:])["upgrades"] == []

    @pytest.mark.parametrize(
        ("query", "code"), [("transport=polling", 5), ("EIO=abc&transport=polling", 5), ("EIO=4", 0)]
    )
    async def test_what_no_transport_or_version_is(self, echo: Serving, query: str, code: int):
        answer = await echo.http.get(f"/engine.io/?{query}")
        assert answer.status_code == 400
        assert answer.json()["code"] == code
        with pytest.raises(Refused) as refused:
            await echo.websocket(query.replace("polling", "websocket"))
        assert json.loads(refused.value.body)["code"] == code

    @pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
    async def test_only_get_opens_a_session(self, echo: Serving, method: str):
        answer = await echo.http.request(method, "/engine.io/?EIO=4&transport=polling")
        assert answer.status_code == 400
        assert echo.server.statistics.opened == 0

    async def test_other_paths_are_not_ours(self, echo: Serving):
        assert (await echo.http.get("/engine.iox/?EIO=4&transport=polling")).status_code == 404
        echo.path = "/other/"
        with pytest.raises(Refused) as refused:
            await echo.websocket()
        assert refused.value.status == 404

    async def test_a_malformed_key_is_no_websocket(self, echo: Serving):
        with pytest.raises(Refused):
            await echo.websocket(headers={"Sec-WebSocket-Key": "short"})
        assert echo.server.statistics.websocket == echo.server.statistics.opened == 0


class TestOrigin:
    async def test_a_stranger_page_is_refused_on_both_transports(self, echo: Serving):
        headers = {"Origin": "https://evil.example", "Cookie": "session=1"}
        answer = await echo.get("", headers=headers)
        assert answer.status_code == 403
        assert "access-control-allow-origin" not in answer.headers
        with pytest.raises(Refused) as refused:
            await echo.websocket(headers=headers)
        assert refused.value.status == 403

    async def test_the_own_host_may_always(self, echo: Serving):
        headers = {"Origin": echo.url}
        assert (await echo.get("", headers=headers)).status_code == 200
        await echo.websocket(headers=headers)

    async def test_an_allowed_page_may_read_the_answers_and_bring_cookies(self, echo: Serving):
        headers = {"Origin": "https://app.example"}
        for answer in (await echo.get("", headers=headers), await echo.get("x", headers=headers)):
            assert answer.headers["access-control-allow-origin"] == "https://app.example"
            assert answer.headers["access-control-allow-credentials"] == "true"
        preflight = await echo.http.options(
            "/engine.io/", headers={**headers, "Access-Control-Request-Headers": "authorization"}
        )
        assert preflight.status_code == 204
        assert preflight.headers["access-control-allow-headers"] == "authorization"

    async def test_the_wildcard_brings_no_cookies(self):
        seen: list[Handshake] = []
        async with serving(Server(allowed_origins=["*"], admit=seen.append)) as address:
            headers = {"Origin": "https://evil.example", "Cookie": "a=1; b=2"}
            answer = await address.get("", headers=headers)
            assert answer.headers["access-control-allow-origin"] == "*"
            assert "access-control-allow-credentials" not in answer.headers
            await address.websocket(headers=headers)
            await address.websocket(headers={"Cookie": headers["Cookie"]})
        assert [handshake.cookies for handshake in seen] == [{}, {}, {"a": "1", "b": "2"}]


class TestAdmission:
    async def test_who_is_not_admitted_gets_no_session(self):
        def admit(handshake: Handshake) -> None:
            if handshake.query.get("who") != "friend" or handshake.address != "10.0.0.1":
                raise ConnectionRefused("not you")

        server = Server(admit=admit, address_of=lambda peer, headers: dict(headers).get(b"x-real-ip", b"").decode())
        async with serving(server) as address:
            assert (await address.get("")).status_code == 403
            with pytest.raises(Refused) as refused:
                await address.websocket()
            assert "not you" in refused.value.body
            await address.websocket("EIO=4&transport=websocket&who=friend", headers={"X-Real-IP": "10.0.0.1"})
            assert server.statistics.refused == 2
            assert server.statistics.opened == 1

    async def test_that_breaks_lets_nobody_in(self, caplog: pytest.LogCaptureFixture):
        def admit(handshake: Handshake) -> None:
            raise RuntimeError("of ours")

        async with serving(Server(admit=admit)) as address:
            answer = await address.get("")
            assert (answer.status_code, answer.json()["message"]) == (500, "Internal server error")
            with pytest.raises(Refused) as refused:
                await address.websocket()
            assert refused.value.status == 500
            assert "of ours" in caplog.text

    async def test_there_are_no_more_than_allowed(self):
        async with serving(Server(max_connections=2)) as address:
            await address.websocket()
            await address.open_polling()
            assert (await address.get("")).status_code == 503
            with pytest.raises(Refused) as refused:
                await address.websocket()
            assert refused.value.status == 503


class TestMessagesByPolling:
    @pytest.mark.parametrize("body", ["4hello", "4test1\x1e4test2\x1e4test3", "4hello\x1ebAQIDBA==", "4ção"])
    async def test_come_back(self, echo: Serving, body: str):
        session_id = await echo.open_polling()
        posted = await echo.post(session_id, body.encode())
        assert (posted.status_code, posted.text) == (200, "ok")
        assert (await echo.get(session_id)).text == body

    async def test_a_request_waits_for_them(self, echo: Serving):
        session_id = await echo.open_polling()
        waiting = asyncio.create_task(echo.get(session_id))
        await until(lambda: echo.server.engine.connections[session_id].has_poll)
        await echo.post(session_id, "4hello")
        assert (await waiting).text == "4hello"

    @pytest.mark.parametrize("body", ["abc", "", "4a\x1e", "4a\x1e9", "b???", "2", "5", "0", "3x"])
    async def test_malformed_packets_end_the_session(self, echo: Serving, body: str):
        session_id = await echo.open_polling()
        assert (await echo.post(session_id, body)).status_code == 400
        assert (await echo.get(session_id)).status_code == 400

    async def test_too_many_packets_in_one_request(self):
        async with serving(engine_echo_server()) as address:
            session_id = await address.open_polling()
            assert (await address.post(session_id, "\x1e".join(["6"] * 10_001))).status_code == 400

    async def test_a_body_too_large_is_not_read(self, echo: Serving):
        for body in (b"4" + b"x" * 10_000, chunks(b"x" * 1_000, 50)):
            session_id = await echo.open_polling()
            assert (await echo.post(session_id, body)).status_code == 413  # pyright: ignore[reportArgumentType]
            assert (await echo.get(session_id)).status_code == 400

    async def test_a_body_that_never_comes_is_not_waited_for(self, echo: Serving):
        session_id = await echo.open_polling()
        reader, writer = await asyncio.open_connection("127.0.0.1", echo.port)
        head = f"POST /engine.io/?EIO=4&transport=polling&sid={session_id} HTTP/1.1\r\nHost: x\r\nContent-Length: 100"
        writer.write(f"{head}\r\n\r\n4hel".encode())
        assert b" 408 " in await reader.readline()
        writer.close()
        assert (await echo.get(session_id)).status_code == 400

    async def test_who_has_no_session_is_not_listened_to(self, echo: Serving):
        answer = await echo.post("nobody", chunks(b"x" * 1_000, 5))  # pyright: ignore[reportArgumentType]
        assert answer.status_code == 400

    async def test_two_bodies_at_once_end_the_session(self, echo: Serving):
        session_id = await echo.open_polling()
        started = asyncio.Event()
        slow = asyncio.create_task(echo.post(session_id, held(started)))  # pyright: ignore[reportArgumentType]
        await until(lambda: echo.server.engine.connections[session_id].posting)
        assert (await echo.post(session_id, "4b")).status_code == 400
        started.set()
        assert (await slow).status_code == 400
        assert (await echo.get(session_id)).status_code == 400

    async def test_two_requests_that_wait_end_the_session(self, echo: Serving):
        session_id = await echo.open_polling()
        first = asyncio.create_task(echo.get(session_id))
        await until(lambda: echo.server.engine.connections[session_id].has_poll)
        assert (await echo.get(session_id)).status_code == 400
        answer = await first
        assert (answer.status_code, answer.text) == (200, "1")
        assert (await echo.get(session_id)).status_code == 400

    async def test_a_request_that_is_dropped_ends_the_session(self, echo: Serving):
        session_id = await echo.open_polling()
        connection = echo.server.engine.connections[session_id]
        waiting = asyncio.create_task(echo.get(session_id))
        await until(lambda: connection.has_poll)
        waiting.cancel()
        await until(lambda: connection.closed)
        assert (await echo.get(session_id)).status_code == 400


class TestMessagesByWebSocket:
    @pytest.mark.parametrize("message", ["4hello", "4ção", b"\x01\x02\x03\x04", "4" + "x" * 9_999, b"x" * 10_000])
    async def test_come_back(self, echo: Serving, message: str | bytes):
        websocket = await echo.websocket()
        await websocket.text()
        await websocket.send(message)
        assert await websocket.message() == message

    @pytest.mark.parametrize("message", ["abc", "", "2", "5", "0", "3x", "1x"])
    async def test_malformed_packets_close_it(self, echo: Serving, message: str):
        websocket = await echo.websocket()
        await websocket.send(message)
        assert (await websocket.closed()).code == 1002

    async def test_what_is_no_utf8_closes_it(self, echo: Serving):
        websocket = await echo.websocket()
        await websocket.send_frame(TEXT, b"4\xff")
        assert (await websocket.closed()).code == 1007

    async def test_frames_too_large_close_it(self, echo: Serving):
        websocket = await echo.websocket()
        await websocket.send("4" + "x" * 10_000)
        assert (await websocket.closed()).code == 1009

    async def test_fragments_are_put_together(self, echo: Serving):
        websocket = await echo.websocket()
        await websocket.text()
        await websocket.send_frame(TEXT, "4he", fin=False)
        await websocket.send_frame(PING, "between")
        await websocket.send_frame(0, "l", fin=False)
        await websocket.send_frame(0, "lo")
        assert await websocket.frame() == (PONG, b"between")
        assert await websocket.text() == "4hello"

    @pytest.mark.parametrize("size", [1, 1_000])
    async def test_fragments_without_end_close_it(self, echo: Serving, size: int):
        websocket = await echo.websocket()
        await websocket.send_frame(BINARY, "x", fin=False)
        for _ in range(300):
            await websocket.send_frame(0, b"x" * size, fin=False)
            if websocket.reader.at_eof():
                break
        assert (await websocket.closed()).code == 1009

    async def test_a_continuation_of_nothing_or_a_new_start_closes_it(self, echo: Serving):
        websocket = await echo.websocket()
        await websocket.send_frame(0, "x")
        assert (await websocket.closed()).code == 1002
        websocket = await echo.websocket()
        await websocket.send_frame(TEXT, "4", fin=False)
        await websocket.send_frame(TEXT, "4")
        assert (await websocket.closed()).code == 1002

    async def test_extensions_that_were_not_agreed_on_close_it(self, echo: Serving):
        websocket = await echo.websocket(headers={"Sec-WebSocket-Extensions": "permessage-deflate"})
        await websocket.send_frame(TEXT, "4x", first=0x40)
        assert (await websocket.closed()).code == 1002

    async def test_garbage_and_a_close_frame(self, echo: Serving):
        websocket = await echo.websocket()
        websocket.writer.write(b"\xff" * 100)
        assert (await websocket.closed()).code == 1002
        websocket = await echo.websocket()
        await websocket.send_frame(CLOSE, (4321).to_bytes(2, "big"))
        assert (await websocket.closed()).code == 4321
        websocket = await echo.websocket()
        await websocket.send_frame(CLOSE)
        assert (await websocket.closed()).code == 1000


class TestHeartbeat:
    async def test_polling(self, echo: Serving):
        session_id = await echo.open_polling()
        for _ in range(3):
            assert (await echo.get(session_id)).text == "2"
            assert (await echo.post(session_id, "3")).status_code == 200

    async def test_websocket(self, echo: Serving):
        websocket = await echo.websocket()
        await websocket.frame()
        began = asyncio.get_running_loop().time()
        for number in range(1, 4):
            assert await websocket.frame() == (TEXT, b"2")
            assert asyncio.get_running_loop().time() - began == pytest.approx(number * PING_INTERVAL_S, abs=0.15)
            await websocket.send("3")

    async def test_who_does_not_answer_is_closed(self, echo: Serving):
        websocket, session_id = await echo.websocket(), await echo.open_polling()
        await asyncio.sleep(PING_INTERVAL_S + PING_TIMEOUT_S)  # the protocol's own time, to the millisecond
        assert (await echo.get(session_id)).status_code == 400
        assert (await websocket.closed(1)).code == 1000
        assert echo.server.statistics.closed_ping_timeout == 2

    async def test_a_pong_that_nobody_asked_for_wins_no_time(self, echo: Serving):
        websocket = await echo.websocket()
        await websocket.frame()
        for _ in range(10):
            await websocket.send("3")
        assert await websocket.frame(PING_INTERVAL_S + PING_TIMEOUT_S) == (TEXT, b"2")


class TestClose:
    async def test_polling(self, echo: Serving):
        session_id = await echo.open_polling()
        waiting = asyncio.create_task(echo.get(session_id))
        await until(lambda: echo.server.engine.connections[session_id].has_poll)
        assert (await echo.post(session_id, "1")).status_code == 200
        answer = await waiting
        assert (answer.status_code, answer.text) == (200, "6")
        assert (await echo.get(session_id)).status_code == 400

    async def test_the_request_that_was_overtaken_by_the_close(self, echo: Serving):
        session_id = await echo.open_polling()
        await echo.post(session_id, "1")
        assert (await echo.get(session_id)).text == "6"
        assert (await echo.get(session_id)).status_code == 400

    async def test_websocket(self, echo: Serving):
        websocket = await echo.websocket()
        await websocket.send("1")
        assert (await websocket.closed()).code == 1000

    async def test_one_that_does_not_answer_the_close_is_dropped(self, echo: Serving):
        websocket = await echo.websocket()
        await websocket.frame()
        await websocket.send("1")
        assert (await websocket.reader.readexactly(4))[0] == 0x80 | CLOSE
        async with asyncio.timeout(5):
            assert await websocket.reader.read() == b""


class TestUpgrade:
    async def test_messages_go_on_over_the_websocket(self, echo: Serving):
        session_id = await echo.open_polling()
        websocket = await echo.websocket(f"EIO=4&transport=websocket&sid={session_id}")
        await websocket.send("2probe")
        assert await websocket.text() == "3probe"
        assert (await echo.get(session_id)).text == "6"
        echo.server.engine.connections[session_id].on_text(b"kept")
        await websocket.send("5")
        await websocket.send("4hello")
        assert [await websocket.text(), await websocket.text()] == ["4kept", "4hello"]
        assert (echo.server.statistics.polling, echo.server.statistics.websocket) == (0, 1)

    async def test_a_request_that_waits_is_let_go(self, echo: Serving):
        session_id = await echo.open_polling()
        waiting = asyncio.create_task(echo.get(session_id))
        await until(lambda: echo.server.engine.connections[session_id].has_poll)
        websocket = await echo.websocket(f"EIO=4&transport=websocket&sid={session_id}")
        assert not waiting.done()
        await websocket.send("2probe")
        assert (await waiting).text == "6"

    async def test_requests_and_a_second_websocket_are_refused_after_it(self, echo: Serving):
        session_id, websocket = await upgraded(echo)
        assert (await echo.get(session_id)).status_code == 400
        assert (await echo.post(session_id, "4x")).status_code == 400
        second = await echo.websocket(f"EIO=4&transport=websocket&sid={session_id}")
        assert (await second.closed()).code == 1002
        await websocket.send("4hello")  # pyright: ignore[reportAttributeAccessIssue]
        assert await websocket.text() == "4hello"  # pyright: ignore[reportAttributeAccessIssue]

    async def test_a_second_while_one_is_at_it(self, echo: Serving):
        session_id = await echo.open_polling()
        await echo.websocket(f"EIO=4&transport=websocket&sid={session_id}")
        second = await echo.websocket(f"EIO=4&transport=websocket&sid={session_id}")
        assert (await second.closed()).code == 1002

    async def test_of_a_session_that_is_not(self, echo: Serving):
        for session_id in ("nobody", "other.aaaaaaaaaaaaaaaaaaaa", "../../etc.x"):
            with pytest.raises(Refused) as refused:
                await echo.websocket(f"EIO=4&transport=websocket&sid={session_id}")
            assert refused.value.status == 400

    @pytest.mark.parametrize("steps", [[], ["2probe"]])
    async def test_a_client_killed_on_the_way_still_has_its_polling(self, echo: Serving, steps: list[str]):
        session_id = await echo.open_polling()
        connection = echo.server.engine.connections[session_id]
        websocket = await echo.websocket(f"EIO=4&transport=websocket&sid={session_id}")
        for step in steps:
            await websocket.send(step)
            await websocket.text()
        websocket.drop()
        await until(lambda: connection.upgrade is None)
        await echo.post(session_id, "4hello")
        assert (await echo.get(session_id)).text == "4hello"

    @pytest.mark.parametrize("first", ["5", "4hello", "3probe", b"2probe"])
    async def test_anything_else_is_no_upgrade(self, echo: Serving, first: str | bytes):
        session_id = await echo.open_polling()
        websocket = await echo.websocket(f"EIO=4&transport=websocket&sid={session_id}")
        await websocket.send(first)
        assert (await websocket.closed()).code == 1002
        await echo.post(session_id, "4hello")
        assert (await echo.get(session_id)).text == "4hello"

    async def test_one_that_takes_too_long_is_given_up(self, echo: Serving):
        session_id = await echo.open_polling()
        connection = echo.server.engine.connections[session_id]
        websocket = await echo.websocket(f"EIO=4&transport=websocket&sid={session_id}")
        closing = asyncio.create_task(websocket.closed())
        while not closing.done():
            assert (await echo.get(session_id)).text == "2"
            await echo.post(session_id, "3")
        assert (await closing).code == 1008
        assert not connection.closed
        assert connection.upgrade is None

    async def test_a_session_that_ends_meanwhile_takes_the_websocket_along(self, echo: Serving):
        session_id = await echo.open_polling()
        websocket = await echo.websocket(f"EIO=4&transport=websocket&sid={session_id}")
        await websocket.send("2probe")
        await websocket.text()
        await echo.post(session_id, "1")
        await websocket.send("5")
        assert (await websocket.closed()).code == 1000


async def chunks(chunk: bytes, count: int) -> AsyncGenerator[bytes]:
    for _ in range(count):
        yield chunk


async def held(release: asyncio.Event) -> AsyncGenerator[bytes]:
    yield b"4a"
    await release.wait()


class TestClientTimeout:
    async def test_httpx_gives_up(self, echo: Serving):
        session_id = await echo.open_polling()
        with pytest.raises(httpx.ReadTimeout):
            await echo.get(session_id, timeout=0.05)
        await until(lambda: session_id not in echo.server.engine.connections)

    async def test_a_websocket_that_vanishes(self, echo: Serving):
        websocket = await echo.websocket()
        websocket.drop()
        await until(lambda: not echo.server.engine.connections)

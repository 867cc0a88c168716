"""Socket.IO 5: every case of the protocol's public suite in our own words, over both transports where it matters."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator

import pytest
from tests.socketio.raw_client import Serving, WebSocket, serving, until

from esteio.socketio.client import MAX_ATTEMPTS
from esteio.socketio.echo import echo_server


@pytest.fixture
async def echo() -> AsyncGenerator[Serving]:
    server = echo_server(connect_timeout_s=0.3, max_payload=100_000)
    async with serving(server) as address:
        yield address
    assert server.statistics.sockets == 0
    assert not any(namespace.sockets for namespace in server.namespaces.values())


async def connected(echo: Serving, connect: str = "40") -> WebSocket:
    websocket = await echo.client(connect)
    assert "auth" in await websocket.text()
    return websocket


class TestConnect:
    @pytest.mark.parametrize("namespace", ["", "/custom,"])
    @pytest.mark.parametrize("auth", ["", '{"token":"123"}'])
    async def test_the_news_comes_before_what_on_connect_sends(self, echo: Serving, namespace: str, auth: str):
        websocket = await echo.websocket()
        await websocket.text()
        await websocket.send(f"40{namespace}{auth}")
        answer = await websocket.text()
        assert answer.startswith(f"40{namespace}{{")
        assert list(json.loads(answer.removeprefix(f"40{namespace}"))) == ["sid"]
        assert await websocket.text() == f'42{namespace}["auth",{auth or "{}"}]'

    async def test_a_namespace_that_is_not(self, echo: Serving):
        websocket = await echo.websocket()
        await websocket.text()
        await websocket.send("40/random")
        assert await websocket.text() == '44/random,{"message":"Invalid namespace"}'
        await websocket.send("40")
        assert (await websocket.text()).startswith("40")

    async def test_who_says_nothing_is_closed(self, echo: Serving):
        websocket, session_id = await echo.websocket(), await echo.open_polling()
        assert (await websocket.closed()).code == 1008
        await until(lambda: session_id not in echo.server.engine.connections)
        assert (await echo.get(session_id)).status_code == 400

    async def test_the_same_namespace_twice(self, echo: Serving):
        websocket = await connected(echo)
        await websocket.send("40")
        assert (await websocket.closed()).code == 1002

    async def test_who_tries_all_names_is_closed(self, echo: Serving):
        websocket = await connected(echo)
        for number in range(MAX_ATTEMPTS):
            await websocket.send(f"40/n{number}")
        assert (await websocket.closed()).code == 1008

    @pytest.mark.parametrize("packet", ["4abc", '42["message"]', "41", '43["x"]', '44{"message":"x"}', "40[1]"])
    async def test_anything_before_it_closes(self, echo: Serving, packet: str):
        websocket = await echo.websocket()
        await websocket.send(packet)
        assert (await websocket.closed()).code == 1002


class TestDisconnect:
    async def test_the_connection_stays(self, echo: Serving):
        websocket = await connected(echo)
        await websocket.send("41")
        await websocket.send('42["message","on its way when it ended"]')
        await websocket.send("40/custom")
        assert (await websocket.text()).startswith("40/custom,")

    async def test_the_other_namespace_goes_on(self, echo: Serving):
        websocket = await connected(echo)
        await websocket.send("40/custom")
        assert [(await websocket.text())[:9], (await websocket.text())[:9]] == ["40/custom", "42/custom"]
        await websocket.send("41/custom")
        await websocket.send('42["message","here"]')
        assert await websocket.text() == '42["message-back","here"]'
        assert not echo.server.namespaces["/custom"].sockets

    async def test_one_may_come_again(self, echo: Serving):
        websocket = await connected(echo)
        await websocket.send("41")
        await websocket.send("40")
        assert (await websocket.text()).startswith("40")


class TestMessages:
    async def test_text(self, echo: Serving):
        websocket = await connected(echo)
        await websocket.send('42["message",1,"2",{"3":[true]}]')
        assert await websocket.text() == '42["message-back",1,"2",{"3":[true]}]'
        await websocket.send('42456["message-with-ack",1,"2",{"3":[false]}]')
        assert await websocket.text() == '43456[1,"2",{"3":[false]}]'

    async def test_in_a_namespace(self, echo: Serving):
        websocket = await connected(echo, "40/custom,")
        await websocket.send('42/custom,7["message-with-ack","ç"]')
        assert await websocket.text() == '43/custom,7["ç"]'

    async def test_bytes(self, echo: Serving):
        websocket = await connected(echo)
        places = '{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}'
        for sent, back in (
            (f'452-["message",{places}]', f'452-["message-back",{places}]'),
            (f'452-789["message-with-ack",{places}]', f"462-789[{places}]"),
        ):
            await websocket.send(sent)
            await websocket.send(b"\x01\x02\x03")
            await websocket.send(b"\x04\x05\x06")
            answer = [await websocket.message() for _ in range(3)]
            assert answer == [back, b"\x01\x02\x03", b"\x04\x05\x06"]

    async def test_by_polling(self, echo: Serving):
        session_id = await echo.open_polling()
        await echo.post(session_id, '40\x1e451-1["message-with-ack",{"_placeholder":true,"num":0}]\x1ebAQID')
        _, auth, ack, attachment = (await echo.get(session_id)).text.split("\x1e")
        assert (auth, ack, attachment) == ('42["auth",{}]', '461-1[{"_placeholder":true,"num":0}]', "bAQID")

    async def test_an_event_that_nobody_handles_is_acknowledged_with_nothing(self, echo: Serving):
        websocket = await connected(echo)
        await websocket.send('421["unknown"]')
        assert await websocket.text() == "431[]"

    @pytest.mark.parametrize(
        "packet",
        [
            "4abc",
            "42{}",
            "42[]",
            "42[1]",
            '42abc["message-with-ack"]',
            '42["disconnect"]',
            '42["x"',
            "4",
            "47",
            "43[]",
            '4511-["x"]',
            '450-["x"]',
            '45["x"]',
            '44{"message":"x"}',
            '42/never,["x"]',
            '451-/never,["x"]',
            "41/never,",
        ],
    )
    async def test_malformed_packets_close_only_this_connection(self, echo: Serving, packet: str):
        other, websocket = await connected(echo), await connected(echo)
        await websocket.send(packet)
        assert (await websocket.closed()).code == 1002
        assert echo.server.statistics.closed_malformed == 1
        await other.send('42["message"]')
        assert await other.text() == '42["message-back"]'

    async def test_text_in_the_place_of_an_attachment(self, echo: Serving):
        websocket = await connected(echo)
        await websocket.send('451-["message",{"_placeholder":true,"num":0}]')
        await websocket.send('42["message"]')
        assert (await websocket.closed()).code == 1002

    async def test_an_attachment_of_nothing(self, echo: Serving):
        websocket = await connected(echo)
        await websocket.send(b"x")
        assert (await websocket.closed()).code == 1002

    async def test_a_place_for_which_nothing_comes(self, echo: Serving):
        websocket = await connected(echo)
        await websocket.send('451-["message",{"_placeholder":true,"num":1}]')
        await websocket.send(b"x")
        assert (await websocket.closed()).code == 1002

    async def test_attachments_count_with_their_packet(self, echo: Serving):
        websocket = await connected(echo)
        await websocket.send('452-["message",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]')
        await websocket.send(b"x" * 60_000)
        await websocket.send(b"x" * 60_000)
        assert (await websocket.closed()).code == 1009


class TestManyAtOnce:
    async def test_each_gets_its_own(self, echo: Serving):
        async def talk(number: int) -> None:
            websocket = await connected(echo)
            for turn in range(5):
                await websocket.send(f'42{turn}["message-with-ack",{number},{turn}]')
            assert [await websocket.text() for _ in range(5)] == [f"43{turn}[{number},{turn}]" for turn in range(5)]
            if number % 2:
                websocket.drop()

        await asyncio.gather(*(talk(number) for number in range(300)))
        await until(lambda: echo.server.statistics.sockets == 150)
        assert echo.server.statistics.closed_malformed == 0

"""docs/socketio.md: its example runs, and it tells of every public name, option and limit."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import Any

import pytest
from tests.socketio.raw_client import serving

import esteio.socketio
from esteio.socketio import CloseCode, Namespace, Server, Socket

TEXT = (Path(__file__).parents[2] / "docs/socketio.md").read_text()
PROSE = re.sub(r"```.*?```", "", TEXT, flags=re.DOTALL)
NAMED = set(re.findall(r"[a-zA-Z_]+", " ".join(re.findall(r"`([^`]+)`", PROSE))))


class TestDocument:
    async def test_its_example_runs(self):
        example = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)[0]
        names: dict[str, Any] = {}
        exec(example.replace("GracefulServer(config, server).run()", ""), names)  # noqa: S102 - our own document
        async with serving(names["server"]) as address:
            one, other = await address.client(), await address.client()
            await one.send('421["message","hi"]')
            assert await one.text() == '431["received"]'
            await other.send('42["message","there"]')
            assert await one.text() == '42["message","there"]'

    @pytest.mark.parametrize("name", esteio.socketio.__all__)
    def test_tells_of_the_name(self, name: str):
        assert name in NAMED

    @pytest.mark.parametrize("kind", [Server, Namespace, Socket])
    def test_tells_of_its_methods(self, kind: type):
        internal = {"dispatch", "rooms", "namespaces", "engine", "begin", "take_event", "take_ack", "end", "refresh"}
        public = {name for name in vars(kind) if not name.startswith("_")} - internal - {"tell_pressure"}
        assert {name for name in public if not inspect.ismemberdescriptor(vars(kind)[name])} <= NAMED

    @pytest.mark.parametrize("code", CloseCode)
    def test_tells_of_the_code(self, code: CloseCode):
        assert str(code.value) in TEXT

    def test_each_option_is_in_the_docstring(self):
        options = list(inspect.signature(Server.__init__).parameters)[2:]
        assert [name for name in options if name not in (Server.__init__.__doc__ or "")] == []

"""`python -m esteio.socketio`."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager

import httpx
import pytest


@contextmanager
def running(*options: str) -> Generator[tuple[subprocess.Popen[bytes], str]]:
    """The program on a free port, and its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = subprocess.Popen((sys.executable, "-m", "esteio.socketio", "--port", str(port), *options))
    try:
        while socket.socket().connect_ex(("127.0.0.1", port)):
            assert program.poll() is None
            time.sleep(0.05)
        yield program, f"http://127.0.0.1:{port}"
    finally:
        program.kill()
        program.wait()


def opened(address: str, path: str) -> dict[str, object]:
    answer = httpx.get(f"{address}{path}?EIO=4&transport=polling")
    assert answer.status_code == 200
    return {key: value for key, value in json.loads(answer.text[1:]).items() if key not in ("sid", "upgrades")}


class TestProgram:
    @pytest.mark.parametrize(
        ("options", "path", "says"),
        [
            ((), "/socket.io/", (300, 200, 1_000_000)),
            (("--engine-echo",), "/engine.io/", (300, 200, 1_000_000)),
            (
                ("--path", "/x", "--ping-interval", "1000", "--ping-timeout", "50.5", "--max-payload", "99"),
                "/x/",
                (1000, 50, 99),
            ),
        ],
    )
    def test_takes_options_in_milliseconds(self, options: tuple[str, ...], path: str, says: tuple[int, int, int]):
        with running(*options) as (_, address):
            assert tuple(opened(address, path).values()) == says

    def test_closes_who_does_not_connect_in_time(self):
        with running("--connect-timeout", "1000", "--ping-interval", "20000") as (_, address):
            session_id = json.loads(httpx.get(f"{address}/socket.io/?EIO=4&transport=polling").text[1:])["sid"]
            answer = httpx.get(f"{address}/socket.io/?EIO=4&transport=polling&sid={session_id}", timeout=10)
            assert (answer.status_code, answer.text) == (200, "1")

    def test_ends_at_a_signal(self):
        with running() as (program, address):
            opened(address, "/socket.io/")
            program.send_signal(signal.SIGTERM)
            assert program.wait(10) in (0, -signal.SIGTERM)

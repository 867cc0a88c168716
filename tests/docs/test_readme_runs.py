"""The commands of the READMEs, pasted beside a started `esteio up --demo`, do what the text around them says."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest
from pypdf import PdfReader
from tests.docs.pages import READMES, blocks
from tests.plain_http import NO_TLS

START_S = 90
BETWEEN = "----- next block -----"


class Running(NamedTuple):
    """A started demo and where it listens."""

    port: int
    second_port: int


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """`make run`, on free ports and in a folder of its own."""
    running = Running(free_port(), free_port())
    home = tmp_path_factory.mktemp("demo")
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "ESTEIO_HOME": str(home / "esteio"),
        "PORT": str(running.port),
        "WEBSOCKET_PORT": str(running.second_port),
        "LOG_LEVEL": "warning",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "esteio.cli", "up", "--demo"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert process.stdout is not None
        said: list[str] = []
        for line in process.stdout:
            said.append(line)
            if "Esteio is up" in line:
                break
        else:
            pytest.fail("".join(said))
        yield running
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)


def pasted_blocks(document: str) -> list[str]:
    return [block.text for block in blocks(document) if block.runs]


def without_comments(pasted: list[str]) -> list[list[str]]:
    return [[line for line in text.splitlines() if not line.startswith("#")] for text in pasted]


@pytest.mark.timeout(START_S + 60)
class TestPastedCommands:
    def test_they_are_the_same_in_both(self) -> None:
        first, second = (without_comments(pasted_blocks(document)) for document in READMES)
        assert first == second
        assert len(first) == 4

    def test_they_work_one_after_the_other_and_the_page_of_the_api_is_there(
        self, demo: Running, tmp_path: Path
    ) -> None:
        pasted = pasted_blocks(READMES[0])
        script = f"\necho '{BETWEEN}'\n".join(pasted)
        script = script.replace("localhost:3000", f"localhost:{demo.port}")
        script = script.replace("localhost:3001", f"localhost:{demo.second_port}")
        done = subprocess.run(
            ["bash", "-eu", "-o", "pipefail", "-c", script],
            cwd=tmp_path,
            env={"PATH": os.environ["PATH"]},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        first, generated, more, bought = done.stdout.replace('" : ', '":').split(BETWEEN)
        for said in ('"status":"ok"', "http_requests_total", '"token":"ey', '"refreshToken":'):
            assert said in first
        for said in ('"codigo":"ORC-', '"total":"28520.00"', '"number":1,'):
            assert said in generated
        assert '"sourceText"' in more
        assert '"codigo":"ORC-' in more
        assert len(PdfReader(tmp_path / "proposta.pdf").pages) > 1
        for said in ('"stage":"a2"', '"awardId":"', '"count":', '"savedOnFirst":"'):
            assert said in bought
        assert PdfReader(tmp_path / "mapa.pdf").pages
        with httpx.Client(base_url=f"http://localhost:{demo.port}", verify=NO_TLS) as http:
            assert http.get("/docs").status_code == 200
            assert "/api/orcamentos/gerar-briefing/{ref}" in http.get("/docs/openapi.json").json()["paths"]

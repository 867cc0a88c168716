"""The protocol's public test suites, where they are at hand.

They are not part of this repository. With a checkout of github.com/socketio/socket.io:
`SOCKETIO_DOCS=path/to/socket.io/docs pytest tests/socketio/test_public_suites.py`. What they ask is asked in our own
words by test_engine_protocol.py and test_socketio_protocol.py, always.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.socketio.node import SUITE, node_with_packages

DOCS = os.environ.get("SOCKETIO_DOCS")


@pytest.mark.skipif(DOCS is None, reason="SOCKETIO_DOCS names no checkout of the public suites")
@pytest.mark.parametrize(
    ("suite", "options"),
    [("socket.io-protocol/v5-test-suite", ()), ("engine.io-protocol/v4-test-suite", ("--engine-echo",))],
)
def test_passes(suite: str, options: tuple[str, ...], tmp_path: Path):
    node = node_with_packages()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = Path(str(DOCS)) / suite
    shutil.copy(folder / "node-imports.js", tmp_path)
    tests = (folder / "test-suite.js").read_text().replace("localhost:3000", f"localhost:{port}")
    (tmp_path / "test-suite.js").write_text(tests)
    (tmp_path / "package.json").write_text('{"type": "module"}')
    (tmp_path / "node_modules").symlink_to(SUITE / "node_modules")
    server = subprocess.Popen((sys.executable, "-m", "esteio.socketio", "--port", str(port), *options))
    try:
        while socket.socket().connect_ex(("127.0.0.1", port)):
            assert server.poll() is None
            time.sleep(0.05)
        mocha = SUITE / "node_modules" / "mocha" / "bin" / "mocha.js"
        done = subprocess.run(
            (node, mocha, "--exit", "test-suite.js"), check=False, cwd=tmp_path, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout
    finally:
        server.terminate()
        server.wait()

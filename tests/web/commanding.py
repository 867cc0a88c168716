"""Lets a browser test in Node tell the test in Python what to do: `POST /<command>`, arguments as a JSON object."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread


@contextmanager
def commanded(**commands: Callable[..., object]) -> Generator[str]:
    """An address that takes `POST /<command>` while the block runs, and answers with what came of it."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            given = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            said = json.dumps(commands[self.path.strip("/")](**json.loads(given or b"{}"))).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: the test's own output is what counts."""

    with HTTPServer(("127.0.0.1", 0), Handler) as control:
        thread = Thread(target=control.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{control.server_port}"
        finally:
            control.shutdown()
            thread.join()

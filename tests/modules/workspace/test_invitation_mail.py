"""The mail with which somebody is asked in, sent by the real worker to a real mail server."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncGenerator

import httpx
import pytest
from msgspec.structs import replace
from tests.conditions import until
from tests.factories import World
from tests.postbox import Postbox, open_postbox

from esteio.app import run_worker
from esteio.settings import Settings


@pytest.fixture
async def postbox(settings: Settings) -> AsyncGenerator[Postbox]:
    """What the worker, which runs until the test ends, sends to."""
    async with open_postbox() as postbox:
        stopping = asyncio.Event()
        told = replace(settings, smtp_url=postbox.url, public_url="https://studio.example")
        running = asyncio.create_task(run_worker(told, stopping))
        yield postbox
        stopping.set()
        await running


class TestInvitation:
    async def test_reaches_who_is_asked_in_with_a_link_that_opens(
        self, world: World, client: httpx.AsyncClient, postbox: Postbox
    ) -> None:
        owner = await world.organisation("Casa Nova")
        role = (await owner.get("/api/roles")).json()["data"][0]["id"]
        made = await owner.post("/api/invitations", json={"email": "nova@exemplo.com.br", "roleIds": [role]})
        assert made.status_code == 201, made.text

        async def arrived() -> bool:
            return bool(postbox.mails)

        await until(arrived, within_s=10)
        (mail,) = postbox.mails
        assert (mail.to, mail.subject) == ("nova@exemplo.com.br", "Convite para Casa Nova")
        link = re.search(r"^https://studio\.example/convite\?token=(\S+)", mail.text, re.MULTILINE)
        assert link is not None, mail.text
        preview = await client.post("/api/invitations/open", json={"token": link[1]})
        assert preview.json()["email"] == "nova@exemplo.com.br", preview.text

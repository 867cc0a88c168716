"""The disk of the files is full."""

from __future__ import annotations

import asyncio
import hashlib
import subprocess
from collections.abc import Generator
from pathlib import Path
from typing import Any

import httpx
import pytest
from msgspec.structs import replace
from tests.factories import Person
from tests.faults.fault_steps import said, stage
from tests.modules.estimating.orcamento_steps import open_briefing

from esteio.embedded import ServerUrls
from esteio.settings import Settings


@pytest.fixture
def small_disk(tmp_path: Path) -> Generator[Path]:
    """A file system of a megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "none", folder], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("a small disk takes the right to mount one; tests/http/test_local_files.py limits a file instead")
    yield folder
    subprocess.run(["umount", folder], check=True)


class TestFullDisk:
    async def test_is_said_leaves_nothing_half_and_is_over_when_there_is_room(
        self, settings: Settings, database_urls: ServerUrls, small_disk: Path
    ) -> None:
        on_it = replace(settings, storage_url=f"file://{small_disk}/files")
        async with stage(on_it, database_urls.database_admin_url) as (_, world, _):
            owner = await world.organisation()
            small, large = Sending(owner, 300_000), Sending(owner, 600_000)
            assert (await small.put()).status_code == 200
            assert (await small.confirm()).status_code == 200
            # There is room for it, and none to copy it to where checked files lie.
            assert (await large.put()).status_code == 200
            assert said(await large.confirm()) == (503, "STORAGE_UNAVAILABLE")
            too_large = Sending(owner, 900_000)
            assert said(await too_large.put()) == (507, "STORAGE_FULL")
            assert said(await too_large.confirm()) == (409, "UPLOAD_MISSING")
            assert await small.content() == small.bytes
            await asyncio.to_thread(subprocess.run, ["mount", "-o", "remount,size=8m", small_disk], check=True)
            assert (await large.confirm()).status_code == 200
            assert (await too_large.put()).status_code == 200
            assert (await too_large.confirm()).status_code == 200
            for each in (small, large, too_large):
                assert await each.content() == each.bytes
        assert len(files_in(small_disk)) == 3


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


class Sending:
    """A file of that many bytes on its way into the storage."""

    def __init__(self, owner: Person, size: int) -> None:
        self.bytes = (b"linha de texto\n" * (size // 15 + 1))[:size]
        self._owner = owner
        self._ticket: dict[str, Any] | None = None

    async def put(self) -> httpx.Response:
        """Announce it, once, and send its bytes."""
        if self._ticket is None:
            content = {"size": len(self.bytes), "sha256": hashlib.sha256(self.bytes).hexdigest()}
            briefing = (await open_briefing(self._owner, {}))["id"]
            body = {"name": "a.txt", "contentType": "text/plain", "thing": "briefing", "thingId": briefing, **content}
            begun = await self._owner.post("/api/files", json=body)
            assert begun.status_code == 201, begun.text
            self._ticket = begun.json()
        ticket = self._ticket
        return await self._owner.client.request(
            ticket["method"], ticket["url"], headers=ticket["headers"], content=self.bytes
        )

    async def confirm(self) -> httpx.Response:
        assert self._ticket is not None
        return await self._owner.post(f"/api/files/{self._ticket['id']}/confirm")

    async def content(self) -> bytes:
        """What can be downloaded."""
        assert self._ticket is not None
        file = (await self._owner.get(f"/api/files/{self._ticket['id']}")).json()
        return (await self._owner.client.get(file["url"])).content

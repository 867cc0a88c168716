"""Runs web/test/e2e, real Chromium on a real server: for the tests, for the pictures, and for the figures."""

from __future__ import annotations

import asyncio
import json

from tests.web.commanding import commanded
from tests.web.demo_installation import DemoInstallation, accounts, note
from tests.web.long_lists import OWNER, change_clients, change_requests, write_long_lists

from esteio.embedded import ServerUrls
from web import npm


def run_screens(demo: DemoInstallation, urls: ServerUrls, project: str, *files: str, **told: str) -> None:
    """Run the files of the projects (web/vitest.config.ts) that begin so whose names hold one of `files`, or all.

    `told` is what the files are told besides (web/test/e2e/given.ts). Raises `npm.ProgramFailed`.
    """
    admin_url = urls.database_admin_url
    with commanded(
        kill=demo.kill,
        start=demo.start,
        mails=demo.mails,
        note=note,
        write_long_lists=lambda: asyncio.run(write_long_lists(admin_url)),
        change_clients=lambda: asyncio.run(change_clients(admin_url)),
        change_requests=lambda: asyncio.run(change_requests(admin_url)),
    ) as control:
        given = {"url": demo.url, "control": control, "accounts": [*accounts(), OWNER], **told}
        npm.run("vitest/vitest.mjs", "run", "--project", f"{project}*", *files, ESTEIO_E2E_GIVEN=json.dumps(given))

"""The screens in a real Chromium on a real server with the demo's data: web/test/e2e, one file an area.

`ESTEIO_E2E=dashboard .venv/bin/pytest tests/web/test_screens.py` runs the files whose name holds that word.
"""

from __future__ import annotations

import json
import os
from collections.abc import Generator

import pytest
from tests.web import npm
from tests.web.commanding import commanded
from tests.web.demo_installation import DemoInstallation, accounts

from esteio.embedded import ServerUrls


@pytest.fixture
def demo(database_urls: ServerUrls, tmp_path_factory: pytest.TempPathFactory) -> Generator[DemoInstallation]:
    """The installation, with the screens as their sources are now."""
    npm.build()
    installation = DemoInstallation(database_urls, tmp_path_factory.mktemp("demo"))
    try:
        yield installation
    finally:
        installation.end()


@pytest.mark.timeout(600)
class TestScreens:
    def test_people_can_do_their_work_with_them(self, demo: DemoInstallation) -> None:
        with commanded(kill=demo.kill, start=demo.start) as control:
            given = {"url": demo.url, "control": control, "accounts": accounts()}
            named = os.environ.get("ESTEIO_E2E", "").split()
            npm.run(npm.VITEST, "run", "--project", "e2e", *named, ESTEIO_E2E_GIVEN=json.dumps(given))

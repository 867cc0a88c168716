"""The screens in a real Chromium on a real server with the demo's data: web/test/e2e, one file an area.

`ESTEIO_E2E=dashboard .venv/bin/pytest tests/web/test_screens.py` runs the files whose name holds that word.
"""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest
from tests.web import npm
from tests.web.demo_installation import DemoInstallation
from tests.web.screens import run_screens

from esteio.embedded import ServerUrls
from web.npm import ProgramFailed


@pytest.fixture
def demo(database_urls: ServerUrls, tmp_path_factory: pytest.TempPathFactory) -> Generator[DemoInstallation]:
    """The installation, with the screens as their sources are now."""
    npm.build()
    installation = DemoInstallation(database_urls, tmp_path_factory.mktemp("demo"))
    try:
        yield installation
    finally:
        installation.end()


@pytest.mark.timeout(900)
class TestScreens:
    def test_people_can_do_their_work_with_them(self, demo: DemoInstallation, database_urls: ServerUrls) -> None:
        try:
            run_screens(demo, database_urls, "e2e", *os.environ.get("ESTEIO_E2E", "").split())
        except ProgramFailed as error:
            pytest.fail(str(error), pytrace=False)

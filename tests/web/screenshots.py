"""Makes the pictures of the READMEs from the demo's data, `docs/images/*.png`: `make screenshots`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import anyio
from tests.web.demo_installation import DemoInstallation
from tests.web.screens import run_screens

from esteio.app import migrate
from esteio.embedded import EmbeddedServers
from web import npm

IMAGES = npm.WEB.parent / "docs" / "images"


def main() -> None:
    """Start a demo of their own, look at it, end it."""
    npm.build()
    with tempfile.TemporaryDirectory() as folder, EmbeddedServers(Path(folder, "servers"), durable=False) as urls:
        anyio.run(migrate, urls.database_admin_url)
        home = Path(folder, "home")
        home.mkdir()
        demo = DemoInstallation(urls, home)
        try:
            run_screens(demo, urls, "screenshots", images=str(IMAGES))
        finally:
            demo.end()


if __name__ == "__main__":
    try:
        main()
    except npm.ProgramFailed as error:
        sys.exit(str(error))

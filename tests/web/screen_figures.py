"""Measures the screens against their budgets and prints a table: `.venv/bin/python -m tests.web.screen_figures`."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import anyio
from tests.web.demo_installation import DemoInstallation
from tests.web.screens import run_screens

from esteio.app import migrate
from esteio.embedded import EmbeddedServers
from web import npm

FILES = ("budgets", "longLists")
"""Of web/test/e2e: those that note what they measure."""


def main() -> None:
    """Start a demo of its own, measure, end it. What misses its budget is printed, too; the exit status is then 1."""
    npm.build()
    with tempfile.TemporaryDirectory() as folder, EmbeddedServers(Path(folder, "servers"), durable=False) as urls:
        anyio.run(migrate, urls.database_admin_url)
        home = Path(folder, "home")
        home.mkdir()
        figures = Path(folder, "figures")
        demo = DemoInstallation(urls, home)
        missed = ""
        try:
            run_screens(demo, urls, "e2e", *FILES, figures=str(figures))
        except npm.ProgramFailed as error:
            missed = str(error)
        finally:
            demo.end()
        print(_table([json.loads(line) for line in figures.read_text().splitlines()]))
        sys.exit(missed)


def _table(figures: list[dict[str, str | float]]) -> str:
    rows = ["| | measured | budget |", "| --- | ---: | ---: |"]
    for each in figures:
        measured, limit = (
            f"{float(each[name]):,.{0 if float(each['limit']) > 20 else 1}f}" for name in ("measured", "limit")
        )
        rows.append(f"| {each['what']} | {measured} {each['unit']} | {limit} {each['unit']} |")
    return "\n".join(rows)


if __name__ == "__main__":
    main()

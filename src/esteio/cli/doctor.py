"""`esteio doctor`: looks at everything a server needs and says, line by line, what to do."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from esteio.cli.checks import Check, Verdict, check_all
from esteio.cli.surroundings import demo_settings, reachable
from esteio.core.errors import ConfigurationError
from esteio.settings import Settings, load_settings

COLOURS = {Verdict.OK: "green", Verdict.WARN: "yellow", Verdict.FAIL: "bold red"}


def doctor() -> None:
    """Check settings, secrets, database, row security, Valkey, clock, disk, files, screens. Exit status 1 on a failure.

    Example:

        DATABASE_URL=postgresql://... esteio doctor
    """
    checks = _examine()
    _print(checks)
    failures = sum(check.verdict is Verdict.FAIL for check in checks)
    if failures:
        print(f"\n{failures} of {len(checks)} checks failed.", file=sys.stderr)
        sys.exit(1)


def _examine() -> Sequence[Check]:
    try:
        settings = load_settings()
        with reachable(settings) as with_database:
            return asyncio.run(check_all(_as_up_would(with_database, settings)))
    except ConfigurationError as error:
        return [Check("settings", Verdict.FAIL, str(error))]


def _as_up_would(settings: Settings, given: Settings) -> Settings:
    """Without a secret and a database of one's own, `esteio up` is a demo, and so is what is examined."""
    if given.demo_mode or not (given.jwt_secret or given.database_url):
        return demo_settings(settings)
    return settings


def _print(checks: Sequence[Check]) -> None:
    console = Console(highlight=False, soft_wrap=True)
    width = max(len(check.name) for check in checks)
    for check in checks:
        line = Text(f"{check.verdict:<5}", COLOURS[check.verdict])
        console.print(line + Text(f"{check.name:<{width}}  {check.finding}"))
        if check.remedy:
            console.print(Text(f"{'':<5}{'':<{width}}  -> {check.remedy}", "italic"))

"""Programs of the npm project in web/, as tests run them: one that fails fails the test with what it printed."""

from __future__ import annotations

import pytest

from web import npm
from web.npm import WEB

VITEST = "vitest/vitest.mjs"
TSC = "typescript/bin/tsc"
BIOME = "@biomejs/biome/bin/biome"

__all__ = ["BIOME", "TSC", "VITEST", "WEB", "build", "run"]


def run(program: str, *arguments: str, **environment: str) -> None:
    """Run a program of the packages in web/."""
    try:
        npm.run(program, *arguments, **environment)
    except npm.ProgramFailed as error:
        pytest.fail(str(error), pytrace=False)


def build() -> None:
    """The screens as their sources are now, in web/dist."""
    try:
        npm.build()
    except npm.ProgramFailed as error:
        pytest.fail(str(error), pytrace=False)

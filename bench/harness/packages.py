"""What the peers need from npm and PyPI, as their locks say."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from bench.harness.machine import ROOT, find_node

PEERS = ROOT / "bench" / "peers"
PEERS_VENV = ROOT / "bench" / ".venv-peers"
NODE_PEERS = ("express", "socketio")


def install_peers() -> None:
    """All that a run needs, before anything is measured."""
    for peer in NODE_PEERS:
        install_node_packages(PEERS / peer)
    install_python_peers()


def install_node_packages(folder: Path) -> tuple[str, Path]:
    """Node, and the folder once its packages are installed as its lock says (their own scripts are run)."""
    node, npm = find_node()
    if _is_older(folder / "node_modules" / ".package-lock.json", folder / "package-lock.json"):
        subprocess.run((*npm, "ci", "--no-audit", "--no-fund", "--silent"), cwd=folder, check=True)
    return str(node), folder


def npm_version(folder: Path, package: str) -> str:
    """Of a package that is installed there."""
    return json.loads((folder / "node_modules" / package / "package.json").read_text())["version"]


def install_python_peers() -> tuple[str, dict[str, str]]:
    """The interpreter of the Python peers, with what their lock names installed, and the versions there."""
    lock, python = PEERS / "requirements.lock", PEERS_VENV / "bin" / "python"
    installed = PEERS_VENV / "installed"
    if _is_older(installed, lock):
        subprocess.run((sys.executable, "-m", "venv", str(PEERS_VENV)), check=True)
        install = ("install", "--quiet", "--disable-pip-version-check", "--require-hashes", "--no-deps", "-r")
        subprocess.run((str(python), "-m", "pip", *install, str(lock)), check=True)
        installed.touch()
    frozen = dict(line.split(" ")[0].split("==") for line in lock.read_text().splitlines() if "==" in line)
    return str(python), frozen


def _is_older(made: Path, source: Path) -> bool:
    return not made.exists() or made.stat().st_mtime < source.stat().st_mtime

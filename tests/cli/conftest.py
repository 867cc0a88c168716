"""A folder that `ESTEIO_HOME` names, empty or as an Esteio before left it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from tests.cli.cli_steps import esteio
from tests.conftest import made_once


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture(scope="session")
def demo_left_behind(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `esteio demo` leaves."""

    def make(folder: Path) -> None:
        loaded = esteio("demo", home=folder)
        assert loaded.returncode == 0, loaded.stderr

    return made_once(tmp_path_factory, "demo", make)


@pytest.fixture
def demo_home(home: Path, demo_left_behind: Path) -> Path:
    """A home with the demo, for what has nothing to do with the first start: making one takes four seconds."""
    subprocess.run(["cp", "-a", demo_left_behind, home], check=True)
    return home

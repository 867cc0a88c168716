"""What may import what: the contracts of pyproject.toml are kept, and each of them bites."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "esteio"
CONFIGURATION: Mapping[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
CONTRACTS: Mapping[str, Mapping[str, Any]] = {contract["id"]: contract for contract in CONFIGURATION["contracts"]}

ESTIMATING = "modules/estimating"
VIOLATIONS: Mapping[str, Mapping[str, str]] = {
    "layers": {
        "brazil/cpf.py": "esteio.core.errors",
        "core/errors.py": "esteio.settings",
        "core/db.py": "esteio.http.edge",
        "embedded/wheels.py": "esteio.settings",
        "http/edge.py": "esteio.live",
        "http/problem.py": "esteio.modules",
        "live/__init__.py": "esteio.modules.estimating",
        f"{ESTIMATING}/jobs.py": "esteio.app",
        "supervisor.py": "esteio.app",
        "app.py": "esteio.cli",
        "socketio/__init__.py": "esteio.core.metrics",
        "demo.py": "esteio.cli",
    },
    "areas": {
        f"{ESTIMATING}/service/clients.py": "esteio.modules.workspace.service.people",
        "modules/workspace/store.py": "esteio.modules.estimating.store.clients",
    },
    "order": {
        f"{ESTIMATING}/service/clients.py": "esteio.modules.estimating.routes.clients",
        f"{ESTIMATING}/store/clients.py": "esteio.modules.estimating.service.clients",
        f"{ESTIMATING}/rules/pricing.py": "esteio.modules.estimating.store.clients",
    },
    "rules": {
        f"{ESTIMATING}/rules/pricing.py": "asyncpg",
        f"{ESTIMATING}/rules/states.py": "esteio.http.context",
        f"{ESTIMATING}/rules/methods/market.py": "esteio.core.db",
        f"{ESTIMATING}/rules/policy/defaults.py": "pathlib",
        "modules/workspace/rules.py": "httpx",
    },
    "core": {
        "core/listing.py": "litestar",
        "brazil/cep.py": "rich",
    },
}
"""Contract -> file -> what the file must not import."""

RULES = sorted(
    path for area in (PACKAGE / "modules").iterdir() for path in [*area.glob("rules.py"), *area.glob("rules/**/*.py")]
)
CLOCKS = frozenset({"now", "utcnow", "today", "fromtimestamp", "open", "input", "print"})
"""What imports do not show: reading the clock, files or the terminal by what may be imported."""


def copy_of_the_package(folder: Path) -> Path:
    package = folder / "esteio"
    shutil.copytree(
        PACKAGE, package, ignore=lambda _, names: {name for name in names if "." in name and not name.endswith(".py")}
    )
    return package


def lint(cwd: Path, *arguments: str) -> tuple[int, str]:
    """Exit status and words of lint-imports on the package that lies in `cwd`, or on the installed one."""
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--config", ROOT / "pyproject.toml", "--no-cache", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(cwd), "COLUMNS": "300"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


class TestContracts:
    def test_all_are_kept(self, tmp_path: Path) -> None:
        status, words = lint(tmp_path)
        assert status == 0, words

    def test_none_has_an_exemption(self) -> None:
        doors = ("esteio.modules.** -> esteio.modules.*.api", "esteio.modules.** -> esteio.modules.*.contracts")
        exempted = {each for contract in CONTRACTS.values() for each in contract.get("ignore_imports", ())}
        assert exempted == set(doors)
        assert not any("exhaustive_ignores" in contract for contract in CONTRACTS.values())

    def test_each_is_tried(self) -> None:
        assert VIOLATIONS.keys() == CONTRACTS.keys()

    @pytest.mark.parametrize("contract", VIOLATIONS)
    def test_each_bites(self, contract: str, tmp_path: Path) -> None:
        package = copy_of_the_package(tmp_path)
        for file, forbidden in VIOLATIONS[contract].items():
            path = package / file
            path.parent.mkdir(exist_ok=True)
            with path.open("a") as source:
                source.write(f"\n\ndef _stray() -> None:\n    import {forbidden}\n")
        status, words = lint(tmp_path, "--contract", contract)
        assert status == 1, words
        for file, forbidden in VIOLATIONS[contract].items():
            importer = "esteio." + file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
            assert f"{importer} -> {forbidden} (" in words.replace("\n", " "), words

    def test_a_package_without_a_layer_is_refused(self, tmp_path: Path) -> None:
        (copy_of_the_package(tmp_path) / "elsewhere.py").touch()
        status, words = lint(tmp_path, "--contract", "layers")
        assert (status, "esteio.elsewhere" in words or "- elsewhere" in words) == (1, True), words

    def test_what_does_not_exist_yet_has_its_place_and_areas_their_doors(self, tmp_path: Path) -> None:
        package = copy_of_the_package(tmp_path)
        (package / "socketio").mkdir(exist_ok=True)
        (package / "socketio/__init__.py").touch()
        (package / "modules/workspace/api.py").write_text("from esteio.modules.workspace import store\n")
        with (package / ESTIMATING / "service/clients.py").open("a") as source:
            source.write("\nfrom esteio.modules.workspace import api\n")
        with (package / "live/__init__.py").open("a") as source:
            source.write("\nimport esteio.socketio\n")
        status, words = lint(tmp_path)
        assert status == 0, words


class TestRules:
    def test_all_of_core_but_errors_rights_wire_and_sums_is_closed_to_them(self) -> None:
        parts = {
            f"esteio.core.{path.stem}"
            for path in (PACKAGE / "core").glob("[!_]*")
            if (path / "__init__.py").exists() or path.suffix == ".py"
        }
        open_to_rules = parts - set(CONTRACTS["rules"]["forbidden_modules"])
        assert open_to_rules == {f"esteio.core.{name}" for name in ("access", "allocation", "errors", "wire")}

    @pytest.mark.parametrize("path", RULES, ids=lambda path: str(path.relative_to(PACKAGE)))
    def test_they_are_told_the_time_and_ask_nobody(self, path: Path) -> None:
        calls = [node.func for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
        asked = {call.attr for call in calls if isinstance(call, ast.Attribute)} | {
            call.id for call in calls if isinstance(call, ast.Name)
        }
        assert asked.isdisjoint(CLOCKS)

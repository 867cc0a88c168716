"""Decisions are numbered and have their form; dependencies are exactly those of pyproject.toml."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest
from tests.docs.pages import ROOT, prose

DECISIONS = sorted((ROOT / "docs/decisions").glob("0*.md"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
RUN_TIME = {re.split(r"[\[>=<]", each)[0] for each in PROJECT["project"]["dependencies"]}
DEVELOPERS = {re.split(r"[\[>=<]", each)[0] for each in PROJECT["dependency-groups"]["dev"]}
BY_WAY_OF = {"croniter"}
"""Used, and installed because another dependency asks for it."""
MODULE_OF = {"argon2-cffi": "argon2", "prometheus-client": "prometheus_client"}


class TestDecisions:
    def test_numbers_follow_each_other(self) -> None:
        assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))

    @pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
    def test_each_has_context_decision_and_consequence(self, path: Path) -> None:
        text = path.read_text()
        assert text.startswith(f"# {path.name[:4]} ")
        places = [text.find(f"\n\n**{word}.** ") for word in ("Context", "Decision", "Consequence")]
        assert -1 not in places
        assert places == sorted(places)
        assert "\n\nSeen in: " in text


class TestDependencies:
    def test_each_has_its_line_and_no_other_has(self) -> None:
        run_time, developers = prose("docs/decisions/dependencies.md").split("## For developers")
        assert set(re.findall(r"^\| `([\w-]+)` \|", run_time, re.MULTILINE)) == RUN_TIME | BY_WAY_OF
        assert set(re.findall(r"^\| `([\w-]+)` \|", developers, re.MULTILINE)) == DEVELOPERS

    def test_the_package_imports_only_what_is_declared(self) -> None:
        modules = {MODULE_OF.get(name, name) for name in RUN_TIME | BY_WAY_OF}
        imported: set[str] = set()
        for path in (ROOT / "src/esteio").rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Import):
                    imported |= {alias.name.partition(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module:
                    imported.add(node.module.partition(".")[0])
        assert imported - sys.stdlib_module_names - {"esteio"} <= modules

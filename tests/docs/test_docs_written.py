"""The parts of the documents that are made from the code are as the code is now."""

from __future__ import annotations

import json

import pytest
from docs.write_tables import DATA, FILES, PACKAGE, PARTS, PLAIN_FOLDERS, SAID_HERE, known_errors, written
from tests.docs.pages import ROOT, read

from esteio.core.errors import EsteioError

RELEASED: dict[str, int] = json.loads((ROOT / "tests/docs/data/released_error_codes.json").read_text())
"""Codes that callers may know, with their status. Only ever added to."""
REMEDY = "run `.venv/bin/python docs/write_tables.py`"


class TestWrittenParts:
    @pytest.mark.parametrize("document", PARTS)
    def test_they_are_up_to_date(self, document: str) -> None:
        assert read(document) == written(document), REMEDY

    @pytest.mark.parametrize("name", FILES)
    def test_files_are_up_to_date(self, name: str) -> None:
        assert read(name) == FILES[name](), REMEDY

    def test_the_map_shows_every_file_of_the_package(self) -> None:
        shown = read("ARCHITECTURE.md")
        for path in PACKAGE.rglob("*.*"):
            folder = str(path.relative_to(PACKAGE).parent)
            if path.name == "__init__.py" or path.suffix in {".pyc", *DATA} or folder in PLAIN_FOLDERS:
                continue
            assert f"- `{path.name}` " in shown, REMEDY

    @pytest.mark.parametrize("room", sorted(SAID_HERE.keys() | PLAIN_FOLDERS))
    def test_what_is_told_of_apart_exists(self, room: str) -> None:
        assert (PACKAGE / room).exists()


class TestErrorCodes:
    def test_each_belongs_to_one_class(self) -> None:
        codes = [each.code for each in known_errors()]
        assert sorted(codes) == sorted(set(codes))

    def test_none_that_was_released_changed(self) -> None:
        present = {each.code: each.status for each in known_errors()}
        assert {code: present.get(code) for code in RELEASED} == RELEASED

    def test_every_one_is_held_from_now_on(self) -> None:
        new = {each.code: each.status for each in known_errors()}.keys() - RELEASED.keys()
        assert not new, "add them to tests/docs/data/released_error_codes.json"

    @pytest.mark.parametrize("error", known_errors(), ids=lambda error: error.code)
    def test_each_says_in_both_languages_what_happened(self, error: type[EsteioError]) -> None:
        assert (error.__doc__ or "").strip()
        assert "\n" not in (error.__doc__ or "").strip(), "the docstring is the title that people read"
        assert error.default_detail.endswith((".", "?"))
        assert error.english.endswith((".", "?"))

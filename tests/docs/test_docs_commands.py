"""Commands, paths, links, rights and accounts that the documents name exist."""

from __future__ import annotations

import re

import pytest
from litestar.routes import HTTPRoute
from tests.docs.pages import DOCUMENTS, READMES, ROOT, anchor, blocks, code_spans, links, prose, read, table

from esteio.app import CATALOGUE, build_litestar
from esteio.cli import app as command_line
from esteio.modules.workspace.demo import ACCOUNTS

TARGETS = set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE))
JOBS = {row[0].strip("`") for row in table("docs/operations.md", "job", "runs")}
"""Named like rights; that they exist is seen to where the table is compared with the code."""
ADDRESSES = {re.sub(r"\{[^}]*\}", "*", route.path) for route in build_litestar().routes if isinstance(route, HTTPRoute)}


def said(document: str) -> list[str]:
    """Lines of its shell blocks and its inline code."""
    shell = [line for block in blocks(document) if block.language == "sh" for line in block.text.splitlines()]
    return [*shell, *code_spans(document)]


def exists(*words: str) -> bool:
    """Whether `esteio` has this command."""
    found = command_line
    for word in words:
        if word not in found:
            return False
        found = found[word]
    return True


@pytest.mark.parametrize("document", DOCUMENTS)
class TestDocuments:
    def test_make_targets_exist(self, document: str) -> None:
        for text in said(document):
            for target in re.findall(r"(?:^|\s)make ([a-z-]+)", text):
                assert target in TARGETS, text

    def test_commands_of_esteio_exist(self, document: str) -> None:
        for text in said(document):
            for words, options in re.findall(r"(?:^|[\s/])esteio((?: [a-z-]+){1,2})((?: --?[a-z-]+)*)", text):
                first, *rest = words.split()
                assert exists(first), text
                if rest and rest[0].isalpha() and first in {"user", "org", "security", "jobs"}:
                    assert exists(first, rest[0]), text
                for option in options.split():
                    assert option in {"--demo", "--no-demo", "--port", "--processes", "--yes"}, text

    def test_links_lead_somewhere(self, document: str) -> None:
        for target in links(document):
            if target.startswith("https://"):
                continue
            path, _, part = target.partition("#")
            page = (ROOT / document).parent / path if path else ROOT / document
            assert page.exists(), target
            if part:
                headings = re.findall(r"^#+ (.*)$", page.read_text(), re.MULTILINE)
                assert part in {anchor(heading) for heading in headings}, target

    def test_paths_exist(self, document: str) -> None:
        for span in code_spans(document):
            if re.fullmatch(r"(src|tests|docs|bench|\.ci)/[\w./-]*", span):
                assert (ROOT / span).exists(), span
            if re.fullmatch(r"(core|http|modules|brazil|cli|embedded)/[\w/]+\.py", span):
                assert (ROOT / "src/esteio" / span).exists(), span

    def test_addresses_are_routes(self, document: str) -> None:
        text = "\n".join([prose(document), *(block.text for block in blocks(document))])
        for address in re.findall(
            r"(?<![\w.])(?:http://localhost:\d+)?(/(?:api|health|metrics|docs)(?:/(?:\{\w+\}|[\w.$:-]*\w))*)", text
        ):
            if address.startswith("/docs/") or address == "/api":
                continue
            parts = address.split("/")
            assert any(
                len(parts) == len(known.split("/"))
                and all(k in ("*", p) for p, k in zip(parts, known.split("/"), strict=True))
                for known in ADDRESSES
            ), address

    def test_rights_exist(self, document: str) -> None:
        for span in code_spans(document):
            if re.fullmatch(r"(workspace|estimating|procurement)\.[a-z_]+\.[a-z_]+", span):
                assert span in CATALOGUE.keys or span in JOBS, span


class TestReadmes:
    @pytest.mark.parametrize("document", READMES)
    def test_the_demo_accounts_are_those_of_the_demo(self, document: str) -> None:
        head = "demo account" if document == "README.md" else "conta"
        rows = table(document, head)
        assert [(row[0].strip("`"), row[1].strip("`")) for row in rows] == [
            (each.email, each.password) for each in ACCOUNTS
        ]

    def test_both_languages_give_the_same_commands(self) -> None:
        english, portuguese = (
            [
                [line for line in block.text.splitlines() if not line.startswith("#")]
                for block in blocks(document)
                if block.language == "sh"
            ]
            for document in READMES
        )
        assert english == portuguese

    def test_both_say_that_the_other_is_there(self) -> None:
        assert "(README.pt-BR.md)" in read("README.md")
        assert "(README.md)" in read("README.pt-BR.md")


class TestAddAFeature:
    @pytest.mark.parametrize(
        "row",
        [row for row in table("docs/add-a-feature.md", "step") if "](" in row[1]],
        ids=lambda row: row[1].split("`")[1],
    )
    def test_each_file_has_what_the_guide_says(self, row: list[str]) -> None:
        path = re.search(r"\((\.\./[^)]+)\)", row[1])
        assert path is not None
        source = (ROOT / "docs" / path[1]).read_text()
        for name in re.findall(r"`([^`]+)`", row[3]):
            assert name in source, name

    def test_contributing_tells_of_every_make_target(self) -> None:
        told = set(re.findall(r"`make ([a-z-]+)`", read("CONTRIBUTING.md")))
        assert told >= TARGETS - {"help"}

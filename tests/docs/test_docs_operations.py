"""docs/operations.md tells of every setting and metric, and of none that does not exist."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest
from tests.docs.pages import DOCUMENTS, blocks, code_spans, read, table

from esteio.core.metrics import Metrics
from esteio.live.events import Close, Refusal
from esteio.settings import Settings

OPERATIONS = "docs/operations.md"
SETTINGS = {field.name.upper(): field for field in msgspec.structs.fields(Settings)}
OTHERS = {
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_REGION",
    "PROMETHEUS_MULTIPROC_DIR",
    "CHROMIUM_PATH",
    "ESTEIO_E2E",
    "ESTEIO_ROUNDS",
    "SOCKETIO_DOCS",
}
"""Named in the documents as what they are: other programs' variables, and the seeds' that have no effect yet."""
SHELL = {"TOKEN", "ID", "ROUND", "UPGRADE", "PYTHON"}
METRIC = re.compile(r"^# TYPE (\w+) ", re.MULTILINE)


def default_text(value: object) -> str:
    """A default as the table writes it."""
    if value in ("", ()):
        return "empty"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


class TestSettings:
    def test_every_one_is_told_of_in_the_order_of_the_class(self) -> None:
        rows = table(OPERATIONS, "setting", "default")
        assert [row[0].strip("`") for row in rows] == list(SETTINGS)

    @pytest.mark.parametrize("row", table(OPERATIONS, "setting", "default"), ids=lambda row: row[0])
    def test_the_default_is_the_real_one_and_the_meaning_is_said(self, row: list[str]) -> None:
        assert row[1] == default_text(SETTINGS[row[0].strip("`")].default)
        assert row[2]

    @pytest.mark.parametrize("document", [each for each in DOCUMENTS if each != "docs/add-a-feature.md"])
    def test_no_document_names_one_that_does_not_exist(self, document: str) -> None:
        shell = "\n".join(block.text for block in blocks(document) if block.language == "sh")
        named = set(re.findall(r"\b([A-Z][A-Z0-9_]+)=", shell)) | {
            span.partition("=")[0]
            for span in code_spans(document)
            if re.fullmatch(r"[A-Z0-9]+(_[A-Z0-9]+)+(=.*)?", span)
        }
        codes = {span for span in named if span in CODES}
        assert named - SETTINGS.keys() - OTHERS - SHELL - codes == set()


LIVE_CODES = {code.name for code in Close} | {refusal.value for refusal in Refusal}
CODES = LIVE_CODES | set(re.findall(r"^\| `([A-Z_]+)` \| \d{3} \|", read("docs/errors.md"), re.MULTILINE))


class TestMetrics:
    def test_every_one_is_told_of(self, tmp_path: Path) -> None:
        told = {span for row in table(OPERATIONS, "metric", "labels") for span in re.findall(r"`(\w+)`", row[0])}
        assert told == set(METRIC.findall(Metrics(None).render().decode()))

    def test_alerts_name_metrics_that_exist(self) -> None:
        told = {span for row in table(OPERATIONS, "metric", "labels") for span in re.findall(r"`(\w+)`", row[0])}
        for row in table(OPERATIONS, "when", "then"):
            for name in re.findall(r"`(\w+)(?:\{[^}]*\})`", " ".join(row)):
                assert name in told

"""What a spreadsheet reads out of an export is what was in the list."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from esteio.core.errors import InvalidInput
from esteio.core.exports import MAX_XLSX_CHARS, MAX_XLSX_ROWS, Column, ColumnKind, Sheet, write_csv, write_xlsx

SAO_PAULO = ZoneInfo("America/Sao_Paulo")
COLUMNS = (
    Column("code", "Código", ColumnKind.TEXT, 16),
    Column("area", "Área (m²)", ColumnKind.NUMBER, 12),
    Column("total", "Total", ColumnKind.MONEY, 16),
    Column("due", "Validade", ColumnKind.DATE, 12),
    Column("at", "Criado em", ColumnKind.DATETIME, 18),
    Column("share", "Parte", ColumnKind.PERCENT, 10),
)
ROW: Mapping[str, object] = {
    "code": "ORC-202611-001",
    "area": Decimal("1234.5"),
    "total": Decimal("28520"),
    "due": datetime.date(2026, 12, 22),
    "at": datetime.datetime(2026, 11, 22, 1, 30, 5, tzinfo=datetime.UTC),
    "share": Decimal("12.5"),
}
few = settings(max_examples=40, deadline=None)
"""Each example writes and reads a whole workbook."""
unhurried = settings(deadline=None)
texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cn", "Cs")))
cents = st.decimals(min_value=-(10**12), max_value=10**12, places=2)
numbers = st.one_of(st.integers(-(10**15) + 1, 10**15 - 1), st.decimals(min_value=-(10**9), max_value=10**9, places=6))
days = st.dates(min_value=datetime.date(1900, 3, 1), max_value=datetime.date(9999, 12, 30))
moments = st.datetimes(
    min_value=datetime.datetime(1915, 1, 1),  # noqa: DTZ001
    max_value=datetime.datetime(9999, 12, 30),  # noqa: DTZ001
    timezones=st.just(datetime.UTC),
).map(lambda moment: moment.replace(microsecond=0))


def one(kind: ColumnKind, *values: object) -> Sheet:
    """A list of a single column."""
    return Sheet("Lista", (Column("x", "X", kind),), [{"x": value} for value in values])


def csv_rows(sheet: Sheet) -> list[list[str]]:
    text = b"".join(write_csv(sheet)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def page(sheet: Sheet) -> Worksheet:
    found = openpyxl.load_workbook(io.BytesIO(write_xlsx(sheet))).active
    assert isinstance(found, Worksheet)
    return found


class TestCsv:
    def test_a_row_reads_as_people_here_write(self) -> None:
        assert csv_rows(Sheet("Orçamentos", COLUMNS, [ROW])) == [
            ["Código", "Área (m²)", "Total", "Validade", "Criado em", "Parte"],
            ["ORC-202611-001", "1234,5", "28520,00", "22/12/2026", "21/11/2026 22:30:05", "12,5%"],
        ]

    def test_it_begins_with_a_byte_order_mark_and_ends_lines_as_excel_does(self) -> None:
        whole = b"".join(write_csv(Sheet("Lista", COLUMNS, [ROW])))
        assert whole.startswith(b'\xef\xbb\xbf"C')
        assert whole.count(b"\xef\xbb\xbf") == 1
        assert whole.endswith(b'"12,5%"\r\n')

    def test_nothing_is_an_empty_cell(self) -> None:
        assert csv_rows(Sheet("Lista", COLUMNS, [dict.fromkeys(ROW)]))[1] == [""] * 6

    @pytest.mark.parametrize(
        "formula",
        ['=HYPERLINK("http://x")', "+55 11 3815-2040", "-2+3", "@SUM(A1)", "\tx", "\nx", " =1+1", "\u00a0=1", "＝1+1"],
    )
    def test_what_a_spreadsheet_would_run_is_text(self, formula: str) -> None:
        assert csv_rows(one(ColumnKind.TEXT, formula))[1] == ["'" + formula]

    def test_a_heading_is_guarded_too(self) -> None:
        assert csv_rows(Sheet("Lista", (Column("x", "=1+1"),), []))[0] == ["'=1+1"]

    def test_a_carriage_return_cannot_hide_a_formula(self) -> None:
        assert csv_rows(one(ColumnKind.TEXT, "\r=1+1"))[1] == ["'\n=1+1"]

    def test_every_cell_is_quoted_so_that_a_comma_reader_sees_no_new_cell(self) -> None:
        assert b'"ok,=1+1"' in b"".join(write_csv(one(ColumnKind.TEXT, "ok,=1+1")))

    def test_a_number_below_zero_stays_a_number(self) -> None:
        assert csv_rows(one(ColumnKind.MONEY, Decimal("-3.005")))[1] == ["-3,01"]
        assert csv_rows(one(ColumnKind.NUMBER, Decimal("-1E+3")))[1] == ["-1000"]

    def test_it_comes_in_pieces_and_reads_rows_as_it_goes(self) -> None:
        read = 0

        def rows() -> Iterator[Mapping[str, object]]:
            nonlocal read
            for _ in range(10_000):
                read += 1
                yield ROW

        pieces = write_csv(Sheet("Lista", COLUMNS, rows()))
        first = next(pieces)
        assert read < 2_000
        assert 65_536 <= len(first) < 70_000
        assert b"".join([first, *pieces]).count(b"\r\n") == 10_001

    @unhurried
    @given(st.lists(texts))
    def test_texts_come_back(self, values: list[str]) -> None:
        found = [row[0] for row in csv_rows(one(ColumnKind.TEXT, *values))[1:]]
        assert [text.removeprefix("'") for text in found] == [text.removeprefix("'") for text in values]

    @unhurried
    @given(st.lists(numbers), st.lists(cents))
    def test_numbers_and_money_come_back_exactly(self, some: list[Decimal | int], amounts: list[Decimal]) -> None:
        for kind, values in ((ColumnKind.NUMBER, some), (ColumnKind.MONEY, amounts), (ColumnKind.PERCENT, some)):
            found = [row[0].removesuffix("%").replace(",", ".") for row in csv_rows(one(kind, *values))[1:]]
            assert [Decimal(text) for text in found] == values

    @unhurried
    @given(st.lists(days), st.lists(moments))
    def test_days_and_moments_come_back(self, some: list[datetime.date], at: list[datetime.datetime]) -> None:
        shown = [row[0] for row in csv_rows(one(ColumnKind.DATE, *some))[1:]]
        assert [datetime.datetime.strptime(text, "%d/%m/%Y").date() for text in shown] == some  # noqa: DTZ007
        shown = [row[0] for row in csv_rows(one(ColumnKind.DATETIME, *at))[1:]]
        clock = [moment.astimezone(SAO_PAULO).replace(tzinfo=None) for moment in at]
        assert [datetime.datetime.strptime(text, "%d/%m/%Y %H:%M:%S") for text in shown] == clock  # noqa: DTZ007


class TestXlsx:
    def test_numbers_dates_and_money_are_real(self) -> None:
        sheet = page(Sheet("Orçamentos", COLUMNS, [ROW]))
        assert [cell.value for cell in sheet[1]] == [column.title for column in COLUMNS]
        assert [cell.value for cell in sheet[2]] == [
            "ORC-202611-001",
            1234.5,
            28520,
            datetime.datetime(2026, 12, 22),  # noqa: DTZ001
            datetime.datetime(2026, 11, 21, 22, 30, 5),  # noqa: DTZ001
            0.125,
        ]
        assert [cell.number_format for cell in sheet[2]] == [
            "General",
            "#,##0.00####",
            "[$R$-416] #,##0.00;-[$R$-416] #,##0.00",
            "dd/mm/yyyy",
            "dd/mm/yyyy hh:mm",
            "0.00%",
        ]

    def test_the_header_stays_in_sight_with_filters_and_widths(self) -> None:
        sheet = page(Sheet("Orçamentos", COLUMNS, [ROW, ROW]))
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == "A1:F3"
        assert round(sheet.column_dimensions["A"].width) == 17
        assert sheet["A1"].font.bold

    def test_the_file_and_its_page_bear_the_title(self) -> None:
        book = openpyxl.load_workbook(io.BytesIO(write_xlsx(Sheet("Orçamentos 11/2026", COLUMNS, []))))
        assert book.properties.title == "Orçamentos 11/2026"
        assert book.sheetnames == ["Orçamentos 11 2026"]

    @few
    @given(texts)
    def test_any_title_makes_a_file(self, title: str) -> None:
        name = openpyxl.load_workbook(io.BytesIO(write_xlsx(Sheet(title, COLUMNS, [])))).sheetnames[0]
        assert 1 <= len(name) <= 31

    @pytest.mark.parametrize("text", ["=1+1", "{=1+1}", "http://x.example", "007", "+1", "internal:A1", "1e5", "TRUE"])
    def test_a_text_is_a_text_as_it_stands(self, text: str) -> None:
        cell = page(one(ColumnKind.TEXT, text))["A2"]
        assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)

    def test_whole_numbers_show_no_decimals(self) -> None:
        sheet = page(one(ColumnKind.NUMBER, 1200, Decimal("3.00")))
        assert [sheet["A2"].number_format, sheet["A3"].number_format] == ["#,##0", "#,##0"]

    def test_what_a_double_cannot_hold_is_text_to_the_last_digit(self) -> None:
        sheet = page(one(ColumnKind.NUMBER, Decimal("12345678901234567.89"), 10**400))
        assert sheet["A2"].value == "12345678901234567,89"
        assert sheet["A3"].value == "1" + "0" * 400

    def test_days_before_excels_calendar_are_text(self) -> None:
        assert page(one(ColumnKind.DATE, datetime.date(1889, 11, 15)))["A2"].value == "15/11/1889"
        early = datetime.datetime(1889, 11, 15, 15, 0, tzinfo=datetime.UTC)
        assert str(page(one(ColumnKind.DATETIME, early))["A2"].value).startswith("15/11/1889 ")

    def test_a_text_too_long_for_a_cell_is_cut_in_sight(self) -> None:
        value = page(one(ColumnKind.TEXT, "🏠" * MAX_XLSX_CHARS))["A2"].value
        assert isinstance(value, str)
        assert value == "🏠" * (MAX_XLSX_CHARS // 2) + "…"

    def test_what_xml_forbids_goes(self) -> None:
        assert page(one(ColumnKind.TEXT, "a\x00b\x1fc\ud800d\uffffe\r\nf\tg"))["A2"].value == "abcde\nf\tg"

    def test_one_row_too_many_is_refused_and_leaves_no_file(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
        rows = ({"x": None} for _ in range(MAX_XLSX_ROWS + 1))
        with pytest.raises(InvalidInput):
            write_xlsx(Sheet("Lista", (Column("x", "X"),), rows))
        assert list(tmp_path.iterdir()) == []

    @few
    @given(st.lists(texts.filter(lambda text: "_x" not in text), max_size=20))
    def test_texts_come_back(self, values: list[str]) -> None:
        found = [cell.value or "" for cell in page(one(ColumnKind.TEXT, *values))["A"][1:]]
        assert found == values[: len(found)]
        assert not any(values[len(found) :])

    @few
    @given(st.lists(numbers, min_size=1), st.lists(cents, min_size=1))
    def test_numbers_and_money_come_back_exactly(self, some: list[Decimal | int], amounts: list[Decimal]) -> None:
        for kind, values in ((ColumnKind.NUMBER, some), (ColumnKind.MONEY, amounts)):
            found = [cell.value for cell in page(one(kind, *values))["A"][1:]]
            assert [Decimal(str(value)) for value in found] == values

    @few
    @given(st.lists(days, min_size=1), st.lists(moments, min_size=1))
    def test_days_and_moments_come_back(self, some: list[datetime.date], at: list[datetime.datetime]) -> None:
        found = [cell.value for cell in page(one(ColumnKind.DATE, *some))["A"][1:]]
        assert [value.date() for value in found if isinstance(value, datetime.datetime)] == some
        found = [cell.value for cell in page(one(ColumnKind.DATETIME, *at))["A"][1:]]
        assert found == [moment.astimezone(SAO_PAULO).replace(tzinfo=None) for moment in at]


class TestSeveralSheets:
    def test_each_is_a_page_and_marked_cells_stand_out(self) -> None:
        marked = Sheet("Mapa", COLUMNS, [ROW, ROW], frozenset({(1, "code"), (1, "total")}))
        book = openpyxl.load_workbook(io.BytesIO(write_xlsx(marked, one(ColumnKind.TEXT, "a"))))
        assert book.sheetnames == ["Mapa", "Lista"]
        bold = [[cell.font.bold for cell in row] for row in book["Mapa"].iter_rows(min_row=2)]
        assert bold == [[False] * 6, [True, False, True, False, False, False]]
        assert book["Mapa"]["C3"].value == 28520


class TestValues:
    def test_texts_of_all_sorts_read_well(self) -> None:
        number = UUID("0197a3f0-0000-7000-8000-000000000001")
        shown = csv_rows(one(ColumnKind.TEXT, True, False, ["a", "b"], ColumnKind.MONEY, number, 3))
        assert [row[0] for row in shown[1:]] == ["sim", "não", "a, b", "money", str(number), "3"]

    @pytest.mark.parametrize(
        ("kind", "value"),
        [
            (ColumnKind.NUMBER, "12"),
            (ColumnKind.NUMBER, True),
            (ColumnKind.NUMBER, float("nan")),
            (ColumnKind.MONEY, Decimal("Infinity")),
            (ColumnKind.DATE, "2026-11-22"),
            (ColumnKind.DATETIME, datetime.datetime(2026, 11, 22)),  # noqa: DTZ001
            (ColumnKind.DATETIME, datetime.date(2026, 11, 22)),
        ],
    )
    def test_a_value_of_another_kind_is_an_error_that_names_the_column(self, kind: ColumnKind, value: object) -> None:
        with pytest.raises(ValueError, match="x: "):
            list(write_csv(one(kind, value)))
        with pytest.raises(ValueError, match="x: "):
            write_xlsx(one(kind, value))

    def test_the_day_of_a_moment_is_sao_paulos(self) -> None:
        midnight = datetime.datetime(2026, 11, 22, 2, 59, tzinfo=datetime.UTC)
        assert csv_rows(one(ColumnKind.DATE, midnight))[1] == ["21/11/2026"]

    def test_a_row_that_lacks_a_column_is_an_error(self) -> None:
        with pytest.raises(KeyError):
            list(write_csv(Sheet("Lista", COLUMNS, [{"code": "x"}])))

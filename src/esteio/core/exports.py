"""A list as a file for people's spreadsheets: CSV as Brazilian Excel reads it, XLSX with real dates and numbers."""

from __future__ import annotations

import csv
import datetime
import io
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from esteio.brazil.dates import SAO_PAULO, format_date
from esteio.core.errors import InvalidInput

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.worksheet import Worksheet

MAX_XLSX_ROWS = 1_048_575
"""Rows of a sheet under its header; the format knows no more."""
MAX_XLSX_CHARS = 32_767
"""Of one cell, in UTF-16 units."""

_CHUNK_BYTES = 65_536
_CENT = Decimal("0.01")
_EXACT_DIGITS = 15
"""Spreadsheets count in binary doubles, which keep this many decimal digits."""
_LARGEST_EXPONENT = 300
_FIRST_XLSX_DAY = datetime.date(1900, 3, 1)
"""Excel believes in 29 February 1900; days before its end would come out one off."""
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
_UNSHOWN = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")
"""What XML forbids, line ends apart."""
_SHEET_NAME_FORBIDS = re.compile(r"[\[\]:*?/\\]")
_BOM = "\ufeff"


class ColumnKind(StrEnum):
    """What a column holds; None is an empty cell in each."""

    TEXT = "text"
    """Anything; True and False as sim and não, lists with commas."""
    NUMBER = "number"
    """int, float, Decimal."""
    MONEY = "money"
    """R$; int or Decimal, rounded half up to the cent."""
    DATE = "date"
    """date, or an aware datetime, of which São Paulo's day is shown."""
    DATETIME = "datetime"
    """Aware datetime, shown on São Paulo's clock."""
    PERCENT = "percent"
    """int, float, Decimal; 12.5 is 12,5%."""


class Column(msgspec.Struct, frozen=True):
    """A column: the key of its value in a row, its heading, what it holds, its width in characters."""

    key: str
    title: str
    kind: ColumnKind = ColumnKind.TEXT
    width: int = 18


class Sheet(msgspec.Struct, frozen=True):
    """A list to be written: `rows` is read once, and each row has every column's key."""

    title: str
    columns: tuple[Column, ...]
    rows: Iterable[Mapping[str, object]]
    marked: frozenset[tuple[int, str]] = frozenset()
    """Cells that stand out in XLSX, each (row from 0, key of its column)."""


def write_csv(sheet: Sheet) -> Iterator[bytes]:
    """The list as CSV in pieces of about 64 KiB: UTF-8 with BOM, `;` between cells, decimal comma, all cells quoted.

    A text that a spreadsheet would run as a formula (it begins with = + - @, also after blanks, or with a tab or line
    end) gets an apostrophe before it, which spreadsheets show as it stands; numbers below zero stay numbers.

    Raises:
        KeyError: a row lacks a column. ValueError: a value that is not of its column's kind.
    """
    text = io.StringIO(newline="")
    text.write(_BOM)
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow([_guarded(_clean(column.title)) for column in sheet.columns])
    for row in sheet.rows:
        writer.writerow([_csv_cell(column, row[column.key]) for column in sheet.columns])
        if text.tell() >= _CHUNK_BYTES:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode()


def write_xlsx(first: Sheet, *others: Sheet) -> bytes:
    """Lists as an Excel file: frozen header, filters, numbers, dates and R$ as such; texts are never formulas.

    Memory does not grow with the rows, but for the file itself. CPU-bound, and writes to a temporary folder: an async
    caller runs it in a thread. A number of more than 15 digits and a day before March 1900, which Excel cannot hold,
    are written as text; a text above 32,767 characters is cut and ends in "…".

    Raises:
        InvalidInput: more than 1,048,575 rows. KeyError: a row lacks a column. ValueError: a value that is not of its
            column's kind.
    """
    import xlsxwriter  # noqa: PLC0415 - 2 MB of code, of which a process that exports nothing has no use

    file = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder:  # whatever goes wrong, its pages do not stay behind
        book = xlsxwriter.Workbook(file, {"constant_memory": True, "tmpdir": folder})
        book.set_properties({"title": _clean(first.title), "author": "Esteio"})
        plain, marked = _Formats(book, {}), _Formats(book, {"bold": True, "bg_color": "#F3E1D8"})
        for sheet in (first, *others):
            _write_sheet(book.add_worksheet(_sheet_name(sheet.title)), sheet, plain, marked)
        book.close()
    return file.getvalue()


def _write_sheet(page: Worksheet, sheet: Sheet, plain: _Formats, marked: _Formats) -> None:
    for index, column in enumerate(sheet.columns):
        page.set_column(index, index, column.width)
        page.write_string(0, index, _cut(_clean(column.title)), plain.header)
    page.freeze_panes(1, 0)
    count = 0
    for count, row in enumerate(sheet.rows, start=1):
        if count > MAX_XLSX_ROWS:
            raise InvalidInput("A lista passa de 1.048.575 linhas. Filtre-a, ou exporte em CSV.")
        for index, column in enumerate(sheet.columns):
            formats = marked if (count - 1, column.key) in sheet.marked else plain
            _write_cell(page, count, index, column, row[column.key], formats)
    page.autofilter(0, 0, count, max(0, len(sheet.columns) - 1))


class _Formats:
    """How the kinds look in a workbook; Excel shows the separators of the reader's country."""

    def __init__(self, book: xlsxwriter.Workbook, looks: dict[str, object]) -> None:
        self.header = book.add_format({"bold": True, "bg_color": "#F7F3EC", "bottom": 1, "valign": "vcenter"})
        self.text = book.add_format(looks) if looks else None
        self.integer = book.add_format({**looks, "num_format": "#,##0"})
        self.fraction = book.add_format({**looks, "num_format": "#,##0.00####"})
        self.money = book.add_format({**looks, "num_format": "[$R$-416] #,##0.00;-[$R$-416] #,##0.00"})
        self.date = book.add_format({**looks, "num_format": "dd/mm/yyyy"})
        self.datetime = book.add_format({**looks, "num_format": "dd/mm/yyyy hh:mm"})
        self.percent = book.add_format({**looks, "num_format": "0.00%"})
        self.whole_percent = book.add_format({**looks, "num_format": "0%"})


def _write_cell(page: Worksheet, row: int, index: int, column: Column, value: object, formats: _Formats) -> None:
    if value is None:
        return
    match column.kind:
        case ColumnKind.TEXT:
            page.write_string(row, index, _cut(_clean(_text(value))), formats.text)
        case ColumnKind.DATE:
            day = _day(column, value)
            if day < _FIRST_XLSX_DAY:
                page.write_string(row, index, format_date(day))
            else:
                page.write_datetime(row, index, datetime.datetime.combine(day, datetime.time()), formats.date)
        case ColumnKind.DATETIME:
            moment = _moment(column, value)
            if moment.date() < _FIRST_XLSX_DAY:
                page.write_string(row, index, _moment_text(moment))
            else:
                page.write_datetime(row, index, moment, formats.datetime)
        case ColumnKind.NUMBER | ColumnKind.MONEY | ColumnKind.PERCENT:
            number = _number(column, value)
            if not _fits_a_double(number):
                page.write_string(row, index, _number_text(column, number))
            elif column.kind is ColumnKind.MONEY:
                page.write_number(row, index, float(number), formats.money)
            elif column.kind is ColumnKind.PERCENT:
                shown = formats.whole_percent if number == number.to_integral_value() else formats.percent
                page.write_number(row, index, float(number.scaleb(-2)), shown)
            else:
                shown = formats.integer if number == number.to_integral_value() else formats.fraction
                page.write_number(row, index, float(number), shown)


def _csv_cell(column: Column, value: object) -> str:
    if value is None:
        return ""
    match column.kind:
        case ColumnKind.TEXT:
            return _guarded(_clean(_text(value)))
        case ColumnKind.DATE:
            return format_date(_day(column, value))
        case ColumnKind.DATETIME:
            return _moment_text(_moment(column, value))
        case ColumnKind.NUMBER | ColumnKind.MONEY | ColumnKind.PERCENT:
            return _number_text(column, _number(column, value))


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "sim" if value else "não"
    if isinstance(value, list | tuple):
        return ", ".join(map(_text, value))  # pyright: ignore[reportUnknownArgumentType]
    return str(value)


def _number(column: Column, value: object) -> Decimal:
    """Exact: a float as its shortest text, money to the cent."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise ValueError(f"{column.key}: {value!r} is not a number")
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    if not number.is_finite():
        raise ValueError(f"{column.key}: {value!r} cannot be shown")
    return number.quantize(_CENT, ROUND_HALF_UP) if column.kind is ColumnKind.MONEY else number


def _number_text(column: Column, number: Decimal) -> str:
    """`-1234,5`: no thousands, which a spreadsheet would not take for a number everywhere."""
    text = f"{number:f}".replace(".", ",")
    return f"{text}%" if column.kind is ColumnKind.PERCENT else text


def _fits_a_double(number: Decimal) -> bool:
    return len(number.normalize().as_tuple().digits) <= _EXACT_DIGITS and abs(number.adjusted()) <= _LARGEST_EXPONENT


def _day(column: Column, value: object) -> datetime.date:
    if isinstance(value, datetime.datetime):
        return _moment(column, value).date()
    if isinstance(value, datetime.date):
        return value
    raise ValueError(f"{column.key}: {value!r} is not a date")


def _moment(column: Column, value: object) -> datetime.datetime:
    """On São Paulo's clock and without a zone, which spreadsheets do not know."""
    if not isinstance(value, datetime.datetime) or value.tzinfo is None:
        raise ValueError(f"{column.key}: {value!r} is not a moment with a time zone")
    return value.astimezone(SAO_PAULO).replace(tzinfo=None)


def _moment_text(moment: datetime.datetime) -> str:
    return f"{format_date(moment.date())} {moment:%H:%M:%S}"


def _guarded(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def _clean(text: str) -> str:
    return _UNSHOWN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _cut(text: str) -> str:
    kept = _first_units(text, MAX_XLSX_CHARS)
    return text if kept == text else _first_units(text, MAX_XLSX_CHARS - 1) + "…"


def _first_units(text: str, most: int) -> str:
    """As many whole characters as fit into that many UTF-16 units, which is how Excel counts."""
    return text.encode("utf-16-le")[: most * 2].decode("utf-16-le", "ignore")


def _sheet_name(title: str) -> str:
    """The title as the name of a sheet: 31 characters, some signs not, no apostrophe at the ends."""
    allowed = _SHEET_NAME_FORBIDS.sub(" ", _clean(title).replace("\n", " "))
    name = _first_units(allowed, 31).strip(" '")
    return name if name and name.lower() != "history" else "Lista"

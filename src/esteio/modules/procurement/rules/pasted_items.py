"""Items out of a spreadsheet: cells as they are copied (tabs between) or as CSV, with or without a line of headings.

Nothing is guessed that could be something else: what cannot be read is left empty and told, for a person to put right.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Literal

import msgspec

from esteio.brazil.errors import InvalidNumber
from esteio.brazil.folding import fold
from esteio.brazil.numbers import parse_decimal
from esteio.core.errors import InvalidInput
from esteio.modules.procurement.rules.items import MOST_ITEMS, RequestItem, check_item

Field = Literal["description", "specification", "category", "unit", "quantity", "estimatedUnitPrice"]

_HEADINGS: dict[str, Field] = {
    **dict.fromkeys(("descricao", "descricao do item", "item", "material", "produto", "servico"), "description"),
    **dict.fromkeys(("especificacao", "detalhe", "detalhes", "obs", "observacao", "observacoes"), "specification"),
    **dict.fromkeys(("categoria", "familia", "grupo"), "category"),
    **dict.fromkeys(("medida", "u m", "um", "un", "und", "unid", "unidade"), "unit"),
    **dict.fromkeys(("qtd", "qtde", "qte", "quant", "quantidade"), "quantity"),
    **{
        f"{word}{tail}": "estimatedUnitPrice"
        for word in ("preco", "valor", "vl", "vlr", "custo")
        for tail in ("", " un", " unit", " unitario", " estimado", " unitario estimado")
    },
}
"""What people write above a column, folded and without stops -> what stands in it."""
_NO_WORD = re.compile(r"\(r\$\)|r\$|[.:*/]+")
_PLAIN_ORDER: tuple[Field, ...] = ("description", "quantity", "unit", "estimatedUnitPrice", "specification")
_UNIT_FIRST: tuple[Field, ...] = ("description", "unit", "quantity", "estimatedUnitPrice", "specification")
_DEFAULT_UNIT = "un"


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong in a line."""

    item: int
    """Of the items, from 0."""
    line: int
    """Of the text, from 1."""
    field: Field
    text: str
    """What stands there."""
    message: str


class PastedLine(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """An item as it was read; what could not be read is empty, or null."""

    description: str
    specification: str
    category: str
    unit: str
    quantity: Decimal | None
    estimated_unit_price: Decimal | None


class Pasted(msgspec.Struct, frozen=True):
    """The items of a text, in order, and what is wrong with them. Nothing is saved: put them once they are right."""

    items: list[PastedLine]
    problems: list[Problem]


def read_items(text: str) -> Pasted:
    """What the cells ask for. Empty lines are passed over, a unit that is not given is `un`.

    Raises `InvalidInput` when there is nothing to read, more than `MOST_ITEMS`, or the quotes do not close.
    """
    rows = _rows(text)
    if not rows:
        raise InvalidInput(fields={"text": "Não há nada para ler. Copie as células da planilha e cole aqui."})
    columns = _headings(rows[0][1])
    if columns is not None:
        rows = rows[1:]
    else:
        columns = _order([cells for _, cells in rows])
    if len(rows) > MOST_ITEMS:
        raise InvalidInput(fields={"text": f"Uma solicitação tem no máximo {MOST_ITEMS} itens; aqui há {len(rows)}."})
    items: list[PastedLine] = []
    problems: list[Problem] = []
    for number, (line, cells) in enumerate(rows):
        item, found = _read(columns, cells)
        items.append(item)
        problems += [
            Problem(item=number, line=line, field=field, text=given[:100], message=message)
            for field, given, message in found
        ]
    return Pasted(items, problems)


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Cells of every line that has any, with its number in the text."""
    delimiter = next((each for each in "\t;" if each in text), ",")
    reader = csv.reader(text.replace("\r\n", "\n").replace("\r", "\n").splitlines(keepends=True), delimiter=delimiter)
    rows: list[tuple[int, list[str]]] = []
    begun = 1
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                rows.append((begun, stripped))
            begun = reader.line_num + 1
    except csv.Error:
        raise InvalidInput(fields={"text": "Não foi possível separar as células. Copie-as de novo."}) from None
    return rows


def _headings(cells: Sequence[str]) -> list[Field | None] | None:
    """What stands in each column by its heading; None when the line is no heading."""
    found: list[Field | None] = [_HEADINGS.get(_NO_WORD.sub(" ", fold(cell)).strip()) for cell in cells]
    return found if "description" in found and len([each for each in found if each]) > 1 else None


def _order(rows: Iterable[Sequence[str]]) -> Sequence[Field | None]:
    """Without headings: whether quantity or unit stands second shows in which of the two columns has numbers."""
    second = third = 0
    for cells in rows:
        second += len(cells) > 1 and _is_number(cells[1])
        third += len(cells) > 2 and _is_number(cells[2])
    return _UNIT_FIRST if third > second else _PLAIN_ORDER


def _read(columns: Sequence[Field | None], cells: Sequence[str]) -> tuple[PastedLine, list[tuple[Field, str, str]]]:
    given: dict[Field, str] = {}
    for field, cell in zip(columns, cells, strict=False):
        if field is not None and field not in given:
            given[field] = cell
    found: list[tuple[Field, str, str]] = []

    def number(field: Field) -> Decimal | None:
        written = given.get(field, "").removeprefix("R$").strip()
        if not written:
            return None
        try:
            return parse_decimal(written)
        except InvalidNumber as error:
            found.append((field, given[field], str(error)))
            return None

    quantity, price = number("quantity"), number("estimatedUnitPrice")
    item = PastedLine(
        description=given.get("description", ""),
        specification=given.get("specification", ""),
        category=given.get("category", ""),
        unit=given.get("unit", "") or _DEFAULT_UNIT,
        quantity=quantity,
        estimated_unit_price=price,
    )
    told = {field for field, _, _ in found}
    for name, message in check_item(_as_item(item)).items():
        field = _FIELDS[name]
        if field not in told:
            found.append((field, given.get(field, ""), message))
    return item, found


def _as_item(line: PastedLine) -> RequestItem:
    return RequestItem(
        description=line.description,
        specification=line.specification,
        category=line.category,
        unit=line.unit,
        quantity=Decimal(0) if line.quantity is None else line.quantity,
        estimated_unit_price=line.estimated_unit_price,
    )


_FIELDS: dict[str, Field] = {field: field for field in (*_PLAIN_ORDER, "category")}


def _is_number(text: str) -> bool:
    try:
        parse_decimal(text.removeprefix("R$"))
    except InvalidNumber:
        return False
    return True

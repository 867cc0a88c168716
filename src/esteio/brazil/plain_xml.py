"""XML that others send, read as data and nothing else.

Expat alone does what is needed here, with less to go wrong than a parser that knows more: a document type declaration
ends the reading, so there are no entities to unfold and nothing outside to fetch, and size, depth and the number of
elements are bounded. Read whole in one call, which is linear in its size.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NoReturn
from xml.parsers.expat import ExpatError, ParserCreate

from esteio.brazil.errors import InvalidXml

MAX_BYTES = 4_194_304
"""The largest NF-e, 990 items with every group of taxes, stays below."""
MAX_DEPTH = 32
MAX_ELEMENTS = 200_000


class Element:
    """An element of the namespace that was asked for."""

    __slots__ = ("attributes", "children", "name", "text")

    def __init__(self, name: str, attributes: dict[str, str]) -> None:
        self.name = name
        self.attributes = attributes
        self.children: list[Element] = []
        self.text = ""
        """Of the element itself, without blanks around it."""

    def all(self, name: str) -> Iterator[Element]:
        """The children of that name."""
        return (child for child in self.children if child.name == name)

    def find(self, path: str) -> Element | None:
        """The first element at `path` ("ide/cUF"; `*` for any one level), or None."""
        name, _, rest = path.partition("/")
        for child in self.children:
            if name in {"*", child.name}:
                found = child.find(rest) if rest else child
                if found is not None:
                    return found
        return None

    def value(self, path: str) -> str:
        """The text of the first element at `path`; empty if there is none."""
        found = self.find(path)
        return "" if found is None else found.text


def parse(data: bytes, namespace: str) -> Element:
    """The document's root, with the elements of `namespace` in it; those of others, and all within them, are left out.

    Text is UTF-8, whatever the declaration says. Raises InvalidXml: not XML, the root is of another namespace, a
    document type declaration, more than `MAX_BYTES`, `MAX_DEPTH` or `MAX_ELEMENTS`.
    """
    if len(data) > MAX_BYTES:
        raise InvalidXml(f"O XML passa de {MAX_BYTES // 1_048_576} MB.")
    if not _is_utf8(data):  # expat would follow the mark of UTF-16
        raise InvalidXml("O XML não está em UTF-8.")
    builder = _Builder(f"{namespace} ")
    parser = ParserCreate("utf-8", " ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.add_text
    try:
        parser.Parse(data, True)
    except ExpatError as error:
        raise InvalidXml(f"O arquivo não é um XML completo (linha {error.lineno}).") from None
    if builder.root is None:
        raise InvalidXml("Este XML é de outro tipo de documento.")
    return builder.root


class _Builder:
    """Makes the tree of what expat tells."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._open: list[Element | None] = []
        """Elements that have begun; None for one that is left out."""
        self._texts: list[list[str]] = []
        self._count = 0
        self.root: Element | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MAX_ELEMENTS or len(self._open) >= MAX_DEPTH:
            raise InvalidXml("O XML é grande ou profundo demais.")
        parent = self._open[-1] if self._open else None
        element: Element | None = None
        if name.startswith(self._prefix) and (parent is not None or not self._open):
            element = Element(name.removeprefix(self._prefix), attributes)
            if parent is None:
                self.root = element
            else:
                parent.children.append(element)
        self._open.append(element)
        self._texts.append([])

    def end(self, _name: str) -> None:
        element, text = self._open.pop(), self._texts.pop()
        if element is not None:
            element.text = "".join(text).strip()

    def add_text(self, text: str) -> None:
        if self._open and self._open[-1] is not None:
            self._texts[-1].append(text)


def _refuse_doctype(*_: object) -> NoReturn:
    raise InvalidXml("O XML traz uma declaração DOCTYPE, que não é aceita.")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True

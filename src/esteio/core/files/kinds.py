"""What may be uploaded: the kinds of file, what they are called, and how their content shows that it is one.

HTML and SVG are in no list: a browser would run what is inside them. Programs and archives other than zip neither.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

import filetype
import msgspec

from esteio.core.files.errors import UploadRefused

HEAD_BYTES = 8192
"""Enough of the beginning for every signature."""
TAIL_BYTES = 65_536
"""Enough of the end for the list of contents of an Office package."""
MAX_NAME_CHARS = 150
MAX_NAME_BYTES = 255
"""Longest name that the usual file systems keep."""


class Rule(StrEnum):
    """How content is recognised."""

    SIGNATURE = "signature"
    OLE = "ole"
    PACKAGE = "package"
    TEXT = "text"
    XML = "xml"


class FileKind(msgspec.Struct, frozen=True):
    """One kind of file."""

    content_type: str
    extensions: tuple[str, ...]
    rule: Rule
    mark: bytes = b""
    """Rule PACKAGE: the part that such a package has."""
    also: tuple[str, ...] = ()
    """Other types by which browsers and libraries call it."""


_OFFICE = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."

KINDS = (
    FileKind("application/pdf", ("pdf",), Rule.SIGNATURE),
    FileKind("image/png", ("png",), Rule.SIGNATURE, also=("image/apng",)),
    FileKind("image/jpeg", ("jpg", "jpeg"), Rule.SIGNATURE, also=("image/jpg",)),
    FileKind("image/webp", ("webp",), Rule.SIGNATURE),
    FileKind("image/gif", ("gif",), Rule.SIGNATURE),
    FileKind("image/heic", ("heic", "heif"), Rule.SIGNATURE, also=("image/heif",)),
    FileKind("image/vnd.dwg", ("dwg",), Rule.SIGNATURE, also=("application/acad", "image/x-dwg")),
    FileKind("application/zip", ("zip",), Rule.PACKAGE, also=("application/x-zip-compressed",)),
    FileKind(f"{_OFFICE}wordprocessingml.document", ("docx",), Rule.PACKAGE, b"word/document"),
    FileKind(f"{_OFFICE}spreadsheetml.sheet", ("xlsx",), Rule.PACKAGE, b"xl/workbook"),
    FileKind(f"{_OFFICE}presentationml.presentation", ("pptx",), Rule.PACKAGE, b"ppt/presentation"),
    FileKind(f"{_ODF}text", ("odt",), Rule.SIGNATURE),
    FileKind(f"{_ODF}spreadsheet", ("ods",), Rule.SIGNATURE),
    FileKind("application/msword", ("doc",), Rule.OLE),
    FileKind("application/vnd.ms-excel", ("xls",), Rule.OLE),
    FileKind("application/vnd.ms-powerpoint", ("ppt",), Rule.OLE),
    FileKind("text/plain", ("txt",), Rule.TEXT),
    # Windows with Excel calls a CSV file a sheet of Excel.
    FileKind("text/csv", ("csv",), Rule.TEXT, also=("application/csv", "application/vnd.ms-excel", "text/plain")),
    FileKind("application/xml", ("xml",), Rule.XML, also=("text/xml",)),
)
"""Every kind that is accepted. A new row is all that a new kind needs, with a case in the tests."""

_BY_EXTENSION = {extension: kind for kind in KINDS for extension in kind.extensions}
_BY_TYPE = {kind.content_type: kind for kind in KINDS}
_UNSAID = frozenset({"", "application/octet-stream"})
"""What a browser says of a kind that it does not know."""

# Characters that change the direction of writing can make `exe.pdf` out of `fdp.exe`.
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNPRINTABLE = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})

_OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_SIGNATURE = b"PK\x03\x04"
_TEXT_BYTES = bytes(set(range(256)) - set(range(32)) - {127}) + b"\t\n\r\f"
_BOM = b"\xef\xbb\xbf"
_MARKUP = re.compile(rb"<\s*(?:!doctype\s+(?:html|svg)|html|head|body|script|iframe|svg)\b", re.IGNORECASE)
_XML_START = re.compile(rb"<(?:\?xml\s|!--|[A-Za-z_])")
_XML_UNWANTED = (b"<!DOCTYPE", b"<!ENTITY", b"http://www.w3.org/1999/xhtml", b"http://www.w3.org/2000/svg")


def clean_name(name: str) -> str:
    """`name` in composed letters and without blanks around it. Raises `UploadRefused` for one that no file has."""
    unsafe = "/" in name or "\\" in name or _DIRECTION.intersection(name)
    if unsafe or any(unicodedata.category(char) in _UNPRINTABLE for char in name):
        raise _refused("name", "O nome do arquivo tem caracteres que não são aceitos.")
    name = unicodedata.normalize("NFC", name.strip())
    if not name or name.startswith("."):
        raise _refused("name", "O arquivo precisa de um nome.")
    if len(name) > MAX_NAME_CHARS or len(name.encode()) > MAX_NAME_BYTES:
        raise _refused("name", f"O nome do arquivo passa de {MAX_NAME_CHARS} caracteres.")
    return name


def kind_for_upload(name: str, content_type: str) -> FileKind:
    """The kind that a file named `name` is. Raises `UploadRefused` where that is not accepted, or is not what
    `content_type` says; an empty or unspecific `content_type` says nothing."""
    kind = kind_of_name(name)
    if kind is None:
        raise _refused("name", "Este tipo de arquivo não é aceito.")
    said = content_type.partition(";")[0].strip().lower()
    if said not in _UNSAID and said != kind.content_type and said not in kind.also:
        raise _refused("contentType", "O tipo informado não combina com a extensão do arquivo.")
    return kind


def kind_of_name(name: str) -> FileKind | None:
    """The kind that the extension of `name` stands for."""
    stem, _, extension = name.rpartition(".")
    return _BY_EXTENSION.get(extension.lower()) if stem else None


def kind_of_type(content_type: str) -> FileKind:
    """The kind with exactly this content type. Raises `UploadRefused`."""
    kind = _BY_TYPE.get(content_type)
    if kind is None:
        raise _refused("contentType", "Este tipo de arquivo não é aceito.")
    return kind


class ContentCheck:
    """Looks at the bytes of a file as they pass, and says in the end whether they are of the kind."""

    def __init__(self, kind: FileKind) -> None:
        self._kind = kind
        self._is_text = kind.rule in {Rule.TEXT, Rule.XML}
        self._head = b""
        self._tail = b""
        self._text_ok = True

    def feed(self, chunk: bytes) -> None:
        if len(self._head) < HEAD_BYTES:
            self._head += chunk[: HEAD_BYTES - len(self._head)]
        if self._is_text:
            self._text_ok = self._text_ok and not chunk.translate(None, _TEXT_BYTES)
            if self._kind.rule is Rule.XML:
                # What was seen last goes before, for a mark that two chunks share.
                seen = self._tail + chunk
                self._text_ok = self._text_ok and not any(mark in seen for mark in _XML_UNWANTED)
                self._tail = seen[-40:]
        elif self._kind.rule is Rule.PACKAGE:
            self._tail = (self._tail + chunk)[-TAIL_BYTES:]

    def finish(self) -> None:
        """Raises `UploadRefused` if the content is not of the kind."""
        if not self._fits():
            raise _refused("file", "O conteúdo do arquivo não é do tipo que o nome diz.")

    def _fits(self) -> bool:
        head, kind = self._head, self._kind
        match kind.rule:
            case Rule.SIGNATURE:
                found = _sniff(head)
                return found == kind.content_type or found in kind.also
            case Rule.OLE:
                return head.startswith(_OLE_SIGNATURE)
            case Rule.PACKAGE:
                return head.startswith(_ZIP_SIGNATURE) and (kind.mark in head or kind.mark in self._tail)
            case Rule.TEXT:
                return self._text_ok and _sniff(head) == "" and _MARKUP.match(_unspaced(head)) is None
            case Rule.XML:
                return self._text_ok and _XML_START.match(_unspaced(head)) is not None and not _MARKUP.search(head)


def _sniff(head: bytes) -> str:
    found = filetype.guess(head)
    return "" if found is None else str(found.mime)


def _unspaced(head: bytes) -> bytes:
    return head.removeprefix(_BOM).lstrip()


def _refused(field: str, detail: str) -> UploadRefused:
    return UploadRefused(detail, fields={field: detail})

"""What may be uploaded, by name and by content."""

from __future__ import annotations

import contextlib
import io
import unicodedata
import zipfile

import pytest
import typst
import xlsxwriter
from hypothesis import example, given
from hypothesis import strategies as st

from esteio.core.files import UploadRefused
from esteio.core.files.kinds import KINDS, ContentCheck, clean_name, kind_for_upload, kind_of_name, kind_of_type

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(40)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(40)
GIF = b"GIF89a" + bytes(40)
WEBP = b"RIFF\x24\x00\x00\x00WEBPVP8 " + bytes(40)
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(40)
DWG = b"AC1032" + bytes(200)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
EXE = b"MZ\x90\x00" + bytes(200)
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
NFE = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<nfeProc xmlns="http://www.portalfiscal.inf.br/nfe" versao="4.00">'
    b"<NFe><infNFe><emit><xNome>A\xc3\x87O &amp; CIA</xNome></emit></infNFe></NFe></nfeProc>"
)
CSV = "código;descrição;preço\r\n1;Azulejo;12,50\r\n"
TYPES = {extension: kind.content_type for kind in KINDS for extension in kind.extensions}


def package(*names: str, stored: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        if stored:
            file.writestr(zipfile.ZipInfo("mimetype"), stored)
        for name in names:
            file.writestr(name, "x" * 100)
    return out.getvalue()


def pdf() -> bytes:
    made = typst.compile(b"Proposta")
    assert isinstance(made, bytes)
    return made


def sheet() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.add_worksheet().write(0, 0, "total")
    return out.getvalue()


DOCX = package("[Content_Types].xml", "_rels/.rels", "word/document.xml")
ODT = package("content.xml", stored=b"application/vnd.oasis.opendocument.text")
ODS = package("content.xml", stored=b"application/vnd.oasis.opendocument.spreadsheet")

HONEST = [
    ("proposta.pdf", pdf()),
    ("planta.png", PNG),
    ("foto.jpg", JPEG),
    ("foto.JPEG", JPEG),
    ("anima.gif", GIF),
    ("foto.webp", WEBP),
    ("foto.heic", HEIC),
    ("planta.dwg", DWG),
    ("orçamento.xlsx", sheet()),
    ("contrato.docx", DOCX),
    ("contrato de 365.docx", package("[Content_Types].xml", "word/document2.xml")),
    (
        "fotos primeiro.docx",
        package("[Content_Types].xml", *(f"word/media/{n}.png" for n in range(500)), "word/document.xml"),
    ),
    ("slides.pptx", package("[Content_Types].xml", "ppt/presentation.xml")),
    ("texto.odt", ODT),
    ("planilha.ods", ODS),
    ("antigo.doc", OLE),
    ("antigo.xls", OLE),
    ("antigo.ppt", OLE),
    ("tudo.zip", package("a.txt")),
    ("lista.csv", CSV.encode()),
    ("lista do Excel.csv", CSV.encode("cp1252")),
    ("lista com BOM.csv", CSV.encode("utf-8-sig")),
    ("notas.txt", "Sala com 20 m², pé-direito < 3 m".encode()),
    ("nota.xml", NFE),
    ("nota antiga.xml", b'\xef\xbb\xbf  <?xml version="1.0" encoding="ISO-8859-1"?><a>\xe7</a>'),
    ("sem declaracao.xml", b"<extrato><saldo>1</saldo></extrato>"),
]

LYING = [
    ("um PDF chamado.png", pdf()),
    ("um programa.pdf", EXE),
    ("html.pdf", HTML),
    ("html.txt", HTML),
    ("html.csv", b"  \r\n\t<HTML><body>"),
    ("html com BOM.txt", b"\xef\xbb\xbf<script>alert(1)</script>"),
    ("svg.png", SVG),
    ("svg.xml", SVG),
    ("svg com nome.xml", b'<?xml version="1.0"?><s:svg xmlns:s="http://www.w3.org/2000/svg"/>'),
    ("xhtml.xml", b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>'),
    ("bilhao de risos.xml", b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">]><lolz>&lol;</lolz>'),
    ("entidade no fim.xml", b"<a>" + b" " * 300_000 + b"<!DOCTYPE a></a>"),
    ("nao xml.xml", b"codigo;descricao"),
    ("utf-16.csv", CSV.encode("utf-16")),
    ("binario.txt", b"texto\x00" + bytes(50)),
    ("binario no fim.txt", b"a" * 300_000 + b"\x00"),
    ("pdf.txt", pdf()),
    ("png.jpg", PNG),
    ("zip.docx", package("a.txt")),
    ("planilha.docx", sheet()),
    ("docx.xlsx", DOCX),
    ("docx.odt", DOCX),
    ("nao zip.zip", b"PK"),
    ("nao ole.doc", DOCX),
    ("nada.png", b"\x00"),
]


def check(name: str, content: bytes, chunk: int) -> None:
    kind = kind_of_name(name)
    assert kind is not None
    looking = ContentCheck(kind)
    for start in range(0, len(content), chunk):
        looking.feed(content[start : start + chunk])
    looking.finish()


class TestContent:
    @pytest.mark.parametrize("chunk", [7, 4096, 1_000_000])
    @pytest.mark.parametrize(("name", "content"), HONEST, ids=[name for name, _ in HONEST])
    def test_what_is_what_it_says_is_accepted(self, name: str, content: bytes, chunk: int) -> None:
        check(name, content, chunk)

    @pytest.mark.parametrize("chunk", [11, 4096, 1_000_000])
    @pytest.mark.parametrize(("name", "content"), LYING, ids=[name for name, _ in LYING])
    def test_what_is_not_is_refused(self, name: str, content: bytes, chunk: int) -> None:
        with pytest.raises(UploadRefused):
            check(name, content, chunk)

    def test_every_kind_has_a_case(self) -> None:
        cases = {name.rpartition(".")[2].lower() for name, _ in HONEST}
        assert cases >= set(TYPES) - {"heif"}

    @given(st.binary(max_size=3000), st.sampled_from(KINDS))
    def test_any_bytes_get_an_answer(self, content: bytes, kind: object) -> None:
        looking = ContentCheck(kind)  # pyright: ignore[reportArgumentType]
        looking.feed(content)
        with contextlib.suppress(UploadRefused):
            looking.finish()


class TestName:
    @pytest.mark.parametrize(
        ("name", "kept"),
        [
            ("planta.pdf", "planta.pdf"),
            ("  Orçamento – nº 3 (final).pdf ", "Orçamento – nº 3 (final).pdf"),
            ("Orc\u0327amento.pdf", "Or\u00e7amento.pdf"),
            ("a.b.c.pdf", "a.b.c.pdf"),
            ("índice'\"%20.pdf", "índice'\"%20.pdf"),
            ("🏠 casa.png", "🏠 casa.png"),
        ],
    )
    def test_names_of_people_are_kept(self, name: str, kept: str) -> None:
        assert clean_name(name) == kept

    @pytest.mark.parametrize(
        "name",
        [
            "",
            "   ",
            ".",
            "..",
            ".pdf",
            "../a.pdf",
            "a/b.pdf",
            "..\\a.pdf",
            "/etc/passwd.pdf",
            "a\x00.pdf",
            "a.pdf\x00.exe",
            "a\r\nX-Evil: 1.pdf",
            "a\x1b[31m.pdf",
            "a\x7f.pdf",
            "exe\u202efdp.pdf",
            "a\u2066b.pdf",
            "a\u2028b.pdf",
            "a\ud800.pdf",
            "\ue000.pdf",
            "x" * 147 + ".pdf",
            "ç" * 140 + ".pdf",
        ],
    )
    def test_absurd_names_are_refused(self, name: str) -> None:
        with pytest.raises(UploadRefused) as refused:
            clean_name(name)
        assert list(refused.value.fields) == ["name"]

    @example("\u1680")
    @given(st.text(max_size=200))
    def test_what_is_kept_is_one_plain_name(self, name: str) -> None:
        try:
            kept = clean_name(name)
        except UploadRefused:
            return
        assert kept == clean_name(kept)
        assert "/" not in kept
        assert "\\" not in kept
        assert kept == kept.strip() != ""
        assert not {unicodedata.category(char) for char in kept} & {"Cc", "Cn", "Co", "Cs", "Zl", "Zp"}
        assert len(kept.encode()) <= 255


class TestKind:
    @pytest.mark.parametrize(
        ("name", "said", "kept"),
        [
            ("a.pdf", "application/pdf", "application/pdf"),
            ("a.PDF", "application/pdf", "application/pdf"),
            ("a.csv", "application/vnd.ms-excel", "text/csv"),
            ("a.csv", "text/csv; charset=utf-8", "text/csv"),
            ("a.xml", "text/xml", "application/xml"),
            ("a.dwg", "", "image/vnd.dwg"),
            ("a.docx", "application/octet-stream", TYPES["docx"]),
        ],
    )
    def test_extension_decides_and_the_said_type_must_fit(self, name: str, said: str, kept: str) -> None:
        assert kind_for_upload(name, said).content_type == kept

    @pytest.mark.parametrize(
        ("name", "said"),
        [
            ("a.pdf", "image/png"),
            ("a.png", "text/html"),
            ("a.html", "text/html"),
            ("a.svg", "image/svg+xml"),
            ("a.xhtml", "application/xhtml+xml"),
            ("a.exe", "application/octet-stream"),
            ("a.js", "text/javascript"),
            ("a.docm", ""),
            ("a", "application/pdf"),
            ("pdf", "application/pdf"),
            ("a.pdf.", "application/pdf"),
        ],
    )
    def test_others_are_refused(self, name: str, said: str) -> None:
        with pytest.raises(UploadRefused):
            kind_for_upload(name, said)

    def test_nothing_that_a_browser_runs_is_a_kind(self) -> None:
        assert not {"text/html", "image/svg+xml", "application/xhtml+xml", "text/javascript"} & set(TYPES.values())
        with pytest.raises(UploadRefused):
            kind_of_type("text/html")

"""The printed proposal says all that it must, and nothing that people type can change the page."""

from __future__ import annotations

import base64
import datetime
import io
import re
import struct
import threading
import time
import zlib
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from esteio.brazil.money import format_money
from esteio.core.allocation import apportion
from esteio.core.errors import InvalidInput
from esteio.core.files.logo import MAX_LOGO_BYTES, Logo, check_logo
from esteio.core.paper import Letterhead, one_line, paragraphs, printable, readable_accent
from esteio.modules.estimating.proposal.document import (
    Adjustment,
    CashPrice,
    Client,
    DisciplineStages,
    GanttRow,
    InstalmentRow,
    PricedLine,
    Project,
    ProposalDocument,
    StageRow,
)
from esteio.modules.estimating.proposal.render import render_proposal

FOUR_STAGES = (
    ("Levantamento", "10"),
    ("Estudo preliminar", "25"),
    ("Anteprojeto", "25"),
    ("Projeto executivo", "40"),
)
EIGHT_DISCIPLINES = (
    "Arquitetura",
    "Estrutural",
    "Elétrica",
    "Hidráulica",
    "Ar-condicionado e ventilação",
    "Prevenção de incêndio",
    "Interiores, mobiliário sob medida e comunicação visual das áreas comuns",
    "Luminotécnica",
)
MARKUP = (
    '#set text(red) #panic("no") $x^2/y$ @ref \\ \\u{41} *a* _b_ `raw` <label> // note /* note */ = Title - item '
    '+ item [x] {y} "q" \' ~ -- ... #image("/etc/passwd") #read("proposal.json") %d {{z}} &amp; </svg>'
)
JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqm"
    "x5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAAQABgD"
    "ASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAAIE/8QAHRAAAQIHAAAAAAAAAAAAAAAAEQASBAUTFCNC0f/EABYBAQEBAAAAAAAAAAAAAAAA"
    "AAIDBP/EABkRAQACAwAAAAAAAAAAAAAAAAARYRIhIv/aAAwDAQACEQMRAD8AqXwF7UyMYNSSeJMICyp5HvOoAHUl8fZVMb3jYAHqTCPvaeNjDsSR"
    "xR1FtfWVMaIiJv/Z"
)
WEBP_LOSSY = base64.b64decode(
    "UklGRk4AAABXRUJQVlA4IEIAAAAQAwCdASoYABAAPxFysFAsJqSisAgBgCIJagCdL1yDwyAA33f86x//Of7//zd3ueNJ2RNMQ6KCoqXP8WDLedoAAAA="
)
WEBP_LOSSLESS = base64.b64decode("UklGRjAAAABXRUJQVlA4TCMAAAAvF8ADAA9wo/+X/r/lf/7jAYTZRgjztzyDfg8hov8BAO0FAAA=")
WEBP_EXTENDED = base64.b64decode(
    "UklGRoQAAABXRUJQVlA4WAoAAAAQAAAAFwAADwAAQUxQSBcAAAABD0AgQJkqTBYRsUMsmPhLrz+CiP6nbgBWUDggRgAAABADAJ0BKhgAEAA/EXKw"
    "UCwmpKKwCAGAIglqAJ0ygATxwADfd/zrH/85/v//Mhv8ZF+qKX9XSupmPkU2X1pbDyI0ijVYAAA="
)


def png(width: int, height: int, drawn_rows: int | None = None) -> bytes:
    """An opaque PNG; with `drawn_rows` it promises more than it holds."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = (b"\0" + b"\xa4\x45\x2c" * width) * (height if drawn_rows is None else drawn_rows)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def proposal(
    names: tuple[str, ...] = ("Arquitetura",),
    subtotal: Decimal = Decimal("28520.00"),
    discount: Decimal = Decimal(0),
    **changes: object,
) -> ProposalDocument:
    """The worked case of the domain page, or one with more in it."""
    total = subtotal - discount
    prices = apportion(subtotal, [Decimal(1 + index % 5) for index in range(len(names))])
    start = datetime.date(2026, 11, 30)
    schedule: list[GanttRow] = []
    for name, percent in FOUR_STAGES:
        days = max(1, 56 * int(percent) // 100)
        end = start + datetime.timedelta(days=days - 1)
        schedule.append(GanttRow(label=name, start=start, end=end, weeks=Decimal(days) / 7))
        start = end + datetime.timedelta(days=1)
    document = ProposalDocument(
        studio=Letterhead(
            name="ArcFlow Arquitetura",
            letterhead=("Rua Harmonia, 512, São Paulo, SP", "CNPJ 12.ABC.345/01DE-35", "contato@arcflow.com"),
        ),
        client=Client(name="João Peçanha da Conceição", document="CPF 529.982.247-25", address="Rua Açaí, 3"),
        project=Project(
            title="Casa térrea no Cambuí",
            area_m2=Decimal(200),
            building_type="Residência unifamiliar",
            standard="Médio",
            place="Campinas, SP",
        ),
        code="ORC-202611-001",
        version=2,
        issued_on=datetime.date(2026, 11, 22),
        valid_until=datetime.date(2026, 12, 22),
        scope="Projeto completo.\n\n- Estudo preliminar\n- Projeto executivo\n\nSem acompanhamento de obra.",
        disciplines=tuple(
            PricedLine(name=name, amount=amount, hours=160) for name, amount in zip(names, prices, strict=True)
        ),
        adjustments=(Adjustment(label="Desconto comercial", amount=-discount),) if discount else (),
        total=total,
        price_per_m2=(total / 200).quantize(Decimal("0.01")),
        duration_weeks=8,
        stages=tuple(
            DisciplineStages(
                discipline=name,
                stages=tuple(
                    StageRow(name=stage, percent=Decimal(percent), amount=part)
                    for (stage, percent), part in zip(
                        FOUR_STAGES, apportion(amount, [Decimal(percent) for _, percent in FOUR_STAGES]), strict=True
                    )
                ),
            )
            for name, amount in zip(names, prices, strict=True)
        ),
        schedule=tuple(schedule),
        instalments=tuple(
            InstalmentRow(label=f"{30 * number} dias após o aceite", amount=amount, due_on=datetime.date(2026, 12, 22))
            for number, amount in enumerate(apportion(total, [Decimal(1)] * 3), start=1)
        ),
        cash=CashPrice(percent=Decimal(8), total=(total * Decimal("0.92")).quantize(Decimal("0.01"))),
        terms=(
            "Em atraso: multa de 2% e juros de 1% ao mês, calculados por dia.",
            "Revisões incluídas: 3.",
            "Valores reajustados a cada 12 meses pela variação do INCC.",
        ),
        methodology_name="Horas técnicas",
        methodology_version=1,
        approval_url="https://esteio.example/aprovar/k3Jt0pS9",
    )
    return msgspec.structs.replace(document, **changes)


def big_proposal(**changes: object) -> ProposalDocument:
    return proposal(
        EIGHT_DISCIPLINES,
        Decimal("1248930.77"),
        Decimal("62446.54"),
        optional_disciplines=tuple(
            PricedLine(name=name, amount=Decimal("7820.40") + cents, hours=64)
            for cents, name in enumerate(("Paisagismo", "Automação", "Acústica das salas de ensaio e do auditório"))
        ),
        **changes,
    )


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def words(pdf: bytes) -> str:
    """All text of the PDF on one line, as a person would read it."""
    text = " ".join(page.extract_text() for page in read(pdf).pages)
    return " ".join(text.replace("\u200b", "").split())


def squeezed(text: str) -> str:
    """Without white space: where a line ends is the page's affair."""
    return re.sub(r"\s", "", text)


class TestWhatThePageSays:
    def test_the_worked_case_to_the_cent(self) -> None:
        text = words(render_proposal(proposal()))
        for expected in (
            "ORC-202611-001",
            "Versão 2, de 22/11/2026",
            "Válida até 22/12/2026",
            "R$ 28.520,00",
            "R$ 142,60",
            "200 m²",
            "8 semanas",
            "160 h",
            "R$ 26.238,40",
            "Horas técnicas, versão 1",
            "https://esteio.example/aprovar/k3Jt0pS9",
        ):
            assert expected in text

    def test_the_parties_and_the_studios_letterhead_with_diacritics(self) -> None:
        document = proposal()
        text = words(render_proposal(document))
        assert document.studio.name in text
        for line in (*document.studio.letterhead, "João Peçanha da Conceição", "CPF 529.982.247-25", "Rua Açaí, 3"):
            assert line in text
        for line in ("Casa térrea no Cambuí", "Residência unifamiliar", "Padrão médio", "Campinas, SP"):
            assert line in text

    def test_every_discipline_stage_instalment_and_term_of_a_big_one(self) -> None:
        document = big_proposal()
        text = squeezed(words(render_proposal(document)))
        for line in (*document.disciplines, *document.optional_disciplines):
            assert squeezed(line.name) in text
            assert squeezed(format_money(line.amount)) in text
        for part in document.stages:
            for stage in part.stages:
                assert squeezed(stage.name) in text
                assert squeezed(format_money(stage.amount)) in text
        for row in document.instalments:
            assert squeezed(row.label) in text
            assert squeezed(format_money(row.amount)) in text
        for term in document.terms:
            assert squeezed(term) in text
        assert "−R$62.446,54" in text
        assert squeezed("Opcionais, fora do total") in text

    def test_the_schedule_gives_dates_beside_its_bars(self) -> None:
        document = proposal()
        text = words(render_proposal(document))
        for row in document.schedule:
            assert f"{row.start:%d/%m/%Y} {row.end:%d/%m/%Y}" in text

    def test_each_page_has_its_number_and_from_the_second_on_the_code_above(self) -> None:
        pages = [page.extract_text() for page in read(render_proposal(big_proposal())).pages]
        assert 2 <= len(pages) <= 4
        for number, text in enumerate(pages, start=1):
            assert f"Página {number} de {len(pages)}" in " ".join(text.split())
        assert all(text.count("ORC-202611-001") >= 2 for text in pages[1:])

    def test_a_simple_proposal_takes_two_pages(self) -> None:
        assert len(read(render_proposal(proposal())).pages) == 2

    def test_a_draft_says_so_on_every_page_and_a_sent_one_nowhere(self) -> None:
        for page in read(render_proposal(proposal(draft=True))).pages:
            assert "RASCUNHO" in squeezed(page.extract_text())
            assert "Rascunho" in page.extract_text()
        assert "rascunho" not in words(render_proposal(proposal())).lower()

    def test_what_is_not_there_leaves_no_empty_heading(self) -> None:
        lines = (PricedLine(name="Arquitetura", amount=Decimal(28520)),)
        document = proposal(disciplines=lines, stages=(), schedule=(), cash=None, terms=(), scope="", approval_url="")
        document = msgspec.structs.replace(
            document, instalments=(InstalmentRow(label="No aceite", amount=document.total),)
        )
        text = words(render_proposal(document))
        for heading in (
            "Escopo",
            "Horas técnicas Valor",
            "Etapas",
            "Cronograma",
            "À vista",
            "Condições",
            "Vencimento",
            "Pela internet",
        ):
            assert heading not in text
        assert "No aceite R$ 28.520,00" in text


class TestApprovalLink:
    def test_the_address_can_be_clicked_and_the_code_says_where_it_leads(self) -> None:
        document = proposal()
        pdf = render_proposal(document)
        links = [
            note.get_object()["/A"]["/URI"]
            for page in read(pdf).pages
            for note in page.get("/Annots", ())
            if "/A" in note.get_object()
        ]
        assert set(links) == {document.approval_url}

    def test_an_address_that_could_run_something_is_refused(self) -> None:
        with pytest.raises(ValueError, match="not an address"):
            proposal(approval_url="javascript:alert(1)")


class TestAccessibility:
    def test_language_title_tags_and_both_standards_are_declared(self) -> None:
        reader = read(render_proposal(big_proposal(studio=Letterhead(name="Lima", logo=png(120, 40)))))
        root = reader.trailer["/Root"]
        assert root["/Lang"] == "pt-BR"
        assert root["/MarkInfo"]["/Marked"]
        assert "/StructTreeRoot" in root
        assert reader.metadata is not None
        assert reader.metadata.title == "Proposta ORC-202611-001, Casa térrea no Cambuí"
        assert reader.metadata.author == "Lima"
        declared = root["/Metadata"].get_data().decode()
        assert "<pdfuaid:part>1<" in declared
        assert "<pdfaid:part>2<" in declared
        assert "<pdfaid:conformance>A<" in declared

    def test_letters_that_no_font_has_still_make_a_tagged_proposal(self) -> None:
        reader = read(render_proposal(proposal(client=Client(name="田中 Tanaka"))))
        assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
        assert "Tanaka" in reader.pages[0].extract_text()

    @settings(deadline=None)
    @given(st.tuples(*[st.integers(0, 255)] * 3))
    def test_any_accent_becomes_readable(self, channels: tuple[int, int, int]) -> None:
        shown = readable_accent("#" + "".join(f"{channel:02x}" for channel in channels))
        assert contrast(shown, "#f7f3ec") >= 4.5

    def test_an_accent_that_is_readable_stays(self) -> None:
        assert readable_accent("#A4452C") == "#a4452c"


def contrast(one: str, other: str) -> float:
    """Of WCAG, worked out apart from the code under test."""

    def luminance(colour: str) -> float:
        linear = [
            share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
            for share in (value / 255 for value in bytes.fromhex(colour[1:]))
        ]
        return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


class TestHostileText:
    def test_markup_is_printed_and_never_run(self) -> None:
        document = proposal(
            (MARKUP,),
            studio=Letterhead(name=MARKUP, letterhead=(MARKUP,)),
            client=Client(name=MARKUP, document=MARKUP, address=MARKUP),
            project=Project(title=MARKUP, area_m2=Decimal(200), building_type=MARKUP, standard=MARKUP, place=MARKUP),
            scope=MARKUP,
            terms=(MARKUP,),
            methodology_name=MARKUP,
        )
        text = squeezed(words(render_proposal(document)))
        assert text.count(squeezed(MARKUP)) >= 12
        assert "root:" not in text

    @pytest.mark.parametrize(
        "hostile",
        [
            "Casa 🏠 da família 👨‍👩‍👧 🇧🇷",
            "شركة البناء São José",
            "בית São José",
            "a\u202egnitirw \u2066b\u2069 São José",
            "NUL\x00 BEL\x07 ESC\x1b São José",
            "lone \ud800 surrogate São José",
            "private \ue000 \U000f0000 \ufffe São José",
            "w" * 400,
            "Sa\u0303o Jose\u0301 em duas partes",
        ],
    )
    def test_any_script_and_any_byte_gives_a_proposal_that_keeps_the_standards(self, hostile: str) -> None:
        pdf = render_proposal(
            proposal((hostile,), client=Client(name=hostile), scope=hostile, terms=(hostile,), draft=True)
        )
        assert b"pdfuaid" in pdf
        assert "R$ 28.520,00" in words(pdf)

    def test_a_title_of_300_characters_is_whole_and_stays_on_the_page(self) -> None:
        title = "Requalificação do edifício " * 11
        document = proposal(
            project=Project(title=title, area_m2=Decimal(200), building_type="Hotel"),
        )
        pdf = render_proposal(document)
        assert squeezed(title[:297]) in squeezed(words(pdf))
        assert len(read(pdf).pages) == 2

    def test_sixty_rows_run_over_pages_and_none_is_lost(self) -> None:
        names = tuple(f"Disciplina número {number:02}" for number in range(60))
        many = proposal(
            names,
            Decimal("98765432.10"),
            instalments=tuple(
                InstalmentRow(label=f"Parcela de número {number:02}", amount=amount)
                for number, amount in enumerate(apportion(Decimal("98765432.10"), [Decimal(1)] * 60))
            ),
            schedule=tuple(
                GanttRow(
                    label=f"Etapa de número {number:02}",
                    start=datetime.date(2026, 1, 1) + datetime.timedelta(days=12 * number),
                    end=datetime.date(2026, 1, 1) + datetime.timedelta(days=12 * number + number % 4 * 11),
                    weeks=Decimal("1.6"),
                )
                for number in range(60)
            ),
        )
        pdf = render_proposal(many)
        text = words(pdf)
        for number in range(60):
            for row in (f"Disciplina número {number:02}", f"Parcela de número {number:02}"):
                assert row in text
            assert squeezed(f"Etapa de número {number:02}") in squeezed(text)
        assert text.count("Horas técnicas Valor") >= 2  # the head of a table is there again after a page break

    @settings(max_examples=25, deadline=None)
    @given(st.text(max_size=400))
    def test_no_text_breaks_it(self, text: str) -> None:
        pdf = render_proposal(proposal((text,), scope=text, terms=(text,), studio=Letterhead(name=text)))
        assert "ORC-202611-001" in words(pdf)


class TestPlainText:
    @settings(deadline=None)
    @given(st.text())
    def test_what_is_printable_stays_so(self, text: str) -> None:
        shown = printable(text)
        assert printable(shown) == shown
        shown.encode()

    @settings(deadline=None)
    @given(st.text(alphabet=st.characters(categories=("Lu", "Ll", "Nd", "Po", "Zs"), max_codepoint=0x17F)))
    def test_portuguese_loses_no_letter(self, text: str) -> None:
        assert squeezed(one_line(text).replace("\u200b", "")) == squeezed(text)

    def test_an_address_of_mail_can_be_copied_whole(self) -> None:
        address = "contato.comercial@estudiolimaarquitetura.com.br"
        assert printable(address) == address

    def test_blank_lines_part_paragraphs_and_dashes_make_items(self) -> None:
        assert paragraphs("Um\ndois\n\n- a\n• b\ntrês") == [
            {"kind": "text", "lines": ["Um", "dois"]},
            {"kind": "items", "lines": ["a", "b"]},
            {"kind": "text", "lines": ["três"]},
        ]
        assert paragraphs(" \n ") == []


class TestSameBytes:
    def test_equal_documents_give_equal_files(self) -> None:
        assert render_proposal(big_proposal()) == render_proposal(big_proposal())

    def test_the_file_carries_the_date_of_the_proposal_not_of_the_printing(self) -> None:
        metadata = read(render_proposal(proposal())).metadata
        assert metadata is not None
        assert metadata.creation_date is not None
        assert metadata.creation_date.date() == datetime.date(2026, 11, 22)

    def test_other_threads_run_while_one_is_being_set(self) -> None:
        document = big_proposal()
        done = threading.Event()

        def work() -> None:
            for _ in range(5):
                render_proposal(document)
            done.set()

        started = time.perf_counter()
        thread = threading.Thread(target=work)
        thread.start()
        turns = 0
        while not done.is_set():
            turns += 1
            done.wait(0.001)
        thread.join()
        took_ms = (time.perf_counter() - started) * 1000
        print(f"5 proposals of 4 pages: {took_ms:.0f} ms, {turns} turns of another thread")
        assert turns > 10


class TestDocument:
    def test_sums_that_differ_are_refused(self) -> None:
        with pytest.raises(ValueError, match="disciplines and adjustments add to 28520"):
            proposal(total=Decimal("28520.01"))
        with pytest.raises(ValueError, match="instalments add to 1,"):
            proposal(instalments=(InstalmentRow(label="Única", amount=Decimal(1)),))

    def test_stages_that_are_not_the_whole_are_refused(self) -> None:
        half = StageRow(name="Anteprojeto", percent=Decimal(50), amount=Decimal(14260))
        with pytest.raises(ValueError, match="add to 50%"):
            proposal(stages=(DisciplineStages(discipline="Arquitetura", stages=(half,)),))

    def test_time_runs_forwards(self) -> None:
        with pytest.raises(ValueError, match="validity"):
            proposal(valid_until=datetime.date(2026, 11, 21))
        with pytest.raises(ValueError, match="before it starts"):
            GanttRow(label="x", start=datetime.date(2026, 2, 2), end=datetime.date(2026, 2, 1), weeks=Decimal(1))

    @pytest.mark.parametrize("colour", ["red", "#fff", "#a4452c;", "#a4452c\n", ""])
    def test_only_a_colour_is_an_accent(self, colour: str) -> None:
        with pytest.raises(ValueError, match="not a colour"):
            Letterhead(name="x", accent=colour)


class TestLogo:
    @pytest.mark.parametrize(
        ("data", "expected"),
        [
            (png(300, 120), Logo(kind="png", width_px=300, height_px=120)),
            (JPEG, Logo(kind="jpeg", width_px=24, height_px=16)),
            (WEBP_LOSSY, Logo(kind="webp", width_px=24, height_px=16)),
            (WEBP_LOSSLESS, Logo(kind="webp", width_px=24, height_px=16)),
            (WEBP_EXTENDED, Logo(kind="webp", width_px=24, height_px=16)),
        ],
        ids=["png", "jpeg", "webp lossy", "webp lossless", "webp extended"],
    )
    def test_each_kind_is_known_by_its_content_and_drawn(self, data: bytes, expected: Logo) -> None:
        assert check_logo(data) == expected
        reader = read(render_proposal(proposal(studio=Letterhead(name="Lima", logo=data))))
        assert len(reader.pages[0].images) == 1
        assert "Logotipo de Lima" in str(alternatives(reader))

    @pytest.mark.parametrize(
        ("data", "reason"),
        [
            (b"", "PNG, JPEG ou WebP"),
            (b"GIF89a" + bytes(40), "PNG, JPEG ou WebP"),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "PNG, JPEG ou WebP"),
            (png(10, 300), "10 x 300"),
            (png(3001, 100), "3001 x 100"),
            (png(30_000, 30_000, drawn_rows=1), "30000 x 30000"),
            (png(300, 300, drawn_rows=20)[:-30], "danificada"),
            (png(300, 120)[:20], "incompleto"),
            (JPEG[:100], "incompleto"),
            (WEBP_LOSSY[:20], "incompleto"),
            (WEBP_EXTENDED[:28], "incompleto"),
            (JPEG.replace(b"\x00\x10\x00\x18\x03", b"\x00\x10\x00\x18\x04"), "CMYK"),
            (png(300, 120) + bytes(MAX_LOGO_BYTES), "1 MB"),
        ],
        ids=[
            "nothing", "gif", "svg", "small", "wide", "bomb", "damaged", "png cut", "jpeg cut", "webp cut",
            "extended webp cut", "cmyk", "heavy",
        ],
    )  # fmt: skip
    def test_what_cannot_stand_is_refused_with_what_to_do(self, data: bytes, reason: str) -> None:
        with pytest.raises(InvalidInput) as caught:
            check_logo(data)
        assert reason in caught.value.fields["logo"]

    @settings(deadline=None)
    @given(st.binary(max_size=200), st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF0000WEBPVP8 "]))
    def test_any_bytes_are_refused_or_read_never_worse(self, tail: bytes, head: bytes) -> None:
        with pytest.raises(InvalidInput):
            check_logo(head + tail)


def alternatives(reader: PdfReader) -> list[str]:
    """The texts that stand for pictures, from the tree of tags."""
    found: list[str] = []
    waiting = [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            if "/Alt" in node:
                found.append(str(node["/Alt"]))
            if "/K" in node:
                waiting.append(node["/K"])
    return found

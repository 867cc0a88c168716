from __future__ import annotations

import random
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.brazil.nfe_documents import BUYER, SUPPLIER, Line, access_key_of, nfe_xml

from esteio.brazil.errors import InvalidAccessKey, InvalidDocument, InvalidNfe, InvalidText, InvalidXml
from esteio.brazil.nfe import MAX_ITEMS, Nfe, read_nfe

WHOLE = (Path(__file__).parent / "data" / "nfe.xml").read_bytes()
"""A note with what real ones have: groups of taxes, discounts, freight, an order, additional text, a signature."""


def read(xml: str) -> Nfe:
    return read_nfe(xml.encode())


class TestRead:
    def test_a_whole_note(self) -> None:
        note = read_nfe(WHOLE)
        assert note.access_key == "35260311222333000181550010000012341481516235"
        assert (note.model, note.series, note.number, note.protocol) == ("55", "1", "1234", "135260001234567")
        assert note.issued_at.astimezone(UTC) == datetime(2026, 3, 5, 13, 12, 45, tzinfo=UTC)
        assert (note.issuer_document, note.issuer_name) == (SUPPLIER, "CASA DO CONSTRUTOR MATERIAIS LTDA")
        assert note.recipient_document == BUYER
        assert (note.products_total, note.discount) == (Decimal("6090.60"), Decimal("90.60"))
        assert (note.freight, note.taxes, note.total) == (Decimal("180.50"), Decimal("60.00"), Decimal("6240.50"))
        assert note.order_codes == ("PED-2026-001",)
        cement, steel, gift = note.items
        assert (cement.description, cement.unit, cement.quantity) == (
            "CIMENTO CP II-E-32 50KG",
            "SC",
            Decimal("100.0000"),
        )
        assert (cement.unit_price, cement.total) == (Decimal("38.9060000000"), Decimal("3890.60"))
        assert (cement.discount, cement.order_position) == (Decimal("90.60"), 1)
        assert (steel.tax_unit, steel.tax_quantity) == ("KG", Decimal("385.0000"))
        assert (gift.total, gift.discount) == (Decimal("0.00"), Decimal("0.00"))

    def test_an_issuer_with_letters_in_its_cnpj(self) -> None:
        assert read(nfe_xml(issuer=BUYER, recipient=SUPPLIER)).issuer_document == BUYER

    def test_a_farmer_with_a_cpf(self) -> None:
        assert read(nfe_xml(issuer="52998224725", series=920)).issuer_document == "52998224725"

    def test_a_note_that_the_authority_issued_for_somebody(self) -> None:
        xml = nfe_xml(series=890, issuer=SUPPLIER)
        own, other = access_key_of(series="890"), access_key_of(series="890", document="46377222000129")
        xml = xml.replace(own, other).replace(f"<cDV>{own[43]}", f"<cDV>{other[43]}")
        assert read(xml).issuer_document == SUPPLIER

    def test_a_receipt_of_a_shop_that_names_nobody(self) -> None:
        note = read(nfe_xml(model="65", recipient=""))
        assert (note.model, note.recipient_document) == ("65", "")

    def test_a_note_that_complements_a_price_has_no_quantity(self) -> None:
        line = Line(quantity="0.0000", unit_price="0")
        xml = nfe_xml(
            line, changes={"<finNFe>1": "<finNFe>2", "<vProd>0.00": "<vProd>12.34", "<vNF>0.00": "<vNF>12.34"}
        )
        (item,) = read(xml).items
        assert (item.quantity, item.total) == (0, Decimal("12.34"))

    @given(
        st.lists(
            st.builds(
                Line,
                quantity=st.decimals("0.0001", "99999", places=4).map(str),
                unit_price=st.decimals("0", "9999", places=10).map(lambda value: f"{value:f}"),
                counts=st.booleans(),
            ),
            min_size=1,
            max_size=8,
        ),
        st.decimals("0", "9999", places=2).map(str),
        st.integers(1, 999_999_999),
        st.integers(0, 889),
    )
    def test_gives_back_what_the_supplier_wrote(
        self, lines: list[Line], freight: str, number: int, series: int
    ) -> None:
        note = read(nfe_xml(*lines, freight=freight, number=number, series=series))
        assert (note.number, note.series) == (str(number), str(series))
        assert [item.quantity for item in note.items] == [Decimal(line.quantity) for line in lines]
        assert sum(item.total for item in note.items) == note.products_total
        assert note.total == note.products_total - note.discount + note.freight + note.taxes

    def test_the_largest_note_in_well_under_a_second(self) -> None:
        note = read(nfe_xml(*[Line(description=f"ITEM {n}") for n in range(MAX_ITEMS)]))
        assert len(note.items) == MAX_ITEMS


class TestRefused:
    @pytest.mark.parametrize(
        ("before", "after", "word"),
        [
            ('xmlns="http://www.portalfiscal.inf.br/nfe"', 'xmlns="http://www.portalfiscal.inf.br/cte"', "outro tipo"),
            ('xmlns="http://www.portalfiscal.inf.br/nfe"', "", "outro tipo"),
            ('<infNFe Id="NFe', '<infNFe Id="CTe', "chave"),
            ('versao="4.00">\n<ide>', 'versao="3.10">\n<ide>', "leiaute"),
            ("<cStat>100", "<cStat>110", "não foi autorizado"),
            ("<tpAmb>1</tpAmb><finNFe>", "<tpAmb>2</tpAmb><finNFe>", "homologação"),
            ("<finNFe>1", "<finNFe>4", "devolução"),
            ("<mod>55", "<mod>57", "modelo"),
            ("<nNF>1234", "<nNF>1235", "não corresponde"),
            ("<serie>1", "<serie>2", "não corresponde"),
            ("<cUF>35", "<cUF>33", "não corresponde"),
            ("<cNF>48151623", "<cNF>48151624", "não corresponde"),
            ("<dhEmi>2026-03", "<dhEmi>2026-04", "não corresponde"),
            (f"<emit><CNPJ>{SUPPLIER}", f"<emit><CNPJ>{BUYER}", "não corresponde"),
            ("<chNFe>35", "<chNFe>33", "outra NF-e"),
            ("<vProd>3890.00</vProd><vFrete>", "<vProd>3890.01</vProd><vFrete>", "não somam"),
            ("<dhEmi>2026-03-05T", "<dhEmi>2026-02-30T", "dhEmi"),
            ("<dhEmi>2026-03-05T10:12:45-03:00", "<dhEmi>2026-03-05", "dhEmi"),
            ("<qCom>100", "<qCom>-1", "qCom"),
            ("<qCom>100", "<qCom>1e3", "qCom"),
            ("<qCom>100", "<qCom>NaN", "qCom"),
            ("<qCom>100", "<qCom>" + "9" * 12, "qCom"),
            ("<vNF>3890.00", "<vNF>", "vNF"),
            ("<vNF>3890.00", "<vNF>9999999999999", "vNF"),
            ("<xProd>CIMENTO", f"<xProd>{'x' * 501}", "xProd"),
            ("<uCom>SC", "<uCom>", "uCom"),
            ('nItem="1"', 'nItem="0"', "nItem"),
            ("<xNome>CASA DO CONSTRUTOR MATERIAIS LTDA", "<xNome>", "xNome"),
        ],
    )
    def test_what_is_wrong_is_said(self, before: str, after: str, word: str) -> None:
        with pytest.raises(InvalidText, match=word):
            read(nfe_xml(changes={before: after}))

    def test_a_wrong_digit_anywhere_in_the_key(self) -> None:
        key = access_key_of()
        for at in range(44):
            wrong = f"{key[:at]}{(int(key[at]) + 1) % 10}{key[at + 1 :]}"
            with pytest.raises((InvalidAccessKey, InvalidNfe, InvalidDocument)):
                read(nfe_xml(changes={key: wrong}))

    def test_a_cnpj_that_does_not_exist(self) -> None:
        with pytest.raises(InvalidDocument):
            read(nfe_xml(changes={f"<CNPJ>{BUYER}": "<CNPJ>12ABC34501DE36"}))

    def test_a_note_that_was_not_sent_to_the_sefaz(self) -> None:
        note = nfe_xml()
        alone = note[note.index("<NFe>") : note.index("<protNFe")].replace(
            "<NFe>", '<NFe xmlns="http://www.portalfiscal.inf.br/nfe">'
        )
        with pytest.raises(InvalidNfe, match="autorização"):
            read(alone)
        without = note[: note.index("<protNFe")] + "</nfeProc>"
        with pytest.raises(InvalidNfe, match="autorização"):
            read(without)

    def test_a_discount_larger_than_its_item(self) -> None:
        with pytest.raises(InvalidNfe, match="vDesc"):
            read(nfe_xml(Line(quantity="1", unit_price="10", discount="10.01")))

    def test_items_twice(self) -> None:
        with pytest.raises(InvalidNfe, match="nItem"):
            read(nfe_xml(Line(), Line(), changes={'nItem="2"': 'nItem="1"'}))

    def test_too_many_items(self) -> None:
        with pytest.raises(InvalidText):
            read(nfe_xml(*[Line()] * (MAX_ITEMS + 1)))

    @pytest.mark.parametrize(
        "declaration",
        [
            '<!DOCTYPE nfeProc [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
            '<!DOCTYPE nfeProc SYSTEM "http://127.0.0.1:1/nfe.dtd">',
            "<!DOCTYPE nfeProc>",
        ],
    )
    def test_a_declaration_of_its_type(self, declaration: str) -> None:
        with pytest.raises(InvalidXml, match="DOCTYPE"):
            read(nfe_xml(changes={"<nfeProc": f"{declaration}<nfeProc"}))

    @given(st.integers(0, 2**32))
    @settings(max_examples=200)
    def test_a_damaged_note_is_read_or_refused_and_nothing_else(self, seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311
        data = bytearray(WHOLE)
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(data))
            match chance.randrange(3):
                case 0:
                    data[at] = chance.randrange(256)
                case 1:
                    del data[at : at + chance.randrange(40)]
                case _:
                    data[at:at] = data[at : at + chance.randrange(200)]
        try:
            note = read_nfe(bytes(data))
        except InvalidText:
            return
        assert sum(item.total for item in note.items) == note.products_total

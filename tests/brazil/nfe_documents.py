"""NF-e as suppliers send them, made to measure; key, totals and protocol fit unless a test says otherwise."""

from __future__ import annotations

from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from xml.sax.saxutils import escape

import msgspec

from esteio.brazil.access_key import check_digit

SUPPLIER = "11222333000181"
BUYER = "12ABC34501DE35"
CENT = Decimal("0.01")


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """An item of a note."""

    description: str = "CIMENTO CP II-E-32 SACO 50KG"
    quantity: str = "100"
    unit_price: str = "38.90"
    unit: str = "SC"
    discount: str = "0"
    code: str = "7891234"
    ncm: str = "25232910"
    counts: bool = True
    tax_unit: str = ""
    tax_quantity: str = ""
    order_code: str = ""
    order_position: int | None = None

    @property
    def total(self) -> Decimal:
        """Quantity by price, to the cent."""
        return (Decimal(self.quantity) * Decimal(self.unit_price)).quantize(CENT, ROUND_HALF_UP)


def access_key_of(**parts: Any) -> str:
    """A key with its check digit."""
    values = {
        "state": "35",
        "year_month": "2603",
        "document": SUPPLIER,
        "model": "55",
        "series": "001",
        "number": "000001234",
        "emission": "1",
        "code": "48151623",
        **parts,
    }
    base = "".join(values.values())
    return base + check_digit(base)


def nfe_xml(
    *lines: Line,
    number: int = 1234,
    series: int = 1,
    issuer: str = SUPPLIER,
    issuer_name: str = "CASA DO CONSTRUTOR MATERIAIS LTDA",
    recipient: str = BUYER,
    issued_at: str = "2026-03-05T10:12:45-03:00",
    freight: str = "0.00",
    other: str = "0.00",
    ipi: str = "0.00",
    changes: dict[str, str] | None = None,
    **key_parts: Any,
) -> str:
    """An authorised note; `changes` replaces texts of the finished XML, to break it."""
    items = lines or (Line(),)
    model, code, emission = key_parts.pop("model", "55"), key_parts.pop("code", "48151623"), "1"
    key = access_key_of(
        year_month=f"{datetime.fromisoformat(issued_at):%y%m}",
        document=issuer.rjust(14, "0"),
        model=model,
        series=f"{series:03}",
        number=f"{number:09}",
        code=code,
        **key_parts,
    )
    counted = [line for line in items if line.counts]
    products = sum((line.total for line in counted), Decimal("0.00"))
    discount = sum((Decimal(line.discount) for line in counted), Decimal("0.00"))
    total = products - discount + Decimal(freight) + Decimal(other) + Decimal(ipi)
    recipient_name = "OBRA BOA CONSTRUÇÕES S/A" if recipient else ""
    text = f"""<?xml version="1.0" encoding="UTF-8"?>
<nfeProc versao="4.00" xmlns="http://www.portalfiscal.inf.br/nfe"><NFe><infNFe Id="NFe{key}" versao="4.00">
<ide><cUF>{key[:2]}</cUF><cNF>{code}</cNF><natOp>VENDA DE MERCADORIA</natOp><mod>{model}</mod><serie>{series}</serie>
<nNF>{number}</nNF><dhEmi>{issued_at}</dhEmi><tpNF>1</tpNF><idDest>1</idDest><cMunFG>3550308</cMunFG><tpImp>1</tpImp>
<tpEmis>{emission}</tpEmis><cDV>{key[43]}</cDV><tpAmb>1</tpAmb><finNFe>1</finNFe><indFinal>1</indFinal>
<indPres>9</indPres><procEmi>0</procEmi><verProc>4.0.1</verProc></ide>
<emit>{_document(issuer)}<xNome>{escape(issuer_name)}</xNome><enderEmit><xLgr>AV DAS NAÇÕES</xLgr><nro>1500</nro>
<xBairro>CENTRO</xBairro><cMun>3550308</cMun><xMun>SÃO PAULO</xMun><UF>SP</UF><CEP>01310100</CEP></enderEmit>
<IE>110042490114</IE><CRT>3</CRT></emit>
{f"<dest>{_document(recipient)}<xNome>{recipient_name}</xNome><indIEDest>9</indIEDest></dest>" if recipient else ""}
{"".join(_item(line, at) for at, line in enumerate(items, start=1))}
<total><ICMSTot><vBC>{products}</vBC><vICMS>0.00</vICMS><vICMSDeson>0.00</vICMSDeson><vFCP>0.00</vFCP><vBCST>0.00</vBCST>
<vST>0.00</vST><vFCPST>0.00</vFCPST><vFCPSTRet>0.00</vFCPSTRet><vProd>{products}</vProd><vFrete>{freight}</vFrete>
<vSeg>0.00</vSeg><vDesc>{discount}</vDesc><vII>0.00</vII><vIPI>{ipi}</vIPI><vIPIDevol>0.00</vIPIDevol><vPIS>0.00</vPIS>
<vCOFINS>0.00</vCOFINS><vOutro>{other}</vOutro><vNF>{total}</vNF></ICMSTot></total>
<transp><modFrete>0</modFrete></transp><pag><detPag><tPag>15</tPag><vPag>{total}</vPag></detPag></pag>
<infAdic><infCpl>Procon: 151 &amp; outros</infCpl></infAdic></infNFe>
<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo><Reference URI="#NFe{key}"><DigestValue>q83vEjRWeJA=
</DigestValue></Reference></SignedInfo><SignatureValue>AAAA</SignatureValue></Signature></NFe>
<protNFe versao="4.00"><infProt><tpAmb>1</tpAmb><verAplic>SP_NFE_PL009_V4</verAplic><chNFe>{key}</chNFe>
<dhRecbto>{issued_at}</dhRecbto><nProt>135260001234567</nProt><digVal>q83vEjRWeJA=</digVal><cStat>100</cStat>
<xMotivo>Autorizado o uso da NF-e</xMotivo></infProt></protNFe></nfeProc>"""
    for before, after in (changes or {}).items():
        assert before in text, before
        text = text.replace(before, after)
    return text


def _document(number: str) -> str:
    tag = "CPF" if len(number) == 11 else "CNPJ"
    return f"<{tag}>{number}</{tag}>"


def _item(line: Line, at: int) -> str:
    discount = f"<vDesc>{line.discount}</vDesc>" if Decimal(line.discount) else ""
    order = f"<xPed>{line.order_code}</xPed>" if line.order_code else ""
    order += f"<nItemPed>{line.order_position}</nItemPed>" if line.order_position is not None else ""
    return f"""<det nItem="{at}"><prod><cProd>{line.code}</cProd><cEAN>SEM GTIN</cEAN>
<xProd>{escape(line.description)}</xProd><NCM>{line.ncm}</NCM><CFOP>5102</CFOP><uCom>{line.unit}</uCom>
<qCom>{line.quantity}</qCom><vUnCom>{line.unit_price}</vUnCom><vProd>{line.total}</vProd><cEANTrib>SEM GTIN</cEANTrib>
<uTrib>{line.tax_unit or line.unit}</uTrib><qTrib>{line.tax_quantity or line.quantity}</qTrib>
<vUnTrib>{line.unit_price}</vUnTrib>{discount}<indTot>{int(line.counts)}</indTot>{order}</prod>
<imposto><ICMS><ICMS00><orig>0</orig><CST>00</CST><vICMS>0.00</vICMS></ICMS00></ICMS></imposto></det>"""

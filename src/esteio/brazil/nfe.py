"""NF-e: a fiscal note as the supplier's XML has it, layout 4.00 (Manual de Orientação do Contribuinte, anexo I).

Read is the note with its authorisation (`nfeProc`), of model 55 or 65, since without the protocol of the SEFAZ it is
no document. What is read must hold together: the access key says what the note says, and the items add up. The digital
signature is not verified, which takes the chains of ICP-Brasil; whoever doubts looks the key up at the SEFAZ.
"""

from __future__ import annotations

import itertools
import re
from datetime import datetime
from decimal import Decimal

import msgspec

from esteio.brazil import access_key, cnpj, cpf, plain_xml
from esteio.brazil.errors import InvalidNfe, InvalidText
from esteio.brazil.plain_xml import Element

NAMESPACE = "http://www.portalfiscal.inf.br/nfe"
VERSION = "4.00"
MAX_ITEMS = 990
MODELS = frozenset({"55", "65"})
AUTHORISED = frozenset({"100", "150"})
"""`cStat` of the protocol: use authorised, in time or late."""

_WHOLE = re.compile(r"[0-9]{1,9}")
_AMOUNT = re.compile(r"[0-9]{1,11}(?:\.[0-9]{1,2})?")
_QUANTITY = re.compile(r"[0-9]{1,11}(?:\.[0-9]{1,4})?")
_UNIT_PRICE = re.compile(r"[0-9]{1,11}(?:\.[0-9]{1,10})?")
_MOMENT = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[+-][0-9]{2}:[0-9]{2}")
_MAX_TEXT = 500
"""The longest text of the layout that is read, `xProd`, has 120 characters."""
_OF_AUTHORITY = range(890, 910)
"""Series of notes that the tax authority issues for somebody (notas avulsas): the key names the authority."""
_PURPOSES = frozenset({"1", "2"})
"""`finNFe`: a normal note, or one that complements another."""
_ON_TOP = ("vST", "vFCPST", "vII", "vIPI", "vIPIDevol")
_CHARGES = ("vFrete", "vSeg", "vOutro")
_ZERO = Decimal("0.00")


class NfeItem(msgspec.Struct, frozen=True, kw_only=True):
    """One item (`det`) of a note."""

    position: int
    """Its number on the note, 1 to 990, each once and rising."""
    code: str
    """By which the supplier knows it."""
    description: str
    ncm: str
    unit: str
    quantity: Decimal
    """In `unit`, up to four decimals; zero on a note that complements a price."""
    unit_price: Decimal
    """In R$, up to ten decimals, before the discount."""
    total: Decimal
    """In R$, before the discount; zero for an item that does not count into the note's total (`indTot` 0)."""
    discount: Decimal
    tax_unit: str
    """The unit by which it is taxed, which may be another than that by which it is sold."""
    tax_quantity: Decimal
    order_code: str
    """The buyer's order, as the supplier wrote it (`xPed`), or empty."""
    order_position: int | None
    """The item of that order (`nItemPed`)."""


class Nfe(msgspec.Struct, frozen=True, kw_only=True):
    """One authorised note. Amounts in R$."""

    access_key: str
    model: str
    series: str
    number: str
    """Both without zeros before them."""
    issued_at: datetime
    issuer_document: str
    """CNPJ or CPF, normalised."""
    issuer_name: str
    recipient_document: str
    """CNPJ or CPF as the note has it; empty for a foreigner, or where an NFC-e names nobody."""
    protocol: str
    products_total: Decimal
    """Products and services, before discounts."""
    discount: Decimal
    freight: Decimal
    """Freight, insurance and other charges."""
    taxes: Decimal
    """What comes on top of the prices: IPI, substituted ICMS with its fund, import tax. Those within are not named."""
    total: Decimal
    items: tuple[NfeItem, ...]

    @property
    def order_codes(self) -> tuple[str, ...]:
        """The buyer's orders that the items name, each once."""
        return tuple(dict.fromkeys(item.order_code for item in self.items if item.order_code))


def read_nfe(data: bytes) -> Nfe:
    """The note in the XML.

    CPU-bound (a tenth of a second for a megabyte): an async caller runs it in a thread. Raises `InvalidXml`,
    `InvalidNfe` or another `InvalidText`: too large, not an authorised NF-e 4.00, or one that contradicts itself.
    """
    root = plain_xml.parse(data, NAMESPACE)
    if root.name in {"NFe", "enviNFe"}:
        raise InvalidNfe("Este XML não tem a autorização da SEFAZ. Peça ao fornecedor o XML autorizado (nfeProc).")
    note = root.find("NFe/infNFe") if root.name == "nfeProc" else None
    if note is None:
        raise InvalidNfe("Este XML não é de uma NF-e.")
    if note.attributes.get("versao") != VERSION:
        raise InvalidNfe(f"Esta NF-e não é do leiaute {VERSION}.")
    key = access_key.normalise(note.attributes.get("Id", "").removeprefix("NFe"))
    protocol = _protocol(root, key)
    _require_purchase(note)
    issued_at = _moment(note, "ide/dhEmi")
    issuer = _document(note, "emit")
    if not issuer:
        raise _wrong("emit/CNPJ")
    _require_own_key(key, note, issued_at, issuer)
    items = tuple(_item(element, at) for at, element in enumerate(note.all("det"), start=1))
    if not 1 <= len(items) <= MAX_ITEMS:
        raise InvalidNfe(f"Uma NF-e tem de 1 a {MAX_ITEMS} itens.")
    if any(before.position >= after.position for before, after in itertools.pairwise(items)):
        raise _wrong("det/nItem")
    products_total = _amount(note, "total/ICMSTot/vProd") + _amount(note, "total/ISSQNtot/vServ")
    if sum((item.total for item in items), _ZERO) != products_total:
        raise InvalidNfe("Os itens desta NF-e não somam o total dos produtos.")
    return Nfe(
        access_key=key,
        model=note.value("ide/mod"),
        series=str(_whole(note, "ide/serie")),
        number=str(_whole(note, "ide/nNF")),
        issued_at=issued_at,
        issuer_document=issuer,
        issuer_name=_text(note, "emit/xNome"),
        recipient_document=_document(note, "dest"),
        protocol=protocol,
        products_total=products_total,
        discount=_amount(note, "total/ICMSTot/vDesc"),
        freight=sum((_amount(note, f"total/ICMSTot/{name}") for name in _CHARGES), _ZERO),
        taxes=sum((_amount(note, f"total/ICMSTot/{name}") for name in _ON_TOP), _ZERO),
        total=_required_amount(note, "total/ICMSTot/vNF"),
        items=items,
    )


def _protocol(root: Element, key: str) -> str:
    """The number by which the SEFAZ authorised the note."""
    answer = root.find("protNFe/infProt")
    if answer is None:
        raise InvalidNfe("Este XML não tem a autorização da SEFAZ. Peça ao fornecedor o XML autorizado (nfeProc).")
    if answer.value("cStat") not in AUTHORISED:
        raise InvalidNfe("O uso desta NF-e não foi autorizado pela SEFAZ.")
    if answer.value("chNFe") != key:
        raise InvalidNfe("A autorização neste XML é de outra NF-e.")
    return _optional(answer, "nProt")


def _require_purchase(note: Element) -> None:
    """Raises unless goods are sold by it, in earnest."""
    if note.value("ide/mod") not in MODELS:
        raise InvalidNfe("Só NF-e (modelo 55) e NFC-e (modelo 65) podem ser lidas.")
    if note.value("ide/tpAmb") != "1":
        raise InvalidNfe("Esta NF-e foi emitida em homologação, sem valor fiscal.")
    if note.value("ide/finNFe") not in _PURPOSES:
        raise InvalidNfe("Só se lê NF-e de venda ou complementar; esta é de devolução, ajuste, crédito ou débito.")


def _require_own_key(key: str, note: Element, issued_at: datetime, issuer: str) -> None:
    """Raises unless the key says what the note says."""
    series = _whole(note, "ide/serie")
    parts = access_key.parse(key)
    said = access_key.AccessKey(
        state=note.value("ide/cUF"),
        year_month=f"{issued_at:%y%m}",
        document=parts.document if series in _OF_AUTHORITY else issuer.rjust(14, "0"),
        model=note.value("ide/mod"),
        series=f"{series:03}",
        number=f"{_whole(note, 'ide/nNF'):09}",
        emission=note.value("ide/tpEmis"),
        code=note.value("ide/cNF"),
        check_digit=note.value("ide/cDV"),
    )
    if said != parts:
        raise InvalidNfe("A chave de acesso não corresponde aos dados desta NF-e.")


def _item(element: Element, at: int) -> NfeItem:
    product = element.find("prod")
    if product is None:
        raise _wrong(f"det[{at}]/prod")
    place = f"det[{at}]/prod/"
    position = element.attributes.get("nItem", "")
    if not re.fullmatch(r"[1-9][0-9]{0,2}", position):
        raise _wrong(f"det[{at}]/nItem")
    order_position = product.value("nItemPed")
    counts = product.value("indTot") != "0"
    total = _required_amount(product, "vProd", place)
    discount = _amount(product, "vDesc", place)
    if discount > total:
        raise _wrong(f"{place}vDesc")
    return NfeItem(
        position=int(position),
        code=_optional(product, "cProd", place),
        description=_text(product, "xProd", place),
        ncm=_optional(product, "NCM", place),
        unit=_text(product, "uCom", place),
        quantity=_number(product, "qCom", _QUANTITY, place),
        unit_price=_number(product, "vUnCom", _UNIT_PRICE, place),
        total=total if counts else _ZERO,
        discount=discount if counts else _ZERO,
        tax_unit=_optional(product, "uTrib", place),
        tax_quantity=_number(product, "qTrib", _QUANTITY, place),
        order_code=_optional(product, "xPed", place),
        order_position=int(order_position) if re.fullmatch(r"[0-9]{1,6}", order_position) else None,
    )


def _document(note: Element, party: str) -> str:
    """CNPJ or CPF of issuer or recipient; empty if it has neither."""
    if number := note.value(f"{party}/CNPJ"):
        return cnpj.normalise(number)
    if number := note.value(f"{party}/CPF"):
        return cpf.normalise(number)
    return ""


def _text(element: Element, path: str, place: str = "") -> str:
    text = _optional(element, path, place)
    if not text:
        raise _wrong(place + path)
    return text


def _optional(element: Element, path: str, place: str = "") -> str:
    text = element.value(path)
    if len(text) > _MAX_TEXT:
        raise _wrong(place + path)
    return text


def _whole(element: Element, path: str) -> int:
    text = element.value(path)
    if not _WHOLE.fullmatch(text):
        raise _wrong(path)
    return int(text)


def _number(element: Element, path: str, pattern: re.Pattern[str], place: str = "") -> Decimal:
    text = element.value(path)
    if not pattern.fullmatch(text):
        raise _wrong(place + path)
    return Decimal(text)


def _required_amount(element: Element, path: str, place: str = "") -> Decimal:
    return _number(element, path, _AMOUNT, place).quantize(_ZERO)


def _amount(element: Element, path: str, place: str = "") -> Decimal:
    """An amount that the layout lets be left out."""
    return _required_amount(element, path, place) if element.find(path) is not None else _ZERO


def _moment(element: Element, path: str) -> datetime:
    text = element.value(path)
    if not _MOMENT.fullmatch(text):
        raise _wrong(path)
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise _wrong(path) from None


def _wrong(path: str) -> InvalidText:
    return InvalidNfe(f"O campo {path} desta NF-e falta ou não é válido.")

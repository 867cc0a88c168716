"""The rows after an award: orders, what came of them, and the invoices that came with it."""

from __future__ import annotations

from datetime import timedelta

import msgspec

from esteio.modules.procurement.demo.book import Book, Purchase, Won
from esteio.modules.procurement.demo.firm import FirmSupplier, Person
from esteio.modules.procurement.demo.lives import Ending, Life
from esteio.modules.procurement.demo.offers import Quote, terms_of
from esteio.modules.procurement.demo.tables import halves, line_cents, money
from esteio.modules.procurement.rules.orders import LINK_DAYS

SITE = {
    "street": "Rua Funchal",
    "number": "418",
    "complement": "",
    "district": "Vila Olímpia",
    "city": "São Paulo",
    "uf": "SP",
    "cep": "04551-060",
}
FIRM_DOCUMENT = "31415926000171"
"""Of the demo's studio; invoices are written out to it."""
UF_CODES = {"SP": "35", "MG": "31", "PR": "41", "SC": "42", "ES": "32"}
"""IBGE's, with which an access key begins."""
_WITH_ALL = frozenset({Ending.RECEIVED, Ending.CLOSED, Ending.PUT_AWAY})
_OPEN_RECEIPTS = frozenset({Ending.PARTIAL, Ending.RECEIVED})


class _Line(msgspec.Struct):
    """An item of an order."""

    id: str
    won: Won
    halves: int
    came: int = 0
    """Of it, in halves."""
    given_up: int = 0


class _Order(msgspec.Struct):
    id: str
    quote: Quote
    lines: list[_Line]


def buy(book: Book, purchase: Purchase) -> None:
    """Orders, receipts and invoices of an approved request that got so far."""
    life = purchase.life
    at = book.clock.at(life.ordered)
    book.happened(purchase, "order", life.ordered, purchase.buyer, "approved", "ordered")
    orders: list[_Order] = []
    for quote, won in purchase.won:
        lines = [_Line(book.ids.new(at), each, each.item.halves) for each in won]
        orders.append(_Order(book.ids.new(at), quote, lines))
    if life.arrivals:
        _receive(book, purchase, orders)
    for order in orders:
        _write_order(book, purchase, order)


def _receive(book: Book, purchase: Purchase, orders: list[_Order]) -> None:
    """What came, arrival by arrival; and in the history, how far that brought the request."""
    life = purchase.life
    missing = _missing(book, purchase, orders)
    left = sum(line.halves for order in orders for line in order.lines)
    status = "ordered"
    for turn, minute in enumerate(life.arrivals):
        for number, order in enumerate(orders):
            if life.ending is Ending.PARTIAL and number and number == len(orders) - 1:
                continue  # of this one nothing came yet
            turns = min(len(life.arrivals), len(order.lines))
            came = [
                (line, line.halves - missing.get(line.id, 0))
                for index, line in enumerate(order.lines)
                if index % turns == turn and line.halves > missing.get(line.id, 0)
            ]
            if not came:
                continue
            person = _write_receipt(book, purchase, order, came, minute)
            left -= sum(count for _, count in came)
            after = "partially_received" if left else "received"
            book.happened(purchase, "receive", minute, person, status, after)
            status = after
    if not left:
        purchase.received = life.arrivals[-1]
    elif life.ending is Ending.CLOSED_SHORT:
        for order in orders:
            for line in order.lines:
                line.given_up = line.halves - line.came
        book.balances[life.child] = [
            (line.won.item, line.given_up) for order in orders for line in order.lines if line.given_up
        ]
        book.written[life.number] = purchase


def _missing(book: Book, purchase: Purchase, orders: list[_Order]) -> dict[str, int]:
    """By line, how much of it did not come, in halves: of one item of the first order, if anything."""
    if purchase.life.ending in _WITH_ALL:
        return {}
    line = max(orders[0].lines, key=lambda each: each.halves)
    if len(orders[0].lines) > 1 and book.random.random() < 0.4:
        return {line.id: line.halves}
    return {line.id: max(1, line.halves // book.random.randint(2, 5))}


def _write_order(book: Book, purchase: Purchase, order: _Order) -> None:
    clock, life, quote = book.clock, purchase.life, order.quote
    came = [line.came for line in order.lines]
    whole = all(line.came == line.halves for line in order.lines)
    closed_short = any(line.given_up for line in order.lines)
    fulfilment = "fulfilled" if whole else "partial" if any(came) else "pending"
    done = life.closed if closed_short else purchase.received if whole else -1
    if whole and done < 0:
        done = life.arrivals[-1]
    status = "completed" if done >= 0 else "confirmed" if life.confirmed >= 0 else "sent" if life.sent >= 0 else "draft"
    offers = [(line, line.won.offer) for line in order.lines]
    gross = [line_cents(offer.unit_cents, line.halves) for line, offer in offers]
    discount = sum(offer.discount for _, offer in offers)
    freight = sum(offer.freight for _, offer in offers)
    taxes = sum(offer.taxes for _, offer in offers)
    at = clock.at(life.ordered)
    book.rows.add(
        "purchase_orders",
        order.id,
        "",
        purchase.id,
        purchase.award_id,
        quote.id,
        quote.supplier.id,
        purchase.centre.id,
        status,
        fulfilment,
        closed_short,
        money(sum(gross)),
        money(discount),
        money(freight),
        money(taxes),
        money(sum(gross) - discount + freight + taxes),
        quote.supplier.payment_days,
        terms_of(quote.supplier.payment_days),
        SITE,
        clock.day(life.sent) + timedelta(days=quote.delivery_days or 10) if life.sent >= 0 else None,
        f"{book.random.getrandbits(96):024x}",
        clock.at(life.sent) + timedelta(days=LINK_DAYS) if life.sent >= 0 else None,
        clock.at(life.sent) if life.sent >= 0 else None,
        clock.at(life.confirmed) if life.confirmed >= 0 else None,
        quote.supplier.contact if life.confirmed >= 0 else "",
        clock.at(done) if done >= 0 else None,
        str(purchase.buyer.id),
        str(purchase.buyer.id),
        at,
        clock.at(max(life.ordered, life.sent, life.confirmed, done)),
    )
    for position, ((line, offer), cents) in enumerate(zip(offers, gross, strict=True), start=1):
        item = line.won.item
        book.rows.add(
            "purchase_order_items",
            line.id,
            order.id,
            line.won.award_item_id,
            item.id,
            position,
            item.good.description,
            item.good.unit,
            offer.brand,
            halves(line.halves),
            money(offer.unit_cents),
            money(offer.discount),
            money(offer.freight),
            money(offer.taxes),
            money(cents - offer.discount + offer.freight + offer.taxes),
            halves(line.came),
            halves(line.given_up),
        )
    _write_history(book, purchase, order, done, "close_short" if closed_short else "complete")


def _write_history(book: Book, purchase: Purchase, order: _Order, done: int, ending: str) -> None:
    life: Life = purchase.life
    supplier: FirmSupplier = order.quote.supplier
    steps = (
        ("issued", life.ordered, None, "draft", purchase.buyer.id, purchase.buyer.name),
        ("send", life.sent, "draft", "sent", purchase.buyer.id, purchase.buyer.name),
        ("confirm", life.confirmed, "sent", "confirmed", None, supplier.contact),
        (ending, done, "confirmed", "completed", purchase.buyer.id, purchase.buyer.name),
    )
    for kind, minute, before, after, person_id, name in steps:
        if minute >= 0:
            at = book.clock.at(minute)
            book.rows.add(
                "purchase_order_events",
                book.ids.new(at),
                order.id,
                at,
                kind,
                before,
                after,
                str(person_id) if person_id else None,
                name,
                "",
            )


def _write_receipt(book: Book, purchase: Purchase, order: _Order, came: list[tuple[_Line, int]], minute: int) -> Person:
    """One arrival of an order: counted, mostly matched with its invoice; who counted it."""
    random, clock, life = book.random, book.clock, purchase.life
    at = clock.at(minute)
    counter = book.cast.warehouse[int(random.random() * len(book.cast.warehouse))]
    status = "done"
    if life.ending in _OPEN_RECEIPTS and random.random() < 0.7:
        status = random.choice(("physical", "fiscal"))
    dearer = random.random() < 0.04
    invoice_id = None
    if status != "physical" and order.quote.supplier.kind == "PJ":
        invoice_id = _write_invoice(book, order, came, minute, dearer=dearer)
    if random.random() < 0.02:
        _write_taken_back(book, order, came, minute, counter)
    done_at = at + timedelta(minutes=random.randint(5, 25)) if status == "done" else None
    receipt_id = book.ids.new(at)
    told = "Reajuste combinado por telefone com o fornecedor."
    book.rows.add(
        "receipts",
        receipt_id,
        "",
        order.id,
        order.quote.supplier.id,
        invoice_id,
        status,
        clock.day(minute),
        "Descarga com munck." if random.random() < 0.05 else "",
        told if dearer and invoice_id and status == "done" else "",
        "",
        str(counter.id),
        str(counter.id) if status == "done" else None,
        done_at,
        at,
        done_at or at,
    )
    for line, count in came:
        line.came += count
        refused = 2 if random.random() < 0.01 else 0
        book.rows.add(
            "receipt_items",
            book.ids.new(at),
            receipt_id,
            line.id,
            halves(count),
            halves(refused),
            random.choice(book.catalogue.shortages) if refused else "",
        )
    for kind, moment in (("receipt_counted", at), ("receipt_done", done_at)):
        if moment is not None:
            told_at = moment + timedelta(seconds=20)
            book.rows.add(
                "purchase_order_events",
                book.ids.new(told_at),
                order.id,
                told_at,
                kind,
                None,
                None,
                str(counter.id),
                counter.name,
                "",
            )
    return counter


def _write_taken_back(book: Book, order: _Order, came: list[tuple[_Line, int]], minute: int, person: Person) -> None:
    """A receipt that was cancelled at once: what it had counted does not count."""
    at = book.clock.at(minute) - timedelta(minutes=2)
    receipt_id = book.ids.new(at)
    book.rows.add(
        "receipts",
        receipt_id,
        "",
        order.id,
        order.quote.supplier.id,
        None,
        "cancelled",
        book.clock.day(minute),
        "",
        "",
        "Lançado em duplicidade.",
        str(person.id),
        None,
        None,
        at,
        at,
    )
    line, count = came[0]
    book.rows.add("receipt_items", book.ids.new(at), receipt_id, line.id, halves(count), "0", "")


def _write_invoice(book: Book, order: _Order, came: list[tuple[_Line, int]], minute: int, *, dearer: bool) -> str:
    """The NF-e of what came; `dearer` asks 4% more for its first item than was ordered."""
    supplier = order.quote.supplier
    number = book.invoices[supplier.id] = book.invoices.get(supplier.id, supplier.invoices) + book.random.randint(1, 9)
    at = book.clock.at(minute) - timedelta(hours=book.random.randint(2, 30))
    key = _access_key(supplier, at.strftime("%y%m"), number, book.random.randrange(10**8))
    invoice_id = book.ids.new(at)
    products = discount = freight = taxes = 0
    for position, (line, count) in enumerate(came, start=1):
        offer = line.won.offer
        unit = offer.unit_cents * 104 // 100 + 1 if dearer and position == 1 else offer.unit_cents
        total = line_cents(unit, count)
        products += total
        discount += offer.discount * count // line.halves
        freight += offer.freight * count // line.halves
        taxes += offer.taxes * count // line.halves
        book.rows.add(
            "invoice_items",
            book.ids.new(at),
            invoice_id,
            position,
            f"{book.random.randint(1000, 99999)}",
            line.won.item.good.description,
            line.won.item.good.unit.upper(),
            halves(count),
            money(unit),
            money(total),
            line.id,
        )
    book.rows.add(
        "invoices",
        invoice_id,
        key,
        f"{book.random.getrandbits(256):064x}",
        str(number),
        "1",
        supplier.document,
        supplier.name,
        FIRM_DOCUMENT,
        at,
        money(products),
        money(discount),
        money(freight),
        money(taxes),
        money(products - discount + freight + taxes),
        len(came),
        supplier.id,
        order.id,
        str(book.cast.warehouse[0].id),
        book.clock.at(minute),
        book.clock.at(minute),
    )
    return invoice_id


def _access_key(supplier: FirmSupplier, month: str, number: int, chance: int) -> str:
    """44 digits, the last a check digit modulo 11 (Manual de Orientação do Contribuinte, NF-e 4.00)."""
    digits = f"{UF_CODES[supplier.uf]}{month}{supplier.document}55001{number:09}1{chance:08}"
    total = sum(int(digit) * (2 + place % 8) for place, digit in enumerate(reversed(digits)))
    rest = 11 - total % 11
    return f"{digits}{0 if rest > 9 else rest}"

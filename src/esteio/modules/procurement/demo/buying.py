"""The rows of a request's life up to its award; `goods.py` has what comes after."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from esteio.modules.procurement.demo.book import LIMIT_CENTS, Book, Purchase, Won, pick
from esteio.modules.procurement.demo.lives import QUOTATION_MINUTES, Ending, Life
from esteio.modules.procurement.demo.offers import (
    NO_MAP,
    Offer,
    Quote,
    Wanted,
    answer_minute,
    comparison_map,
    fill_in,
    terms_of,
    total_up,
)
from esteio.modules.procurement.demo.tables import halves, line_cents, money

LEAST_ANSWERS = 3
_MEASURED = frozenset({"m", "m²", "m³"})
E = Ending


def begin(book: Book, life: Life, code: str) -> Purchase:
    """The request as its requester wrote it: items, submission, the approval of its need."""
    random, clock = book.random, book.clock
    centre = book.firm.centres[life.centre]
    at = clock.at(life.created)
    purchase = Purchase(
        id=book.ids.new(at),
        code=code,
        life=life,
        centre=centre,
        requester=pick(random, book.cast.requesters),
        buyer=pick(random, book.cast.buyers),
        category=book.catalogue.categories[0],
        items=[],
        estimated=0,
        signed=[],
    )
    if life.parent >= 0:
        _take_balance(book, purchase)
    else:
        _choose_items(book, purchase)
    for item in purchase.items:
        good = item.good
        book.rows.add(
            "purchase_request_items",
            item.id,
            purchase.id,
            item.position,
            good.description,
            good.specification,
            purchase.category.name,
            good.unit,
            halves(item.halves),
            money(item.estimate_cents),
            at,
            at,
        )
    purchase.estimated = sum(line_cents(item.estimate_cents, item.halves) for item in purchase.items)
    _ask(book, purchase)
    return purchase


def _choose_items(book: Book, purchase: Purchase) -> None:
    random, life = book.random, purchase.life
    place = purchase.centre.categories[int(random.random() * len(purchase.centre.categories))]
    purchase.category = category = book.catalogue.categories[place]
    least, most = book.size.items
    goods = random.sample(category.items, min(random.randint(least, most), len(category.items)))
    small = 0.15 if random.random() < 0.4 and life.ending is not E.PENDING_A3 else 1.0
    at = book.clock.at(life.created)
    for position, good in enumerate(goods, start=1):
        quantity = max(1, int(random.randint(good.least, good.most) * small))
        quantity = 2 * quantity + (1 if good.unit in _MEASURED and random.random() < 0.3 else 0)
        base = book.prices.base_cents(place, good, life.created)
        estimate = max(1, round(base * random.uniform(0.94, 1.1)))
        purchase.items.append(Wanted(book.ids.new(at), position, good, quantity, base, estimate))
    if life.ending is E.PENDING_A3:
        # Only what is well above the limit waits for a second signature.
        first = purchase.items[0]
        worth = sum(line_cents(item.base_cents, item.halves) for item in purchase.items)
        if worth < 2 * LIMIT_CENTS:
            first.halves += 2 * ((2 * LIMIT_CENTS - worth) // first.base_cents + 1)


def _take_balance(book: Book, purchase: Purchase) -> None:
    parent = book.written.pop(purchase.life.parent)
    purchase.category, purchase.requester, purchase.parent_id = parent.category, parent.requester, parent.id
    at = book.clock.at(purchase.life.created)
    for position, (item, missing) in enumerate(book.balances.pop(purchase.life.number), start=1):
        purchase.items.append(
            Wanted(book.ids.new(at), position, item.good, missing, item.base_cents, item.estimate_cents)
        )


def _ask(book: Book, purchase: Purchase) -> None:
    """From creation to the approval of the need."""
    life = purchase.life
    if life.parent >= 0:
        book.happened(purchase, "created", life.created, purchase.requester, None, "quotation", "Saldo não entregue.")
        return
    book.happened(purchase, "created", life.created, purchase.requester, None, "draft")
    if life.submitted < 0:
        return
    book.happened(purchase, "submit", life.submitted, purchase.requester, "draft", "pending_a1")
    if life.refused >= 0:
        signer = pick(book.random, book.signers(purchase, "a1"))
        reason = purchase.refusal = book.random.choice(book.catalogue.refusals)
        action, after = ("reject_and_archive", "archived") if life.ending is E.REFUSED else ("reject", "draft")
        book.sign(purchase, "a1", life.refused, signer, purchase.estimated, reason)
        book.happened(purchase, action, life.refused, signer, "pending_a1", after, reason)
        if life.resubmitted < 0:
            return
        purchase.round, purchase.signed, purchase.refusal = 2, [], ""
        book.happened(purchase, "submit", life.resubmitted, purchase.requester, "draft", "pending_a1")
    if life.a1 >= 0:
        signer = pick(book.random, book.signers(purchase, "a1"))
        book.sign(purchase, "a1", life.a1, signer, purchase.estimated)
        book.happened(purchase, "approve_a1", life.a1, signer, "pending_a1", "quotation")


def quote(book: Book, purchase: Purchase) -> None:
    """The round: invitations, answers, questions; for a request that got so far."""
    random, clock, life = book.random, book.clock, purchase.life
    place = book.catalogue.categories.index(purchase.category)
    pool = book.firm.suppliers_of[place]
    closes = life.opened + QUOTATION_MINUTES
    until = min(clock.now, closes) if life.awarded < 0 else life.awarded - 20
    opened_at = clock.at(life.opened)
    round_id = book.ids.new(opened_at)
    purchase.quotes = []
    for supplier in random.sample(pool, min(len(pool), random.choice((3, 3, 4, 4, 5)))):
        status, at = answer_minute(random, supplier, life.opened, until)
        purchase.quotes.append(Quote(book.ids.new(opened_at), supplier, status, at, []))
    if life.awarded >= 0 and not any(each.status == "active" for each in purchase.quotes):
        purchase.quotes[0].status, purchase.quotes[0].at = "active", life.opened + random.randint(30, 900)
    for each in purchase.quotes:
        if each.status == "active":
            fill_in(random, each, purchase.items, purchase.category.brands, life)
    exception = _award(book, purchase, round_id) if life.awarded >= 0 else ""
    over = life.awarded >= 0 or closes < clock.now
    for each in purchase.quotes:
        if life.ending is E.CANCELLED:
            each.status = "cancelled"
        elif each.status == "invited" and over:
            each.status = "expired"
        _write_quote(book, purchase, each, round_id)
    state = "awarded" if life.awarded >= 0 else "cancelled" if life.ending is E.CANCELLED else "open"
    told = clock.at(max(life.opened, life.awarded, life.ended))
    book.rows.add(
        "quotation_rounds",
        round_id,
        "",
        purchase.id,
        state,
        clock.at(closes),
        exception,
        "Entregar na obra, das 7h às 16h." if random.random() < 0.4 else "",
        str(purchase.buyer.id),
        opened_at,
        told,
    )


def _write_quote(book: Book, purchase: Purchase, quote: Quote, round_id: str) -> None:
    random, clock = book.random, book.clock
    opened_at = clock.at(purchase.life.opened)
    at = clock.at(quote.at) if quote.at >= 0 else None
    answered = bool(quote.offers)
    seen = at - timedelta(minutes=random.randint(3, 25)) if at else None
    supplier = quote.supplier
    book.rows.add(
        "quotations",
        quote.id,
        round_id,
        purchase.id,
        supplier.id,
        quote.status,
        f"{random.getrandbits(96):024x}",
        seen,
        at if answered else None,
        random.choice(book.catalogue.declines) if quote.at >= 0 and not answered else "",
        supplier.payment_days if answered else [],
        terms_of(supplier.payment_days) if answered else "",
        quote.delivery_days,
        clock.day(quote.at) + timedelta(days=30) if answered else None,
        money(quote.freight),
        money(quote.taxes),
        quote.discount_kind,
        quote.discount_value,
        money(quote.discount),
        money(quote.subtotal),
        money(quote.total),
        supplier.contact if answered else "",
        str(purchase.buyer.id),
        opened_at,
        max(
            at or opened_at,
            clock.at(max(purchase.life.awarded, 0)) if quote.status in {"winner", "lost"} else opened_at,
        ),
    )
    if not answered:
        return
    for item, offer in zip(purchase.items, quote.offers, strict=True):
        book.rows.add(
            "quotation_items",
            quote.id,
            item.id,
            offer.available,
            money(offer.unit_cents),
            halves(item.halves) if offer.available else "0",
            money(offer.own_discount),
            offer.brand,
            quote.delivery_days if offer.available else None,
            money(offer.net),
        )
    if random.random() < 0.06:
        question, reply = random.choice(book.catalogue.questions)
        asked = clock.at(purchase.life.opened) + timedelta(minutes=random.randint(5, 20))
        for by_supplier, text, moment in ((True, question, asked), (False, reply, asked + timedelta(minutes=4))):
            book.rows.add(
                "quotation_messages",
                book.ids.new(moment),
                quote.id,
                by_supplier,
                None if by_supplier else str(purchase.buyer.id),
                supplier.contact if by_supplier else purchase.buyer.name,
                text,
                moment,
            )


def _award(book: Book, purchase: Purchase, round_id: str) -> str:
    """Who wins what, and the signatures under it; why fewer answers were enough, if they were."""
    random, clock, life = book.random, book.clock, purchase.life
    answers = sorted((each for each in purchase.quotes if each.status == "active"), key=lambda each: each.at)
    _have_everything(random, purchase, answers)
    whole = [each for each in answers if all(offer.available for offer in each.offers)]
    if whole and random.random() < 0.6:
        single = min(whole, key=lambda each: each.total)
        chosen = [single] * len(purchase.items)
    else:
        chosen = [
            min((each for each in answers if each.offers[index].available), key=lambda each: each.offers[index].landed)
            for index in range(len(purchase.items))
        ]
    at = clock.at(life.awarded)
    purchase.award_id = award_id = book.ids.new(at)
    won: dict[str, tuple[Quote, list[Won]]] = {}
    total = 0
    for index, item in enumerate(purchase.items):
        winner = chosen[index]
        offer = winner.offers[index]
        landed = [each.offers[index].landed for each in answers if each.offers[index].available]
        award_item_id = book.ids.new(at)
        won.setdefault(winner.id, (winner, []))[1].append(Won(award_item_id, item, offer))
        total += offer.landed
        book.rows.add(
            "award_items",
            award_item_id,
            award_id,
            item.id,
            winner.id,
            winner.supplier.id,
            item.position,
            item.good.description,
            item.good.unit,
            halves(item.halves),
            money(offer.unit_cents),
            money(offer.discount),
            money(offer.freight),
            money(offer.taxes),
            money(offer.landed),
            money(landed[0]),
            money(max(landed)),
            money(min(landed)),
            offer.brand,
            winner.delivery_days,
        )
    for each in answers:
        each.status = "winner" if each.id in won else "lost"
    purchase.total, purchase.won = total, list(won.values())
    reason = "" if len(won) == 1 else "Menor custo por item."
    compared = comparison_map(purchase.items, answers, clock, life.awarded) if book.size.maps else NO_MAP
    book.rows.add("awards", award_id, purchase.id, round_id, money(total), reason, compared, str(purchase.buyer.id), at)
    book.happened(purchase, "award", life.awarded, purchase.buyer, "quotation", "pending_a2")
    _approve(book, purchase)
    return random.choice(book.catalogue.exceptions) if len(answers) < LEAST_ANSWERS else ""


def _have_everything(random: Random, purchase: Purchase, answers: list[Quote]) -> None:
    """What nobody has, the first to answer gets after all: nothing is left out of an award here."""
    changed = False
    for index, item in enumerate(purchase.items):
        if not any(each.offers[index].available for each in answers):
            answers[0].offers[index] = Offer(
                True, item.base_cents, 0, line_cents(item.base_cents, item.halves), brand=purchase.category.brands[0]
            )
            changed = True
    if changed:
        first = answers[0]
        first.discount = first.freight = first.taxes = 0
        first.discount_kind, first.discount_value = "none", "0"
        for offer in first.offers:
            offer.discount = offer.own_discount
        total_up(random, first)


def _approve(book: Book, purchase: Purchase) -> None:
    life = purchase.life
    if life.a2 < 0 or purchase.total is None:
        return
    manager = pick(book.random, book.signers(purchase, "a2"))
    after = "pending_a3" if purchase.a3_needed else "approved"
    book.sign(purchase, "a2", life.a2, manager, purchase.total)
    book.happened(purchase, "approve_a2", life.a2, manager, "pending_a2", after)
    if not purchase.a3_needed:
        purchase.approved = life.a2
    elif life.a3 >= 0:
        director = pick(book.random, book.signers(purchase, "a3"))
        book.sign(purchase, "a3", life.a3, director, purchase.total)
        book.happened(purchase, "approve_a3", life.a3, director, "pending_a3", "approved")
        purchase.approved = life.a3

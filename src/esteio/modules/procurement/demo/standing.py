"""The row of a request, when all of its life is known: where it stands, whose turn it is, what was said of it."""

from __future__ import annotations

from datetime import timedelta

from esteio.modules.procurement.demo.book import POLICY_NUMBER, Book, Purchase
from esteio.modules.procurement.demo.lives import Ending
from esteio.modules.procurement.demo.tables import money

E = Ending
_STATUS = {
    E.DRAFT: "draft",
    E.SENT_BACK: "draft",
    E.PENDING_A1: "pending_a1",
    E.QUOTATION: "quotation",
    E.PENDING_A2: "pending_a2",
    E.PENDING_A3: "pending_a3",
    E.APPROVED: "approved",
    E.ORDERED: "ordered",
    E.PARTIAL: "partially_received",
    E.RECEIVED: "received",
    E.CLOSED: "closed",
    E.CLOSED_SHORT: "closed",
    E.CANCELLED: "cancelled",
    E.REFUSED: "archived",
    E.PUT_AWAY: "archived",
}


def finish(book: Book, purchase: Purchase) -> None:
    """The request's row, its end in the history, its queue of approvals, a comment."""
    life, clock, rows, random = purchase.life, book.clock, book.rows, book.random
    status = _STATUS[life.ending]
    _tell_end(book, purchase)
    stamps = {
        "submitted": life.created if life.parent >= 0 else max(life.submitted, life.resubmitted),
        "a1": life.a1,
        "awarded": life.awarded,
        "approved": purchase.approved,
        "ordered": life.ordered,
        "received": purchase.received,
        "closed": life.closed,
    }
    since = clock.at(max(life.created, life.refused, life.ended, *stamps.values(), *_signed_at(purchase)))
    created_at = clock.at(life.created)
    archived_from = {E.REFUSED: "pending_a1", E.PUT_AWAY: "closed"}.get(life.ending)
    asked = life.submitted >= 0 or life.parent >= 0
    rows.add(
        "purchase_requests",
        purchase.id,
        purchase.code,
        _title(book, purchase),
        _reason(purchase),
        purchase.centre.department_id,
        purchase.centre.id,
        str(purchase.requester.id),
        str(purchase.buyer.id) if life.opened >= 0 else None,
        status,
        archived_from,
        since,
        random.choices(("low", "normal", "high", "urgent"), (15, 60, 18, 7))[0],
        clock.day(life.created) + timedelta(days=random.randint(10, 45)),
        purchase.round if asked else 0,
        POLICY_NUMBER if asked else None,
        purchase.parent_id,
        life.parent >= 0,
        purchase.refusal,
        len(purchase.items),
        money(purchase.estimated),
        purchase.award_id,
        money(purchase.total) if purchase.total is not None else None,
        _over_budget(book, purchase),
        len(purchase.quotes),
        sum(1 for each in purchase.quotes if each.offers),
        *(clock.at(minute) if minute >= 0 else None for minute in stamps.values()),
        str(purchase.requester.id),
        created_at,
        since,
        1 + sum(minute >= 0 for minute in stamps.values()),
    )
    if status.startswith("pending"):
        for person in book.signers(purchase, status[-2:]):
            rows.add("approval_tasks", book.ids.new(since), purchase.id, status[-2:], str(person.id), since)
    if random.random() < 0.12:
        at = created_at + timedelta(minutes=random.randint(2, 15))
        person = random.choice((purchase.requester, purchase.buyer))
        text = random.choice(book.catalogue.comments)
        rows.add("purchase_request_comments", book.ids.new(at), purchase.id, str(person.id), text, at, at)


def _signed_at(purchase: Purchase) -> tuple[int, ...]:
    """When what waits for a second signature got its first; when some of the goods came."""
    life = purchase.life
    return (life.a2, life.arrivals[-1] if life.arrivals else -1)


def _tell_end(book: Book, purchase: Purchase) -> None:
    life = purchase.life
    match life.ending:
        case E.CLOSED | E.CLOSED_SHORT | E.PUT_AWAY:
            short = life.ending is E.CLOSED_SHORT
            text = "O fornecedor não entregará o restante; o saldo será comprado à parte." if short else ""
            action, before = ("close_short", "partially_received") if short else ("close", "received")
            book.happened(purchase, action, life.closed, purchase.buyer, before, "closed", text)
            if life.ending is E.PUT_AWAY:
                book.happened(purchase, "archive", life.ended, purchase.requester, "closed", "archived")
        case E.CANCELLED:
            before = "pending_a1" if life.a1 < 0 else "quotation"
            text = book.random.choice(book.catalogue.cancellations)
            book.happened(purchase, "cancel", life.ended, purchase.requester, before, "cancelled", text)
        case _:
            pass


def _title(book: Book, purchase: Purchase) -> str:
    random = book.random
    title = random.choice(purchase.category.titles)
    if purchase.parent_id is not None:
        return f"Saldo: {title} – {purchase.centre.place}"
    if len(purchase.centre.categories) == 1:
        return f"{title} – {purchase.centre.place}"
    return f"{title} – {purchase.centre.place}, {random.choice(book.catalogue.spots)}"


def _reason(purchase: Purchase) -> str:
    if purchase.parent_id is not None:
        return "O fornecedor anterior não entregará o restante; a obra ainda precisa destes itens."
    reasons = purchase.category.reasons
    # By its number: no dice, which all that comes after would feel.
    return reasons[purchase.life.number % len(reasons)]


def _over_budget(book: Book, purchase: Purchase) -> bool:
    """Whether it was more than its cost centre had left of the month; what it takes is taken from the next."""
    life = purchase.life
    minute = life.created if life.parent >= 0 else max(life.submitted, life.resubmitted)
    if minute < 0:
        return False
    day = book.clock.day(minute)
    key = (life.centre, day.year, day.month)
    before = book.spent.get(key, 0)
    if life.ending not in {E.SENT_BACK, E.CANCELLED, E.REFUSED}:
        book.spent[key] = before + (purchase.total if purchase.total is not None else purchase.estimated)
    return before + purchase.estimated > book.firm.budgets.get(key, before + purchase.estimated)

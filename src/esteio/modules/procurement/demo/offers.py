"""What suppliers ask for goods: prices by month, by supplier, and the quotations that they send."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

import msgspec

from esteio.modules.procurement.demo.clock import WorkClock
from esteio.modules.procurement.demo.content import Good, load_catalogue
from esteio.modules.procurement.demo.firm import FirmSupplier
from esteio.modules.procurement.demo.lives import QUOTATION_MINUTES, Life
from esteio.modules.procurement.demo.tables import halves, line_cents, money, shares
from esteio.modules.procurement.rules.comparison import Answer, ComparisonMap, Need, compare
from esteio.modules.procurement.rules.comparison import Offer as ComparedOffer
from esteio.modules.procurement.rules.policy import ApprovalPolicy

NO_MAP: dict[str, Any] = msgspec.to_builtins(ComparisonMap(monthly_rate_percent=Decimal("1.5"), columns=(), rows=()))
"""A comparison without anything in it."""
YEARLY = 1.055
"""What goods cost more a year later."""


class Wanted(msgspec.Struct):
    """An item of a request."""

    id: str
    position: int
    good: Good
    halves: int
    """How much, in halves of a unit."""
    base_cents: int
    """What a unit costs about at this time."""
    estimate_cents: int
    """What the requester thinks it costs."""


class Offer(msgspec.Struct):
    """A supplier's answer for one item; with its share of what is over the whole quotation."""

    available: bool
    unit_cents: int = 0
    own_discount: int = 0
    net: int = 0
    """Cents: price times quantity, less its own discount."""
    discount: int = 0
    """Its own and its share."""
    freight: int = 0
    taxes: int = 0
    landed: int = 0
    brand: str = ""


class Quote(msgspec.Struct):
    """One supplier's quotation, or what became of its invitation."""

    id: str
    supplier: FirmSupplier
    status: str
    at: int
    """When it answered or declined; -1 for neither."""
    offers: list[Offer]
    discount_kind: str = "none"
    discount_value: str = "0"
    subtotal: int = 0
    discount: int = 0
    freight: int = 0
    taxes: int = 0
    delivery_days: int | None = None

    @property
    def total(self) -> int:
        """Cents."""
        return self.subtotal - self.discount + self.freight + self.taxes


class Prices:
    """What a unit costs by month: dearer each year, up and down by category."""

    def __init__(self, random: Random, clock: WorkClock) -> None:
        self._clock = clock
        self._end = self._month(clock.now)
        months = self._end - self._month(clock.first) + 1
        self._factors = [
            [YEARLY ** (-months_ago / 12) * random.uniform(0.96, 1.04) for months_ago in range(months + 1)]
            for _ in load_catalogue().categories
        ]

    def base_cents(self, category: int, good: Good, minute: int) -> int:
        """Of a unit, in that month."""
        factor = self._factors[category][self._end - self._month(minute)]
        return max(1, round(float(good.price) * 100 * factor))

    def _month(self, minute: int) -> int:
        day = self._clock.day(minute)
        return day.year * 12 + day.month


def answer_minute(random: Random, supplier: FirmSupplier, opened: int, until: int) -> tuple[str, int]:
    """What becomes of an invitation by then (`active`, `declined` or `invited`), and when."""
    dice = random.random() * 100
    at = opened + random.randint(25, QUOTATION_MINUTES - 200)
    if dice >= supplier.answers + 5 or at > until:
        return "invited", -1
    return ("active" if dice < supplier.answers else "declined"), at


def fill_in(random: Random, quote: Quote, wanted: list[Wanted], brands: tuple[str, ...], life: Life) -> None:
    """The supplier's prices and terms."""
    uniform = random.uniform
    level = quote.supplier.level_percent / 100 * uniform(0.96, 1.05)
    quote.delivery_days = max(1, life.lead_days + random.randint(-2, 8)) if life.lead_days else random.randint(3, 25)
    for item in wanted:
        if random.random() < 0.04:
            quote.offers.append(Offer(available=False))
            continue
        unit = max(1, round(item.base_cents * level * uniform(0.93, 1.07)))
        gross = line_cents(unit, item.halves)
        own = gross * random.randint(1, 8) // 100 if random.random() < 0.05 else 0
        brand = brands[int(random.random() * len(brands))]
        quote.offers.append(Offer(True, unit, own, gross - own, own, brand=brand))
    total_up(random, quote)


def total_up(random: Random, quote: Quote) -> None:
    """The terms over the whole quotation, and each item's share of them."""
    nets = [offer.net for offer in quote.offers]
    subtotal = quote.subtotal = sum(nets)
    dice = random.random()
    if dice < 0.2:
        percent = random.randint(1, 5)
        quote.discount_kind, quote.discount_value = "percent", str(percent)
        quote.discount = (subtotal * percent + 50) // 100
    elif dice < 0.3:
        whole = min(random.randint(2, 20) * 1_000, subtotal // 20 // 100 * 100)
        if whole:
            quote.discount_kind, quote.discount_value, quote.discount = "fixed", str(whole // 100), whole
    if random.random() < 0.55:
        quote.freight = max(4_000, int(subtotal * random.uniform(0.004, 0.025)) // 500 * 500)
    if random.random() < 0.25:
        quote.taxes = (subtotal * 325 + 5_000) // 10_000
    apart = zip(
        quote.offers,
        shares(quote.discount, nets),
        shares(quote.freight, nets),
        shares(quote.taxes, nets),
        strict=True,
    )
    for offer, discount, freight, taxes in apart:
        offer.discount += discount
        offer.freight = freight
        offer.taxes = taxes
        offer.landed = offer.net - discount + freight + taxes


def terms_of(days: list[int]) -> str:
    """Payment in words."""
    return "À vista" if days == [0] else f"{'/'.join(map(str, days))} dias"


def comparison_map(wanted: list[Wanted], answers: list[Quote], clock: WorkClock, minute: int) -> dict[str, Any]:
    """The map as the award of that minute keeps it; `answers` with the first first."""
    needs = [
        Need(
            item_id=UUID(item.id),
            position=item.position,
            description=item.good.description,
            unit=item.good.unit,
            quantity=Decimal(halves(item.halves)),
            estimated_unit_price=Decimal(money(item.estimate_cents)),
        )
        for item in wanted
    ]
    compared = compare(
        needs,
        [_answer(quote, wanted, clock) for quote in answers],
        ApprovalPolicy().monthly_rate_percent,
        clock.day(minute),
    )
    return msgspec.to_builtins(compared)


def _answer(quote: Quote, wanted: list[Wanted], clock: WorkClock) -> Answer:
    offers = [
        ComparedOffer(
            item_id=UUID(item.id),
            unit_price=Decimal(money(offer.unit_cents)),
            quantity=Decimal(halves(item.halves)),
            discount=Decimal(money(offer.own_discount)),
            brand=offer.brand,
            delivery_days=quote.delivery_days,
        )
        for item, offer in zip(wanted, quote.offers, strict=True)
        if offer.available
    ]
    supplier = quote.supplier
    return Answer(
        quotation_id=UUID(quote.id),
        supplier_id=UUID(supplier.id),
        supplier_name=supplier.name,
        answered_at=clock.at(quote.at),
        score=Decimal(supplier.score),
        payment_days=tuple(supplier.payment_days),
        payment_terms=terms_of(supplier.payment_days),
        delivery_days=quote.delivery_days,
        valid_until=clock.day(quote.at) + timedelta(days=30),
        freight=Decimal(money(quote.freight)),
        taxes=Decimal(money(quote.taxes)),
        discount=Decimal(money(quote.discount)),
        offers=tuple(offers),
    )

"""An offer: a price with all that hangs on it, divided, dated and worded. Changed as a whole, so that parts agree."""

from __future__ import annotations

import datetime

import msgspec

from esteio.brazil.business_days import Calendar
from esteio.modules.estimating.rules.composition import Composition, compose
from esteio.modules.estimating.rules.payment import (
    CommercialTerms,
    Discount,
    Instalment,
    commercial_terms,
    instalments,
)
from esteio.modules.estimating.rules.pricing import Pricing
from esteio.modules.estimating.rules.schedule import Schedule, lay_schedule


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """What a client is offered: `pricing.total` less `discount.amount` is what the instalments add to."""

    pricing: Pricing
    composition: Composition
    schedule: Schedule
    discount: Discount
    instalments: tuple[Instalment, ...]
    terms: CommercialTerms


def make_offer(pricing: Pricing, *, discount: Discount, starts_on: datetime.date, offered_on: datetime.date) -> Offer:
    """The offer of that price, work beginning on `starts_on` (or the next business day), valid from `offered_on`.

    Acceptance is foreseen for the day on which work begins; business days are those of the project's place. The
    policy inside `pricing` must have passed `validate_policy`.
    """
    policy, facts = pricing.policy, pricing.facts
    calendar = Calendar(uf=facts.uf, city=facts.city)
    composition = compose(pricing.deciding.lines, policy)
    schedule = lay_schedule(composition.stages, pricing.duration_weeks, starts_on, calendar)
    return Offer(
        pricing=pricing,
        composition=composition,
        schedule=schedule,
        discount=discount,
        instalments=instalments(discount.net_total, policy, schedule.start, schedule, calendar),
        terms=commercial_terms(discount.net_total, policy, offered_on),
    )

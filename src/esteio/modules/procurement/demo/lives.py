"""What becomes of each request, and at which working minute; no rows yet.

An ending is drawn by the mix of a `Size`, then how long each step takes. What has ended began at some time of the
period, as long before the end as it took; what is still open stands where it stands since some hours or days.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from random import Random

import msgspec

from esteio.modules.procurement.demo.clock import CALENDAR_DAY, DAY, WorkClock

QUOTATION_MINUTES = 5 * CALENDAR_DAY
"""How long a round stays open: the policy's five days."""


class Ending(StrEnum):
    """Where a request stands at the end."""

    DRAFT = "draft"
    SENT_BACK = "sent_back"
    """A draft again: its need was rejected."""
    PENDING_A1 = "pending_a1"
    QUOTATION = "quotation"
    PENDING_A2 = "pending_a2"
    PENDING_A3 = "pending_a3"
    APPROVED = "approved"
    ORDERED = "ordered"
    PARTIAL = "partial"
    RECEIVED = "received"
    CLOSED = "closed"
    CLOSED_SHORT = "closed_short"
    """Its balance is bought by a request of its own."""
    CANCELLED = "cancelled"
    REFUSED = "refused"
    """Archived by the rejection of its need."""
    PUT_AWAY = "put_away"
    """Closed, then archived."""


E = Ending
_REACHED = (
    E.PENDING_A1,
    E.QUOTATION,
    E.PENDING_A2,
    E.PENDING_A3,
    E.APPROVED,
    E.ORDERED,
    E.PARTIAL,
    E.RECEIVED,
    E.CLOSED,
)
_OVER = frozenset({E.CLOSED, E.CLOSED_SHORT, E.CANCELLED, E.REFUSED, E.PUT_AWAY})


class Size(msgspec.Struct, frozen=True, kw_only=True):
    """How large a firm to make up."""

    seed: int
    days: int
    """Of the calendar, before the end."""
    requests: int
    """Not counting those that buy what another left open."""
    suppliers: int
    cost_centres: int
    items: tuple[int, int]
    """Least and most of a request."""
    maps: bool
    """Whether awards keep the comparison map that they were decided by, three quarters of all bytes."""
    mix: Mapping[Ending, int]
    """How often each ending, in proportion."""


DEMO = Size(
    seed=20_260_722,
    days=364,
    requests=296,
    suppliers=40,
    cost_centres=9,
    items=(2, 9),
    maps=True,
    mix={
        E.DRAFT: 8,
        E.SENT_BACK: 4,
        E.PENDING_A1: 14,
        E.QUOTATION: 34,
        E.PENDING_A2: 14,
        E.PENDING_A3: 12,
        E.APPROVED: 8,
        E.ORDERED: 26,
        E.PARTIAL: 12,
        E.RECEIVED: 10,
        E.CLOSED: 126,
        E.CLOSED_SHORT: 4,
        E.CANCELLED: 12,
        E.REFUSED: 4,
        E.PUT_AWAY: 8,
    },
)
"""A year of a building firm. The mix adds up to the requests: each ending is there as often as it says."""
LARGE = Size(
    seed=20_260_723,
    days=5 * 364,
    requests=50_000,
    suppliers=2_000,
    cost_centres=60,
    items=(4, 13),
    maps=False,
    mix={
        E.DRAFT: 300,
        E.SENT_BACK: 60,
        E.PENDING_A1: 240,
        E.QUOTATION: 700,
        E.PENDING_A2: 200,
        E.PENDING_A3: 180,
        E.APPROVED: 160,
        E.ORDERED: 900,
        E.PARTIAL: 300,
        E.RECEIVED: 300,
        E.CLOSED: 40_000,
        E.CLOSED_SHORT: 660,
        E.CANCELLED: 2_400,
        E.REFUSED: 1_200,
        E.PUT_AWAY: 2_400,
    },
)
"""A real buyer (design/domain/procurement.md, "Scale"): five years, 50,000 requests, 400,000 items."""


class Life(msgspec.Struct, kw_only=True):
    """One request; minutes of the clock, -1 for what did not happen."""

    number: int = 0
    """In the order of creation; its dice are thrown by it."""
    ending: Ending
    centre: int
    created: int
    submitted: int = -1
    refused: int = -1
    """When its need was rejected the first time."""
    resubmitted: int = -1
    a1: int = -1
    opened: int = -1
    """When suppliers were invited."""
    awarded: int = -1
    a2: int = -1
    a3: int = -1
    """When a director would sign; whether one has to, the total says."""
    ordered: int = -1
    sent: int = -1
    confirmed: int = -1
    arrivals: tuple[int, ...] = ()
    lead_days: int = 0
    """Of the calendar, as promised by who wins."""
    closed: int = -1
    ended: int = -1
    """When it was cancelled, or put away."""
    parent: int = -1
    """Number of the request whose balance it buys."""
    child: int = -1
    """Number of the request that buys its balance."""


def plan(size: Size, clock: WorkClock) -> list[Life]:
    """All requests in the order of their creation, each with its number."""
    random = Random(size.seed)  # noqa: S311 - the same dice every time
    endings = _endings(size, random)
    lives: list[Life] = []
    pairs: list[tuple[Life, Life]] = []
    for ending in endings:
        life = _life(random, ending, random.randrange(size.cost_centres))
        _place(random, life, clock)
        lives.append(life)
        if ending is E.CLOSED_SHORT:
            child = _balance(random, life, clock)
            lives.append(child)
            pairs.append((life, child))
    lives.sort(key=lambda life: life.created)
    for number, life in enumerate(lives):
        life.number = number
    for parent, child in pairs:
        parent.child, child.parent = child.number, parent.number
    return lives


def _endings(size: Size, random: Random) -> list[Ending]:
    whole = sum(size.mix.values())
    exact = [(ending, count * size.requests / whole) for ending, count in size.mix.items()]
    endings = [ending for ending, count in exact for _ in range(int(count))]
    # What is missing by rounding down goes to what was cut most.
    by_loss = sorted(exact, key=lambda each: int(each[1]) - each[1])
    endings += [ending for ending, _ in by_loss[: size.requests - len(endings)]]
    random.shuffle(endings)
    return endings


def _life(random: Random, ending: Ending, centre: int) -> Life:
    """Counted from minute 0."""
    between = random.randint
    life = Life(ending=ending, centre=centre, created=0)
    if ending is E.DRAFT:
        return life
    life.submitted = at = between(5, 400)
    if ending in {E.SENT_BACK, E.REFUSED} or (ending is not E.PENDING_A1 and random.random() < 0.07):
        life.refused = at = at + between(30, 900)
        if ending in {E.SENT_BACK, E.REFUSED}:
            return life
        life.resubmitted = at = at + between(60, 900)
    reach = _REACHED.index(ending) if ending in _REACHED else _REACHED.index(E.CLOSED)
    if ending is E.CANCELLED:
        reach = random.choice((0, 0, 1, 1, 1))
    _purchase(random, life, at, reach)
    if ending is E.CANCELLED:
        life.ended = max(life.submitted, life.resubmitted, life.a1, life.opened) + between(60, 3 * DAY)
    elif ending is E.PUT_AWAY:
        life.ended = life.closed + between(DAY, 20 * DAY)
    return life


def _purchase(random: Random, life: Life, at: int, reach: int) -> None:
    """From the submission on, as far as `reach` says."""
    between = random.randint
    if reach >= 1:
        life.a1 = at = at + between(20, 1_400)
        if life.ending is not E.QUOTATION or random.random() < 0.85:
            life.opened = at = at + between(20, 500)
    if reach >= 2:
        life.awarded = at = at + between(1_000, QUOTATION_MINUTES + 600)
    if reach >= 3:
        life.a2 = at = at + between(20, 1_100)
    if reach >= 4:
        life.a3 = at = at + between(20, 1_300)
    if reach >= 5:
        life.ordered = at = at + between(10, 400)
        if life.ending is not E.ORDERED or random.random() < 0.9:
            life.sent = at = at + between(3, 60)
        if life.sent >= 0 and (life.ending is not E.ORDERED or random.random() < 0.75):
            life.confirmed = at = at + between(20, 900)
    life.lead_days = between(3, 24)
    if reach >= 6:
        _arrivals(random, life)
        at = life.arrivals[-1]
    if reach >= 8:
        life.closed = at + between(40, 1_500)


def _arrivals(random: Random, life: Life) -> None:
    late = random.random() < 0.18
    took = life.lead_days * CALENDAR_DAY
    first = life.sent + int(took * (random.uniform(1.1, 1.7) if late else random.uniform(0.55, 0.98)))
    first = max(first, life.confirmed + 30)
    more = 0 if life.ending in {E.PARTIAL, E.CLOSED_SHORT} else random.choices((0, 1, 2), (70, 24, 6))[0]
    arrivals = [first]
    for _ in range(more):
        arrivals.append(arrivals[-1] + random.randint(DAY, 6 * DAY))
    life.arrivals = tuple(arrivals)


def _place(random: Random, life: Life, clock: WorkClock) -> None:
    """Move it to where it belongs in the period."""
    took = _last(life)
    if life.ending in _OVER:
        room = clock.now - took - (8 * DAY if life.ending is E.CLOSED_SHORT else 30)
        # A firm that grows: more of it lately.
        begin = clock.first + int((room - clock.first) * random.random() ** 0.8)
    elif life.ending in {E.DRAFT, E.SENT_BACK}:
        begin = clock.now - took - random.randint(10, 25 * DAY)
    elif life.ending is E.ORDERED:
        # Some of what is on its way is late.
        begin = clock.now - took - random.randint(10, max(20, int(life.lead_days * CALENDAR_DAY * 1.2)))
    else:
        begin = clock.now - took - int(random.expovariate(1 / (1.5 * DAY))) - 10
    _shift(life, max(begin, 0))


def _balance(random: Random, parent: Life, clock: WorkClock) -> Life:
    """The request that a balance becomes: from quotation on, without a signature for its need."""
    room = clock.now - parent.closed
    ending = E.CLOSED if room > 60 * DAY else E.QUOTATION
    child = Life(ending=ending, centre=parent.centre, created=0, a1=0)
    _purchase(random, child, 0, _REACHED.index(ending))
    child.a1 = -1
    if _last(child) >= room:
        child = Life(ending=E.QUOTATION, centre=parent.centre, created=0)
    _shift(child, parent.closed)
    return child


def _last(life: Life) -> int:
    return max(
        life.created,
        life.submitted,
        life.refused,
        life.resubmitted,
        life.a1,
        life.opened,
        life.awarded,
        life.a2,
        life.a3,
        life.ordered,
        life.sent,
        life.confirmed,
        life.closed,
        life.ended,
        *life.arrivals,
    )


_MOMENTS = (
    "created",
    "submitted",
    "refused",
    "resubmitted",
    "a1",
    "opened",
    "awarded",
    "a2",
    "a3",
    "ordered",
    "sent",
    "confirmed",
    "closed",
    "ended",
)


def _shift(life: Life, begin: int) -> None:
    for name in _MOMENTS:
        minute: int = getattr(life, name)
        if minute >= 0:
            setattr(life, name, minute + begin)
    life.arrivals = tuple(minute + begin for minute in life.arrivals)

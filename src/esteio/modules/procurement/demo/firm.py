"""The firm before its first request: departments, cost centres and who signs for them, suppliers, budgets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from uuid import UUID

import msgspec

from esteio.brazil import cnpj, cpf, phone
from esteio.modules.procurement.demo.clock import WorkClock
from esteio.modules.procurement.demo.content import DemoSupplier, load_catalogue, load_suppliers
from esteio.modules.procurement.demo.lives import Life, Size
from esteio.modules.procurement.demo.tables import Ids, Rows, money

ITEMS_ASKED = 0.4
"""Mean quantity of an item, of the most that its good is asked for: budgets are set before anything is asked for."""


class Person(msgspec.Struct, frozen=True):
    """Somebody of the organisation."""

    id: UUID
    name: str


class Cast(msgspec.Struct, frozen=True, kw_only=True):
    """Who does what. In each group the first does most; somebody may be in several."""

    requesters: Sequence[Person]
    approvers: Sequence[Person]
    """Hold `procurement.approvals.need`: three of them answer for each cost centre."""
    buyers: Sequence[Person]
    managers: Sequence[Person]
    """Hold `procurement.approvals.purchase`."""
    directors: Sequence[Person]
    """Hold `procurement.approvals.director`."""
    warehouse: Sequence[Person]


class FirmCentre(msgspec.Struct, frozen=True):
    """A cost centre."""

    id: str
    department_id: str
    place: str
    approvers: tuple[Person, ...]
    categories: tuple[int, ...]
    """What it mostly buys, by place in the catalogue."""


class FirmSupplier(msgspec.Struct, frozen=True):
    """A supplier, with how it behaves."""

    id: str
    kind: str
    name: str
    email: str
    contact: str
    document: str
    uf: str
    score: str
    payment_days: list[int]
    level_percent: int
    answers: int
    punctual: int
    invoices: int
    """Where its invoices' numbers begin."""


class Firm(msgspec.Struct, frozen=True, kw_only=True):
    """What requests are made from."""

    centres: tuple[FirmCentre, ...]
    suppliers_of: tuple[tuple[FirmSupplier, ...], ...]
    """By category of the catalogue."""
    budgets: dict[tuple[int, int, int], int]
    """Cents by centre, year and month."""


def write_firm(
    rows: Rows, ids: Ids, random: Random, cast: Cast, size: Size, clock: WorkClock, lives: Sequence[Life]
) -> Firm:
    """The rows, and the same for those who make requests."""
    centres = _write_centres(rows, ids, random, cast, size, clock)
    suppliers_of = _write_suppliers(rows, ids, random, cast, size, clock)
    return Firm(
        centres=centres,
        suppliers_of=suppliers_of,
        budgets=_write_budgets(rows, ids, random, size, clock, centres, lives),
    )


def write_delegations(rows: Rows, ids: Ids, cast: Cast, clock: WorkClock) -> None:
    """A director's holidays, past and to come, while the first manager signs."""
    director, deputy = cast.directors[0], cast.managers[-1]
    at = clock.at(clock.now - 60 * 600)
    today = clock.day(clock.now)
    for starts_on, ends_on, reason in (
        (today - timedelta(days=75), today - timedelta(days=61), "Férias"),
        (today + timedelta(days=20), today + timedelta(days=24), "Viagem a obra em Curitiba"),
    ):
        rows.add(
            "approval_delegations",
            ids.new(at),
            str(director.id),
            str(deputy.id),
            starts_on,
            ends_on,
            reason,
            str(director.id),
            at,
            at,
        )


def _write_centres(
    rows: Rows, ids: Ids, random: Random, cast: Cast, size: Size, clock: WorkClock
) -> tuple[FirmCentre, ...]:
    catalogue = load_catalogue()
    at = clock.at(clock.first)
    departments = {name: ids.new(at) for name in catalogue.departments}
    for name, department_id in departments.items():
        rows.add("departments", department_id, name, at, at)
    centres: list[FirmCentre] = []
    for number in range(size.cost_centres):
        model = catalogue.cost_centres[number % len(catalogue.cost_centres)]
        again = number // len(catalogue.cost_centres)
        code, name = (f"{model.code}-{again + 1}", f"{model.name} {again + 1}") if again else (model.code, model.name)
        centre_id = ids.new(at)
        rows.add("cost_centres", centre_id, departments[model.department], code, name, at, at)
        approvers = tuple(cast.approvers[(number + step) % len(cast.approvers)] for step in range(3))
        for person in dict.fromkeys((*approvers, *cast.requesters)):
            rows.add("cost_centre_people", centre_id, str(person.id), person in approvers)
        office = model.department in {"Administração", "Projetos"}
        usual = (len(catalogue.categories) - 1,) if office else tuple(range(len(catalogue.categories) - 1))
        centres.append(
            FirmCentre(centre_id, departments[model.department], model.place, tuple(dict.fromkeys(approvers)), usual)
        )
    random.shuffle(centres)
    return tuple(centres)


def _write_suppliers(
    rows: Rows, ids: Ids, random: Random, cast: Cast, size: Size, clock: WorkClock
) -> tuple[tuple[FirmSupplier, ...], ...]:
    models = load_suppliers()
    places = {category.name: place for place, category in enumerate(load_catalogue().categories)}
    found: list[list[FirmSupplier]] = [[] for _ in places]
    documents: set[str] = set()
    for number in range(size.suppliers):
        model = models[number % len(models)]
        again = number // len(models)
        at = clock.at(clock.first + number % 400)
        name, trade_name, email, document = _identity(model, again, random, documents)
        supplier_id = ids.new(at)
        address = {
            "street": model.street,
            "number": model.number,
            "complement": "",
            "district": "",
            "city": model.city,
            "uf": model.uf,
            "cep": model.cep,
        }
        score = f"{(35 + model.punctual * 6 // 10 + random.randint(-4, 4)) / 10:.1f}"
        rows.add(
            "suppliers",
            supplier_id,
            model.kind,
            name,
            trade_name,
            document or None,
            email,
            phone.normalise(model.phone),
            model.website if not again else "",
            model.contact_name,
            address,
            list(model.categories),
            list(model.payment_days),
            score,
            "",
            str(cast.buyers[0].id),
            at,
            at,
        )
        supplier = FirmSupplier(
            supplier_id,
            model.kind,
            name,
            email,
            model.contact_name or name,
            document,
            model.uf,
            score,
            list(model.payment_days),
            int(model.level * 100) + (random.randint(-4, 4) if again else 0),
            model.answers,
            model.punctual,
            random.randint(1_000, 60_000),
        )
        for category in model.categories:
            found[places[category]].append(supplier)
    return tuple(tuple(each) for each in found)


def _identity(model: DemoSupplier, again: int, random: Random, taken: set[str]) -> tuple[str, str, str, str]:
    """Name, trade name, e-mail and bare document; of the model itself the first time, later made anew."""
    match model.kind:
        case "PJ":
            document = cnpj.normalise(model.document)
        case "PF":
            document = cpf.normalise(model.document)
        case "ONLINE":
            document = ""
    if not again:
        taken.add(document)
        return model.name, model.trade_name, model.email, document
    while document in taken and document:
        if model.kind == "PJ":
            base = f"{random.randrange(10**7, 10**8)}0001"
            document = base + cnpj.check_digits(base)
        else:
            base = f"{random.randrange(10**8, 10**9)}"
            document = base + cpf.check_digits(base)
    taken.add(document)
    email = model.email.replace("@", f"{again + 1}@")
    return f"{model.name} – filial {again + 1}", f"{model.trade_name} {again + 1}", email, document


def _write_budgets(
    rows: Rows,
    ids: Ids,
    random: Random,
    size: Size,
    clock: WorkClock,
    centres: Sequence[FirmCentre],
    lives: Sequence[Life],
) -> dict[tuple[int, int, int], int]:
    """A month's budget for each centre in which something is bought: mostly enough, sometimes not."""
    counts: dict[tuple[int, int, int], int] = {}
    for life in lives:
        if life.submitted >= 0:
            month = clock.day(life.submitted)
            key = (life.centre, month.year, month.month)
            counts[key] = counts.get(key, 0) + 1
    goods = [good for category in load_catalogue().categories[:-1] for good in category.items]
    line_cents = sum(int(good.price * 100) * good.most for good in goods) * ITEMS_ASKED / len(goods)
    request_cents = int(line_cents * sum(size.items) / 2)
    budgets: dict[tuple[int, int, int], int] = {}
    for key in sorted(counts):
        centre, year, month = key
        if centre % 4 == 3:
            continue  # a quarter of the centres have no budget: nothing is ever over
        share = 0.08 if len(centres[centre].categories) == 1 else 1.0
        thousands = int(request_cents * share * (counts[key] + 1) * random.uniform(0.55, 1.5)) // 100_000 + 1
        budgets[key] = thousands * 100_000
        note = "Revista na reunião de obra" if random.random() < 0.1 else ""
        first = date(year, month, 1)
        at = clock.at(clock.minute_of(first) if first > clock.day(clock.first) else clock.first)
        rows.add("budgets", ids.new(at), centres[centre].id, year, month, money(budgets[key]), note, at, at)
    return budgets

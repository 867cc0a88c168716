"""Orçamentos: reading one, and changing a draft."""

from __future__ import annotations

import datetime
from decimal import Decimal
from uuid import UUID

import asyncpg
import msgspec

from esteio.brazil.dates import SAO_PAULO
from esteio.core.access import Actor
from esteio.core.audit import Origin
from esteio.core.clock import now
from esteio.core.db import Tx
from esteio.core.errors import InvalidInput, NotFound, VersionConflict
from esteio.core.wire import check_text
from esteio.modules.estimating.errors import NotADraft
from esteio.modules.estimating.rules.actions import DiscountStatus
from esteio.modules.estimating.rules.composition import Composition
from esteio.modules.estimating.rules.offer import Offer, make_offer
from esteio.modules.estimating.rules.payment import (
    CommercialTerms,
    Discount,
    discount_by_amount,
    discount_by_percent,
)
from esteio.modules.estimating.rules.policy import PaymentFigures, PricePolicy, policy_json, validate_policy
from esteio.modules.estimating.rules.pricing import Pricing, read_pricing
from esteio.modules.estimating.rules.schedule import Schedule
from esteio.modules.estimating.rules.vocabulary import OrcamentoState
from esteio.modules.estimating.rules.wording import percent_text
from esteio.modules.estimating.schemas.orcamentos import DiscountChange, OrcamentoChange, PaymentView
from esteio.modules.estimating.service import telling
from esteio.modules.estimating.service.history import EventKind, note
from esteio.modules.estimating.store import briefings as briefing_store
from esteio.modules.estimating.store import orcamentos as store

START_MOST_DAYS = 3 * 366
"""How far from today the work may begin."""
_SHOWN = {"discount": "discount", "total": "total", "discount_status": "discountStatus"}
"""Columns whose change history and trail show as it is; of texts they only say that they changed."""
_MOST_PLACES = 6


class Document(msgspec.Struct, frozen=True):
    """An orçamento as JSON text, and the version of its row."""

    text: str
    version: int


def today_in_sao_paulo() -> datetime.date:
    """The day by which codes, validities and schedules count."""
    return now().astimezone(SAO_PAULO).date()


async def get(tx: Tx, actor: Actor, orcamento_id: UUID) -> Document:
    """One orçamento, whole, with what the actor can do; raises `NotFound`."""
    row = await store.find_document(tx, orcamento_id, actor.permissions)
    if row is None:
        raise NotFound("Esse orçamento não existe.")
    return Document(row["document"], row["version"])


async def require(tx: Tx, orcamento_id: UUID) -> asyncpg.Record:
    """The row of an orçamento; raises `NotFound`."""
    row = await store.find_orcamento(tx, orcamento_id)
    if row is None:
        raise NotFound("Esse orçamento não existe.")
    return row


async def lock(tx: Tx, orcamento_id: UUID) -> tuple[asyncpg.Record, asyncpg.Record]:
    """The briefing and the orçamento, locked in that order, which everyone keeps to; raises `NotFound`."""
    found = await require(tx, orcamento_id)
    briefing = await briefing_store.lock_briefing(tx, found["briefing_id"])
    row = await store.lock_orcamento(tx, orcamento_id)
    if briefing is None or row is None:
        raise RuntimeError("neither briefings nor orçamentos are deleted")
    return briefing, row


def require_version(row: asyncpg.Record, version: int | None) -> None:
    """Raise `VersionConflict` unless the caller read this version, or does not say which."""
    if version is not None and version != row["version"]:
        raise VersionConflict(version=row["version"])


def has_lapsed(row: asyncpg.Record) -> bool:
    """Whether a version is with the client and its last day is over (São Paulo's clock)."""
    return row["status"] == OrcamentoState.ENVIADO and row["valid_until"] < today_in_sao_paulo()


async def change(
    tx: Tx, actor: Actor, orcamento_id: UUID, data: OrcamentoChange, version: int | None, origin: Origin
) -> None:
    """Change a draft and calculate every part anew.

    A discount above the policy's limit then waits for somebody else's approval. Raises `NotFound`, `NotADraft`,
    `VersionConflict`, `InvalidInput` naming each field.
    """
    row = await store.lock_orcamento(tx, orcamento_id)
    if row is None:
        raise NotFound("Esse orçamento não existe.")
    if row["status"] != OrcamentoState.RASCUNHO:
        raise NotADraft(state=row["status"])
    require_version(row, version)
    parts = sorted(name for name in data.__struct_fields__ if getattr(data, name) is not None)
    if not parts:
        return
    before = read_offer(row)
    offer = _changed(before, data)
    values: dict[str, object] = {**_texts(data), **offer_values(offer)}
    if offer.discount != before.discount:
        values |= {
            "discount_status": DiscountStatus.PENDING if offer.discount.needs_approval else DiscountStatus.NONE,
            "discount_asked_by": actor.user_id if offer.discount.amount else None,
            "discount_decided_by": None,
        }
    await store.update_orcamento(tx, orcamento_id, values)
    differing = [name for name in _SHOWN if name in values and values[name] != row[name]]
    await note(
        tx,
        orcamento_id,
        EventKind.DISCOUNT_ASKED if values.get("discount_status") == DiscountStatus.PENDING else EventKind.CHANGED,
        actor,
        origin,
        detail={"parts": parts},
        before={_SHOWN[name]: row[name] for name in differing},
        after={_SHOWN[name]: values[name] for name in differing},
    )
    if values.get("discount_status") == DiscountStatus.PENDING:
        await telling.discount_asked(tx, actor, row, offer.discount.percent)


def read_offer(row: asyncpg.Record) -> Offer:
    """The offer that a stored row makes."""
    pricing = read_pricing(row["whole_pricing"])
    needs_approval = row["discount_status"] in {DiscountStatus.PENDING, DiscountStatus.APPROVED}
    return Offer(
        pricing=pricing,
        composition=msgspec.json.decode(row["composition"], type=Composition),
        schedule=msgspec.json.decode(row["schedule"], type=Schedule),
        discount=Discount(
            amount=row["discount"],
            percent=row["discount_percent"],
            net_total=row["total"],
            needs_approval=needs_approval,
        ),
        instalments=tuple(msgspec.json.decode(row["payment"], type=PaymentView).instalments),
        terms=msgspec.json.decode(row["terms"], type=CommercialTerms),
    )


def offer_values(offer: Offer) -> dict[str, object]:
    """The columns that an offer fills, but for the facts and how they were read."""
    pricing, discount = offer.pricing, offer.discount
    payment = PaymentView(plan=pricing.policy.payment.plan, instalments=list(offer.instalments))
    return {
        "policy": policy_json(pricing.policy).decode(),
        "pricing": _pricing_without(pricing),
        "composition": _json(offer.composition),
        "schedule": _json(offer.schedule),
        "payment": _json(payment),
        "terms": _json(offer.terms),
        "subtotal": pricing.total,
        "discount": discount.amount,
        "discount_percent": discount.percent,
        "total": discount.net_total,
    }


def no_discount(pricing: Pricing) -> Discount:
    """The full price."""
    return discount_by_amount(pricing.total, Decimal("0.00"), pricing.policy.payment)


def _changed(before: Offer, data: OrcamentoChange) -> Offer:
    policy = _changed_policy(before.pricing.policy, data)
    validate_policy(policy)
    _check_cash_discount(before.pricing.policy.payment, policy.payment)
    pricing = msgspec.structs.replace(before.pricing, policy=policy)
    discount = before.discount if data.discount is None else _discount(pricing, data.discount)
    starts_on = before.schedule.start if data.starts_on is None else check_start(data.starts_on)
    return make_offer(pricing, discount=discount, starts_on=starts_on, offered_on=offered_on(before))


def offered_on(offer: Offer) -> datetime.date:
    """The day from which its validity counts."""
    return offer.terms.valid_until - datetime.timedelta(days=offer.pricing.policy.terms.valid_days)


def check_start(day: datetime.date) -> datetime.date:
    """The day on which work may begin; raises `InvalidInput` for one that is far off."""
    if abs((day - today_in_sao_paulo()).days) > START_MOST_DAYS:
        raise InvalidInput(fields={"startsOn": "Escolha uma data a menos de três anos de hoje."})
    return day


def _changed_policy(policy: PricePolicy, data: OrcamentoChange) -> PricePolicy:
    """The figures of this orçamento alone; `fields` of what is wrong with them are the members of the request."""
    stages, payment, terms = policy.stages, policy.payment, policy.terms
    if data.stage_system is not None:
        stages = msgspec.structs.replace(stages, system=data.stage_system)
    if data.payment is not None:
        payment = msgspec.structs.replace(payment, **_given(data.payment))
        payment = msgspec.structs.replace(payment, instalments=tuple(payment.instalments))
    if data.terms is not None:
        terms = msgspec.structs.replace(terms, **_given(data.terms))
    return msgspec.structs.replace(policy, stages=stages, payment=payment, terms=terms)


def _check_cash_discount(before: PaymentFigures, after: PaymentFigures) -> None:
    """What a draft gives for cash is a discount, too: above the limit it takes a change of the policy."""
    most = max(before.cash_discount_percent, before.discount_limit_percent)
    if after.cash_discount_percent > most:
        remedy = f"Informe no máximo {percent_text(most)}, o limite de desconto da política de preços."
        raise InvalidInput(fields={"payment.cashDiscountPercent": remedy})


def _given(change: msgspec.Struct) -> dict[str, object]:
    return {name: value for name, value in msgspec.structs.asdict(change).items() if value is not None}


def _discount(pricing: Pricing, change: DiscountChange) -> Discount:
    figures = pricing.policy.payment
    try:
        match change:
            case DiscountChange(percent=Decimal() as percent, amount=None):
                return discount_by_percent(pricing.total, _short("percent", percent), figures)
            case DiscountChange(percent=None, amount=Decimal() as amount):
                return discount_by_amount(pricing.total, _short("amount", amount), figures)
            case _:
                raise InvalidInput(fields={"percent": "Informe o percentual ou o valor do desconto, um dos dois."})
    except InvalidInput as error:
        fields = {f"discount.{name}": remedy for name, remedy in error.fields.items()}
        raise InvalidInput(error.detail, fields=fields) from None


def _short(name: str, value: Decimal) -> Decimal:
    """The number, unless it is one that exact sums would never end with (1E-999999)."""
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -_MOST_PLACES:
        raise InvalidInput(fields={name: f"Informe um número com no máximo {_MOST_PLACES} casas decimais."})
    return value


def _texts(data: OrcamentoChange) -> dict[str, object]:
    texts = {"title": data.title, "scope": data.scope, "notes": data.notes}
    values: dict[str, object] = {
        name: check_text(name, text).strip() for name, text in texts.items() if text is not None
    }
    if values.get("title") == "":
        raise InvalidInput(fields={"title": "Dê um título ao orçamento."})
    return values


def _pricing_without(pricing: Pricing) -> str:
    """Facts and policy have columns of their own; kept twice they would be most of the row."""
    document = msgspec.to_builtins(pricing)
    del document["facts"], document["policy"]
    return _json(document)


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()

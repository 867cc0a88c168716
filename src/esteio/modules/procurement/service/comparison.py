"""The comparison map of a round: reading it, and reckoning what a choice comes to."""

from __future__ import annotations

import asyncio
import datetime
import hashlib
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from functools import partial
from typing import ParamSpec, TypeVar
from uuid import UUID

import asyncpg
import msgspec

from esteio.core.access import Actor
from esteio.core.canonical import canonical
from esteio.core.db import Tx
from esteio.core.errors import InvalidInput, NotFound
from esteio.core.pieces import in_pieces
from esteio.core.policies import SHIPPED
from esteio.core.wire import Ref
from esteio.modules.procurement.permissions import QUOTATIONS_AWARD
from esteio.modules.procurement.rules.awarding import (
    Basket,
    Choice,
    cheapest_single,
    cheapest_split,
    price_choices,
    whole_quotation,
)
from esteio.modules.procurement.rules.comparison import Answer, ComparisonMap, Need, Offer, compare
from esteio.modules.procurement.rules.policy import ApprovalPolicy
from esteio.modules.procurement.rules.vocabulary import RequestStatus, RoundStatus
from esteio.modules.procurement.schemas.awards import (
    ComparedRound,
    Comparison,
    Reckoned,
    WhatIfInput,
    WithoutAnswer,
)
from esteio.modules.procurement.schemas.rounds import RequestRef
from esteio.modules.procurement.service import approval_policy, requests
from esteio.modules.procurement.store import awards as award_store
from esteio.modules.procurement.store import comparison as store
from esteio.modules.procurement.store import quotations as quotation_store
from esteio.modules.procurement.store import request_items as item_store
from esteio.modules.procurement.store import rounds as round_store
from esteio.modules.workspace.api import get_today

Given = ParamSpec("Given")
Made = TypeVar("Made")

_LARGE = 2_000
"""Cells, reckoned within some 50 ms: more would keep all other requests waiting."""
_RECKONERS = ThreadPoolExecutor(max_workers=1, thread_name_prefix="comparison")
"""One at a time: the interpreter does no two at once, and the event loop is to have its turns."""
_QUANTITY_PLACES = 3
_QUANTITY_DIGITS = 12


async def read(tx: Tx, actor: Actor, round_id: UUID) -> bytes:
    """`get` as JSON."""
    shown = await get(tx, actor, round_id)
    return await apart(len(shown.rows) * len(shown.columns), _encoded, shown)


async def get(tx: Tx, actor: Actor, round_id: UUID) -> Comparison:
    """The map of a round with what it suggests; raises `NotFound`."""
    request, row = await _read(tx, round_id)
    policy = await policy_of(tx, request)
    comparison = await of_round(tx, request, row, policy)
    suggested = await apart(cells_of(comparison), _suggest, comparison)
    award = None if request["award_id"] is None else await award_store.find_award(tx, request["award_id"])
    quoting = row["status"] == RoundStatus.OPEN and request["status"] == RequestStatus.QUOTATION
    may_award = quoting and bool(comparison.columns) and actor.may(QUOTATIONS_AWARD)
    return Comparison(
        round=ComparedRound(
            id=row["id"],
            code=row["code"],
            status=row["status"],
            closes_at=row["closes_at"],
            version=row["version"],
        ),
        purchase_request=RequestRef(id=request["id"], code=request["code"], title=request["title"]),
        sha256=suggested.sha256,
        monthly_rate_percent=comparison.monthly_rate_percent,
        least_answers=policy.least_answers,
        columns=list(comparison.columns),
        rows=list(comparison.rows),
        without_answer=[_without_answer(each) for each in await store.list_unanswered(tx, round_id)],
        cheapest_split=suggested.split,
        cheapest_single=suggested.single,
        award_id=award["id"] if award is not None and award["round_id"] == round_id else None,
        can=["award"] if may_award else [],
    )


async def reckon(tx: Tx, round_id: UUID, data: WhatIfInput) -> Reckoned:
    """What a choice comes to, whether or not it could be awarded; raises `NotFound`, `InvalidInput`."""
    request, row = await _read(tx, round_id)
    comparison = await of_round(tx, request, row, await policy_of(tx, request))
    return await apart(cells_of(comparison), _reckon, comparison, choices_of(comparison, data))


async def of_round(tx: Tx, request: asyncpg.Record, row: asyncpg.Record, policy: ApprovalPolicy) -> ComparisonMap:
    """The answers of a round to what its request still has to buy: what an award that was undone left to a request of
    its own is bought there."""
    elsewhere = {
        each["item_id"]: each["quantity"]
        for each in await award_store.list_bought_elsewhere(tx, request["id"], request["award_id"])
    }
    needs = [
        _need(item, remaining)
        for item in await item_store.list_items(tx, request["id"])
        if (remaining := item["quantity"] - elsewhere.get(item["id"], Decimal(0))) > 0
    ]
    answers = await quotation_store.list_answers(tx, row["id"])
    offers = await quotation_store.list_offers(tx, row["id"])
    today = await get_today(tx)
    return await apart(len(needs) * len(answers), _compared, needs, answers, offers, policy.monthly_rate_percent, today)


async def policy_of(tx: Tx, request: asyncpg.Record) -> ApprovalPolicy:
    """The policy that a request is judged by."""
    return await approval_policy.numbered(tx, request["policy_number"] or SHIPPED)


def map_of(shown: Comparison) -> ComparisonMap:
    """The map in what a reader is shown."""
    return ComparisonMap(
        monthly_rate_percent=shown.monthly_rate_percent, columns=tuple(shown.columns), rows=tuple(shown.rows)
    )


def choices_of(comparison: ComparisonMap, data: WhatIfInput) -> list[Choice]:
    """What the caller chose, offer by offer; raises `InvalidInput`."""
    if (data.quotation_id is None) == (not data.choices):
        raise InvalidInput(fields={"choices": "Escolha itens de fornecedores, ou tudo de um fornecedor só."})
    if data.quotation_id is None:
        _check_quantities(data)
        return [
            Choice(item_id=each.item_id, quotation_id=each.quotation_id, quantity=each.quantity)
            for each in data.choices
        ]
    column = next((each for each in comparison.columns if each.quotation_id == data.quotation_id), None)
    if column is None:
        raise InvalidInput(fields={"quotationId": "Esta cotação não é desta rodada, ou não foi respondida."})
    if column.lapsed:
        raise InvalidInput(fields={"quotationId": "A validade desta proposta terminou. Peça que a renove antes."})
    return whole_quotation(comparison, column, data.leave_out)


class _Suggested(msgspec.Struct, frozen=True):
    """What a map suggests, and its hash."""

    sha256: str
    split: Basket | None
    single: Basket | None


async def apart(cells: int, work: Callable[Given, Made], *given: Given.args, **named: Given.kwargs) -> Made:
    """What `work` makes of what it is given, in a thread if it is about so many cells that it takes long."""
    if cells <= _LARGE:
        return work(*given, **named)
    return await asyncio.get_running_loop().run_in_executor(_RECKONERS, partial(work, *given, **named))


def cells_of(comparison: ComparisonMap) -> int:
    """How large a map is, for `apart`."""
    return len(comparison.rows) * len(comparison.columns)


def sealed(comparison: ComparisonMap) -> tuple[bytes, str]:
    """The map as it is kept, and the hash that it goes by."""
    text = canonical(msgspec.structs.replace(comparison, rows=in_pieces(comparison.rows, canonical=True)))
    return text, hashlib.sha256(text).hexdigest()


def _compared(
    needs: Sequence[Need],
    answers: Sequence[asyncpg.Record],
    offers: Sequence[asyncpg.Record],
    monthly_rate_percent: Decimal,
    today: datetime.date,
) -> ComparisonMap:
    offered = {each["quotation_id"]: _offers(each) for each in offers}
    given = [_answer(each, offered.get(each["id"], ())) for each in answers]
    return compare(needs, given, monthly_rate_percent, today)


def _suggest(comparison: ComparisonMap) -> _Suggested:
    return _Suggested(sealed(comparison)[1], cheapest_split(comparison), cheapest_single(comparison))


def _encoded(shown: Comparison) -> bytes:
    return msgspec.json.encode(msgspec.structs.replace(shown, rows=in_pieces(shown.rows)))


def _reckon(comparison: ComparisonMap, choices: Sequence[Choice]) -> Reckoned:
    basket = price_choices(comparison, choices)
    return Reckoned(
        basket=basket,
        above_cheapest_split=_above(basket, cheapest_split(comparison)),
        above_cheapest_single=_above(basket, cheapest_single(comparison)),
    )


async def _read(tx: Tx, round_id: UUID) -> tuple[asyncpg.Record, asyncpg.Record]:
    row = await round_store.find_round(tx, round_id)
    if row is None:
        raise NotFound("Essa rodada de cotação não existe.")
    return await requests.require(tx, row["request_id"]), row


def _check_quantities(data: WhatIfInput) -> None:
    """Refuse numbers that are none, or that exact sums would never end with (1E-999999)."""
    fields = {
        f"choices[{number}].quantity": f"Informe um número com no máximo {_QUANTITY_PLACES} casas decimais."
        for number, each in enumerate(data.choices)
        if each.quantity is not None and not _is_quantity(each.quantity)
    }
    if fields:
        raise InvalidInput(fields=fields)


def _is_quantity(value: Decimal) -> bool:
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -_QUANTITY_PLACES and value.adjusted() < _QUANTITY_DIGITS


def _need(item: asyncpg.Record, quantity: Decimal) -> Need:
    return Need(
        item_id=item["id"],
        position=item["position"],
        description=item["description"],
        unit=item["unit"],
        quantity=quantity,
        estimated_unit_price=item["estimated_unit_price"],
    )


def _answer(row: asyncpg.Record, offers: Iterable[Offer]) -> Answer:
    return Answer(
        quotation_id=row["id"],
        supplier_id=row["supplier_id"],
        supplier_name=row["supplier_name"],
        answered_at=row["answered_at"],
        score=row["supplier_score"],
        payment_days=tuple(row["payment_days"]),
        payment_terms=row["payment_terms"],
        delivery_days=row["delivery_days"],
        valid_until=row["valid_until"],
        freight=row["freight"],
        taxes=row["taxes"],
        discount=row["discount"],
        offers=tuple(offers),
    )


def _offers(row: asyncpg.Record) -> list[Offer]:
    columns = [row[name] for name in quotation_store.OFFER_COLUMNS]
    return [
        Offer(**dict(zip(quotation_store.OFFER_COLUMNS, values, strict=True))) for values in zip(*columns, strict=True)
    ]


def _without_answer(row: asyncpg.Record) -> WithoutAnswer:
    return WithoutAnswer(
        quotation_id=row["id"],
        supplier=Ref(id=row["supplier_id"], name=row["supplier_name"]),
        status=row["status"],
        declined_reason=row["declined_reason"],
    )


def _above(basket: Basket, cheapest: Basket | None) -> Decimal | None:
    return None if cheapest is None else basket.present_value - cheapest.present_value

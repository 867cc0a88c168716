"""The approval policy of an organisation: its figures and defaults, its document, and what makes it wrong."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec

from esteio.brazil.numbers import format_decimal
from esteio.core.errors import InvalidInput
from esteio.modules.procurement.rules.vocabulary import BudgetRule

_MOST_PLACES = 4


class ApprovalPolicy(msgspec.Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """By what requests are judged, from one version to the next; `ApprovalPolicy()` is what a new organisation has.

    Closed, so that a misspelt figure is refused and not ignored. Decimals travel as text.
    """

    second_signature_above: Decimal = Decimal("2500.00")
    """R$; a larger total takes a second signature (A3). From 100 to 100,000 (domain page, "Approvals")."""
    least_answers: int = 3
    """An award after fewer answers needs a written exception."""
    quantity_change_percent: Decimal = Decimal(50)
    """A supplier that offers a quantity this far from the one asked for says why."""
    over_delivery_percent: Decimal = Decimal(5)
    """More of an item than was ordered is received up to here."""
    price_tolerance_percent: Decimal = Decimal(1)
    """An invoice's unit price this far from the order's is no difference in the three-way match."""
    item_discount_cap_percent: Decimal = Decimal(30)
    global_discount_cap_percent: Decimal = Decimal(20)
    """Larger discounts in a quotation are taken for mistakes."""
    monthly_rate_percent: Decimal = Decimal("1.5")
    """What money costs a month: brings payment in days to its present value in comparisons."""
    reminder_hours: int = 24
    """After this, whoever should sign is reminded, once a stage."""
    escalation_hours: int = 72
    """After this, whoever stands above may sign as well."""
    budget: BudgetRule = BudgetRule.FLAG
    quotation_days: int = 5
    """How long suppliers have to answer, unless a round says otherwise."""


def policy_json(policy: ApprovalPolicy) -> bytes:
    """The policy as JSON, from which `read_policy` gives back an equal one."""
    return msgspec.json.encode(policy)


def read_policy(stored: bytes | str) -> ApprovalPolicy:
    """Read a stored policy. A figure that it lacks has today's default, one that this program does not know is dropped:
    the document may be of a newer or older release.

    Raises:
        msgspec.ValidationError: a figure is not of its type. msgspec.DecodeError: not JSON.
    """
    known = {field.encode_name for field in msgspec.structs.fields(ApprovalPolicy)}
    document = msgspec.json.decode(stored, type=dict[str, Any])
    return msgspec.convert({name: value for name, value in document.items() if name in known}, ApprovalPolicy)


def validate_policy(policy: ApprovalPolicy) -> None:
    """Return when every figure is usable and they agree with each other.

    Raises:
        InvalidInput: `fields` maps the camelCase name of each wrong figure to what to do (pt-BR).
    """
    fields: dict[str, str] = {}
    for name, value, least, most, places in (
        ("secondSignatureAbove", policy.second_signature_above, 100, 100_000, 2),
        ("quantityChangePercent", policy.quantity_change_percent, 0, 1_000, _MOST_PLACES),
        ("overDeliveryPercent", policy.over_delivery_percent, 0, 100, _MOST_PLACES),
        ("priceTolerancePercent", policy.price_tolerance_percent, 0, 100, _MOST_PLACES),
        ("itemDiscountCapPercent", policy.item_discount_cap_percent, 0, 100, _MOST_PLACES),
        ("globalDiscountCapPercent", policy.global_discount_cap_percent, 0, 100, _MOST_PLACES),
        ("monthlyRatePercent", policy.monthly_rate_percent, 0, 20, _MOST_PLACES),
    ):
        if finding := _finding(value, least, most, places):
            fields[name] = finding
    for name, value, least, most in (
        ("leastAnswers", policy.least_answers, 1, 20),
        ("reminderHours", policy.reminder_hours, 1, 720),
        ("escalationHours", policy.escalation_hours, 2, 2_160),
        ("quotationDays", policy.quotation_days, 1, 90),
    ):
        if not least <= value <= most:
            fields[name] = f"Informe um número inteiro de {least} a {format_decimal(Decimal(most))}."
    if "escalationHours" not in fields and policy.escalation_hours <= policy.reminder_hours:
        fields["escalationHours"] = "Passe adiante só depois de lembrar: informe mais horas do que as do lembrete."
    if fields:
        count = len(fields)
        raise InvalidInput(
            "Um valor da política de alçadas precisa de correção."
            if count == 1
            else f"{count} valores da política de alçadas precisam de correção.",
            fields=fields,
        )


def _finding(value: Decimal, least: int, most: int, places: int) -> str:
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int):
        return "Informe um número."
    if not least <= value <= most:
        return f"Informe um valor de {format_decimal(Decimal(least))} a {format_decimal(Decimal(most))}."
    if -exponent > places:
        return f"Use no máximo {places} casas decimais."
    return ""

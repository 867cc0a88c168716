"""How a price is paid: instalments, discounts, late payment, and the terms of the proposal."""

from __future__ import annotations

import datetime
from decimal import Decimal

import msgspec

from esteio.brazil.business_days import Calendar, next_business_day
from esteio.brazil.dates import format_date
from esteio.brazil.money import format_money
from esteio.core.allocation import apportion, to_cents
from esteio.core.errors import InvalidInput
from esteio.modules.estimating.rules.policy import PaymentFigures, PricePolicy
from esteio.modules.estimating.rules.schedule import Schedule
from esteio.modules.estimating.rules.vocabulary import PaymentPlan
from esteio.modules.estimating.rules.wording import percent_text

_DAYS_A_MONTH = 30


class Instalment(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A part of the price, R$, and the business day on which it falls due."""

    number: int
    label: str
    amount: Decimal
    due_on: datetime.date


class Discount(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A discount that a person gives on the price."""

    amount: Decimal
    """R$."""
    percent: Decimal
    """Of the price, to the hundredth."""
    net_total: Decimal
    needs_approval: bool


class CashOffer(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What the client pays who pays all at once."""

    percent: Decimal
    discount: Decimal
    total: Decimal


class LateCharge(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What is due for an instalment paid late, R$."""

    days_late: int
    fine: Decimal
    interest: Decimal
    total: Decimal


class CommercialTerms(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """The terms of a proposal, dated; `clauses` are its sentences in Portuguese."""

    valid_until: datetime.date
    """Last day on which the client may accept."""
    payment: str
    """When it falls due, as `30/60/90 dias após o aceite`."""
    cash: CashOffer
    revisions: int
    late_fine_percent: Decimal
    late_interest_percent_month: Decimal
    adjustment_index: str
    adjustment_months: int
    clauses: tuple[str, ...]


def instalments(
    total: Decimal, policy: PricePolicy, accepted_on: datetime.date, schedule: Schedule, calendar: Calendar
) -> tuple[Instalment, ...]:
    """The instalments of a price (after any discount) by the plan of the policy; they add to it to the cent.

    `por_data`: so many calendar days after acceptance. `por_etapa`: at the end of each stage, in proportion to its
    amount. A due day without banks moves to the next business day (Código Civil, art. 132, § 1º).
    """
    if policy.payment.plan is PaymentPlan.POR_ETAPA:
        stages = [stage for stage in schedule.stages if stage.amount]
        weights = [stage.amount for stage in stages]
        due = [(f"Entrega: {stage.name}", stage.end) for stage in stages]
    else:
        terms = policy.payment.instalments
        weights = [term.parts for term in terms]
        due = [(_days_label(term.days), accepted_on + datetime.timedelta(days=term.days)) for term in terms]
    amounts = apportion(total, weights)
    return tuple(
        Instalment(number=number, label=label, amount=amount, due_on=next_business_day(day, calendar))
        for number, ((label, day), amount) in enumerate(zip(due, amounts, strict=True), start=1)
    )


def discount_by_percent(total: Decimal, percent: Decimal, figures: PaymentFigures) -> Discount:
    """A discount of so many % of the price, rounded to the cent. Raises InvalidInput under 0 or from 100 on."""
    if not percent.is_finite() or not 0 <= percent < 100:
        raise InvalidInput("O desconto não vale.", fields={"percent": "Informe um percentual de 0 até menos de 100."})
    return discount_by_amount(total, to_cents(total * percent / 100), figures)


def discount_by_amount(total: Decimal, amount: Decimal, figures: PaymentFigures) -> Discount:
    """A discount of so many R$; it needs approval above the limit of the policy (15%), at the limit it does not.

    Raises:
        InvalidInput: negative, in fractions of a cent, or not under the price.
    """
    if not amount.is_finite() or not 0 <= amount < total or amount != to_cents(amount):
        text = f"Informe um valor em reais e centavos, menor que {format_money(total)}."
        raise InvalidInput("O desconto não vale.", fields={"amount": text})
    limit = to_cents(total * figures.discount_limit_percent / 100)
    return Discount(
        amount=amount,
        percent=to_cents(amount * 100 / total),
        net_total=total - amount,
        needs_approval=amount > limit,
    )


def cash_offer(total: Decimal, figures: PaymentFigures) -> CashOffer:
    """What is paid at once: the price after any discount less the cash discount, which needs no approval."""
    discount = to_cents(total * figures.cash_discount_percent / 100)
    return CashOffer(percent=figures.cash_discount_percent, discount=discount, total=total - discount)


def late_charge(amount: Decimal, due_on: datetime.date, paid_on: datetime.date, figures: PaymentFigures) -> LateCharge:
    """What an instalment costs when paid on a day: a fine once, and simple interest by the day (1/30 of a month's).

    Nothing is added up to the due day. Source: 2% + 1% a month of the domain page, as usual under art. 52, § 1º of
    the Código de Defesa do Consumidor and art. 406 of the Código Civil.
    """
    days = max(0, (paid_on - due_on).days)
    fine = to_cents(amount * figures.late_fine_percent / 100) if days else Decimal("0.00")
    interest = to_cents(amount * figures.late_interest_percent_month * days / (100 * _DAYS_A_MONTH))
    return LateCharge(days_late=days, fine=fine, interest=interest, total=amount + fine + interest)


def commercial_terms(net_total: Decimal, policy: PricePolicy, sent_on: datetime.date) -> CommercialTerms:
    """The terms of a proposal for that price (after any discount), sent on that day."""
    payment, terms = policy.payment, policy.terms
    valid_until = sent_on + datetime.timedelta(days=terms.valid_days)
    cash = cash_offer(net_total, payment)
    clauses = [
        f"Proposta válida até {format_date(valid_until)}.",
        f"Pagamento: {_plan_text(payment)}.",
        f"Em atraso: multa de {percent_text(payment.late_fine_percent)} e juros de "
        f"{percent_text(payment.late_interest_percent_month)} ao mês, calculados por dia.",
        f"Revisões incluídas: {terms.revisions}.",
        f"Valores reajustados a cada {terms.adjustment_months} meses pela variação do {terms.adjustment_index}.",
    ]
    if cash.discount:
        text = f"À vista, com {percent_text(cash.percent)} de desconto: {format_money(cash.total)}."
        clauses.insert(2, text)
    return CommercialTerms(
        valid_until=valid_until,
        payment=_plan_text(payment),
        cash=cash,
        revisions=terms.revisions,
        late_fine_percent=payment.late_fine_percent,
        late_interest_percent_month=payment.late_interest_percent_month,
        adjustment_index=terms.adjustment_index,
        adjustment_months=terms.adjustment_months,
        clauses=tuple(clauses),
    )


def _plan_text(figures: PaymentFigures) -> str:
    if figures.plan is PaymentPlan.POR_ETAPA:
        return "na entrega de cada etapa"
    days = "/".join(str(term.days) for term in figures.instalments if term.days)
    later = [f"{days} dias após o aceite"] if days else []
    return " e ".join(["no aceite", *later] if figures.instalments[0].days == 0 else later)


def _days_label(days: int) -> str:
    return f"{days} dias após o aceite" if days else "No aceite"

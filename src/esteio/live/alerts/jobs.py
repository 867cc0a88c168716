"""Telling of alerts: one job a message, so that each is tried again by itself."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import datetime
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

import asyncpg
import msgspec

from esteio.core.db import Database
from esteio.core.jobs import DEFAULT_ZONE, JobContext, job
from esteio.core.mail import Mailer, MailMessage
from esteio.core.telemetry import Metric
from esteio.live.alerts import store
from esteio.live.alerts.rules import EMAIL, Comparison, Severity, sentence, title, value_text
from esteio.live.alerts.targets import Targets
from esteio.settings import Settings


class AlertEvent(StrEnum):
    """What is told of an alert."""

    OPENED = "opened"
    RESOLVED = "resolved"


class AlertMail(msgspec.Struct, frozen=True):
    """Whom to mail of what."""

    alert_id: UUID
    event: AlertEvent
    user_id: UUID


class AlertMessage(msgspec.Struct, frozen=True):
    """Which target to tell of what."""

    alert_id: UUID
    event: AlertEvent
    target: str


class AlertTrial(msgspec.Struct, frozen=True):
    """Which rule to try on which of its targets, and who asks: a mail goes to them alone."""

    rule_id: UUID
    target: str
    user_id: UUID


class AlertText(msgspec.Struct, frozen=True):
    """A message."""

    title: str
    body: str
    severity: Severity
    resolved: bool


@job("live.alert.mail", retries=5)
async def mail_alert(context: JobContext, payload: AlertMail) -> None:
    """Mail one operator of one event. A second run finds that they were told, and sends nothing."""
    async with context.services[Database].unscoped() as tx:
        address = await store.find_email(tx, payload.user_id)
    if address is None:
        return
    async with _once(context, payload.alert_id, payload.event, f"user:{payload.user_id}") as text:
        if text is not None:
            await context.services[Mailer].send(MailMessage(to=address, subject=text.title, text=text.body))


@job("live.alert.send", retries=5, timeout_s=120)
async def send_alert(context: JobContext, payload: AlertMessage) -> None:
    """Tell one target of one event. A second run finds that it was told, and sends nothing."""
    async with _once(context, payload.alert_id, payload.event, f"target:{payload.target}") as text:
        if text is not None:
            await context.services[Targets].send(
                payload.target, title=text.title, body=text.body, severity=text.severity, resolved=text.resolved
            )


@job("live.alert.try", retries=1)
async def try_rule(context: JobContext, payload: AlertTrial) -> None:
    """Tell a target of a rule that this is a test. A second run says so again, which harms nobody."""
    async with context.services[Database].unscoped() as tx:
        row = await store.find_rule(tx, payload.rule_id)
        address = await store.find_email(tx, payload.user_id)
    if row is None:
        return
    rule = store.read_rule(row)
    heading = f"[Teste] {rule.name}"
    body = (
        "Isto é um teste: nada aconteceu.\n"
        f"A regra avisa quando: {sentence(rule.metric, rule.comparison, rule.threshold)}, por {rule.lasting_s} s.\n"
    )
    if payload.target != EMAIL:
        targets = context.services[Targets]
        await targets.send(payload.target, title=heading, body=body, severity=Severity.INFO, resolved=False)
    elif address is not None:
        await context.services[Mailer].send(MailMessage(to=address, subject=heading, text=body))


@asynccontextmanager
async def _once(
    context: JobContext, alert_id: UUID, event: AlertEvent, recipient: str
) -> AsyncGenerator[AlertText | None]:
    """The text to send, or None when it was sent before.

    Noted before it is sent, so that nobody gets it twice; undone by an error.
    """
    database = context.services[Database]
    async with database.unscoped() as tx:
        alert = await store.find_alert(tx, alert_id)
        taken = alert is not None and await store.take_message(tx, alert_id, event, recipient)
    if alert is None or not taken:
        yield None
        return
    try:
        yield alert_text(alert, event, context.services[Settings].base_url)
    except BaseException:
        async with database.unscoped() as tx:
            await store.give_back_message(tx, alert_id, event, recipient)
        raise


def alert_text(alert: asyncpg.Record, event: AlertEvent, base_url: str) -> AlertText:
    """What is said of an alert."""
    metric, severity = Metric(alert["metric"]), Severity(alert["severity"])
    resolved = event is AlertEvent.RESOLVED
    lines = [
        f"{sentence(metric, Comparison(alert['comparison']), alert['threshold'])}.",
        f"Desde {_moment(alert['opened_at'])}; valor então: {value_text(metric, alert['value'])}.",
    ]
    if resolved and alert["closed_at"] is not None:
        worst = value_text(metric, alert["peak"])
        lines.append(f"Voltou ao normal em {_moment(alert['closed_at'])}; pior valor: {worst}.")
    lines.append(f"Métricas: {base_url}/configuracoes")
    return AlertText(title(alert["name"], severity, resolved=resolved), "\n".join(lines) + "\n", severity, resolved)


def _moment(at: datetime) -> str:
    return f"{at.astimezone(ZoneInfo(DEFAULT_ZONE)):%d/%m/%Y %H:%M:%S}"

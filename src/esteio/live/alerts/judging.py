"""Judging the figures by the stored rules: in one process at a time, in one transaction a look."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import UUID

import structlog

from esteio.core.db import Tx
from esteio.core.jobs import enqueue
from esteio.core.telemetry import RealtimeMetrics
from esteio.live.alerts import store
from esteio.live.alerts.jobs import AlertEvent, AlertMail, AlertMessage, mail_alert, send_alert
from esteio.live.alerts.rules import EMAIL, AlertRule, Move, look

log = structlog.get_logger(__name__)


async def judge(tx: Tx, metrics: RealtimeMetrics, at: datetime, before: datetime | None, *, operators: str) -> None:
    """Open and close alerts, and queue what is to be said of them, in an unscoped transaction.

    `at` and `before` are when one looks now and looked last; `operators` is the permission of those who get mail. A
    crash before the commit leaves everything as it was, and the next look comes to the same.
    """
    for rule, state in await store.list_states(tx):
        value = metrics.value_of(rule.metric)
        after, move = look(rule, state, value, at, before)
        if after != state:
            await store.put_state(tx, rule.id, after)
        if move is Move.OPEN:
            alert_id = await store.open_alert(tx, rule, value, at)
            await _tell(tx, rule, alert_id, AlertEvent.OPENED, operators)
            tx.after_commit(partial(_log_opened, rule, value))
        elif move is Move.CLOSE:
            closed = await store.close_alert(tx, rule.id)
            # Somebody switched the rule off: they know.
            if closed is not None and rule.enabled:
                await _tell(tx, rule, closed, AlertEvent.RESOLVED, operators)
            tx.after_commit(partial(_log_closed, rule, value))
        elif after.is_open:
            await store.note_peak(tx, rule, value)


async def _tell(tx: Tx, rule: AlertRule, alert_id: UUID, event: AlertEvent, operators: str) -> None:
    for target in rule.targets:
        if target == EMAIL:
            for user_id in await store.list_operators(tx, operators):
                payload = AlertMail(alert_id=alert_id, event=event, user_id=user_id)
                await enqueue(tx, mail_alert, payload, tenant_id=None)
        else:
            payload = AlertMessage(alert_id=alert_id, event=event, target=target)
            await enqueue(tx, send_alert, payload, tenant_id=None)


def _log_opened(rule: AlertRule, value: float) -> None:
    log.warning("alert_opened", rule=rule.name, metric=rule.metric, value=value, severity=rule.severity)


def _log_closed(rule: AlertRule, value: float) -> None:
    log.info("alert_closed", rule=rule.name, metric=rule.metric, value=value)

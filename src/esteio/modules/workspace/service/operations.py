"""Running the installation: how its figures went, and the rules of its alerts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import asyncpg

from esteio.core.access import Actor
from esteio.core.audit import AuditEntry, Origin, record
from esteio.core.db import Tx
from esteio.core.errors import Conflict, InvalidInput, NotFound, VersionConflict
from esteio.core.jobs import enqueue
from esteio.core.listing import check_text
from esteio.core.telemetry import Metric
from esteio.core.telemetry import store as telemetry_store
from esteio.live.alerts import EMAIL, AlertRule
from esteio.live.alerts import store as alert_store
from esteio.live.alerts.jobs import AlertTrial, try_rule
from esteio.live.alerts.rules import RuleState, fits
from esteio.modules.workspace.operation_schemas import AlertRuleInput, AlertRuleView, HistoryPoint, MetricHistory

HISTORY_DEFAULT = timedelta(hours=24)
HISTORY_MOST = timedelta(days=31)
HISTORY_POINTS = 500
MOST_RULES = 200


async def history(tx: Tx, metric: Metric, since: datetime | None, until: datetime | None) -> MetricHistory:
    """How a metric went between two times, by default the last day; raises `InvalidInput`."""
    until = until or datetime.now(UTC)
    since = since or until - HISTORY_DEFAULT
    for name, at in (("from", since), ("to", until)):
        if at.tzinfo is None:
            raise InvalidInput(fields={name: "Diga o fuso, como em 2026-01-15T10:30:00Z."})
    if not timedelta() < until - since <= HISTORY_MOST:
        raise InvalidInput(fields={"from": f"Use um período de até {HISTORY_MOST.days} dias, que termine depois."})
    rows = await telemetry_store.read_history(tx, metric, since, until, HISTORY_POINTS)
    points = [HistoryPoint(at=row["at"], mean=round(row["mean"], 4), most=row["most"]) for row in rows]
    return MetricHistory(metric=metric, data=points)


async def list_rules(tx: Tx) -> list[AlertRuleView]:
    """Every rule."""
    return [_rule(row) for row in await alert_store.list_rules(tx)]


async def create_rule(
    tx: Tx, actor: Actor, data: AlertRuleInput, targets: Sequence[str], origin: Origin
) -> AlertRuleView:
    """A new rule; raises `InvalidInput`, `Conflict` when there are too many."""
    if await alert_store.count_rules(tx) >= MOST_RULES:
        raise Conflict(f"Há {MOST_RULES} regras; apague uma antes.")
    rule = _checked(uuid4(), data, targets)
    await alert_store.insert_rule(tx, rule)
    record(tx, _entry("alert_rules.created", actor, rule.id, origin))
    return await _get(tx, rule.id)


async def change_rule(
    tx: Tx,
    actor: Actor,
    rule_id: UUID,
    data: AlertRuleInput,
    targets: Sequence[str],
    version: int | None,
    origin: Origin,
) -> AlertRuleView:
    """Replace a rule; raises `NotFound`, `VersionConflict`, `InvalidInput`."""
    before = await _lock(tx, rule_id)
    if version is not None and version != before["version"]:
        raise VersionConflict(version=before["version"])
    rule = _checked(rule_id, data, targets)
    if (rule.metric, rule.comparison) != (before["metric"], before["comparison"]):
        # What stands open is about something else.
        await alert_store.close_alert(tx, rule_id)
        await alert_store.put_state(tx, rule_id, RuleState())
    await alert_store.update_rule(tx, rule)
    record(tx, _entry("alert_rules.changed", actor, rule_id, origin))
    return await _get(tx, rule_id)


async def delete_rule(tx: Tx, actor: Actor, rule_id: UUID, origin: Origin) -> None:
    """Remove a rule; raises `NotFound`."""
    await _lock(tx, rule_id)
    await alert_store.delete_rule(tx, rule_id)
    record(tx, _entry("alert_rules.deleted", actor, rule_id, origin))


async def start_trial(tx: Tx, actor: Actor, rule_id: UUID) -> None:
    """Tell every target of a rule that this is a test; raises `NotFound`."""
    row = await _lock(tx, rule_id)
    for target in row["targets"]:
        payload = AlertTrial(rule_id=rule_id, target=target, user_id=actor.user_id)
        await enqueue(tx, try_rule, payload, tenant_id=actor.tenant_id, actor_id=actor.user_id)


def _checked(rule_id: UUID, data: AlertRuleInput, targets: Sequence[str]) -> AlertRule:
    fields: dict[str, str] = {}
    name = check_text("name", data.name).strip()
    if not name:
        fields["name"] = "Dê um nome à regra."
    if not fits(data.comparison, data.threshold, data.clear_threshold):
        fields["clearThreshold"] = "Use um valor do lado bom do limite, ou o próprio limite."
    known = [EMAIL, *targets]
    unknown = sorted(set(data.targets) - set(known))
    if unknown:
        fields["targets"] = f"Não existe: {', '.join(unknown[:5])}. Há: {', '.join(known)}."
    if fields:
        raise InvalidInput(fields=fields)
    return AlertRule(
        id=rule_id,
        name=name,
        metric=data.metric,
        comparison=data.comparison,
        threshold=data.threshold,
        lasting_s=data.lasting_s,
        clear_threshold=data.clear_threshold,
        clear_lasting_s=data.clear_lasting_s,
        severity=data.severity,
        targets=tuple(dict.fromkeys(data.targets)),
        enabled=data.enabled,
    )


async def _lock(tx: Tx, rule_id: UUID) -> asyncpg.Record:
    row = await alert_store.lock_rule(tx, rule_id)
    if row is None:
        raise NotFound("Essa regra não existe.")
    return row


async def _get(tx: Tx, rule_id: UUID) -> AlertRuleView:
    row = await alert_store.find_rule(tx, rule_id)
    if row is None:
        raise RuntimeError("it was just written")
    return _rule(row)


def _rule(row: asyncpg.Record) -> AlertRuleView:
    rule = alert_store.read_rule(row)
    return AlertRuleView(
        id=rule.id,
        name=rule.name,
        metric=rule.metric,
        comparison=rule.comparison,
        threshold=rule.threshold,
        lasting_s=rule.lasting_s,
        clear_threshold=rule.clear_threshold,
        clear_lasting_s=rule.clear_lasting_s,
        severity=rule.severity,
        targets=list(rule.targets),
        enabled=rule.enabled,
        open_since=row["open_since"],
        version=row["version"],
    )


def _entry(action: str, actor: Actor, rule_id: UUID, origin: Origin) -> AuditEntry:
    return AuditEntry(
        action=action,
        tenant_id=actor.tenant_id,
        user_id=actor.user_id,
        thing="alert_rule",
        thing_id=rule_id,
        origin=origin,
    )

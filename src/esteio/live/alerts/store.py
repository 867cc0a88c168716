"""Alert rules and alerts in PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import asyncpg

from esteio.core.db import Tx
from esteio.core.telemetry import Metric
from esteio.live.alerts.rules import AlertRule, Comparison, RuleState, Severity


async def list_rules(tx: Tx) -> list[asyncpg.Record]:
    """Every rule, the oldest first, and since when its alert is open."""
    return await tx.fetch(
        """
        select r.*, a.opened_at as open_since from alert_rules r
        left join alerts a on a.rule_id = r.id and a.closed_at is null order by r.created_at, r.id
        """
    )


async def find_rule(tx: Tx, rule_id: UUID) -> asyncpg.Record | None:
    """One rule, and since when its alert is open."""
    return await tx.fetchrow(
        """
        select r.*, a.opened_at as open_since from alert_rules r
        left join alerts a on a.rule_id = r.id and a.closed_at is null where r.id = $1
        """,
        rule_id,
    )


async def lock_rule(tx: Tx, rule_id: UUID) -> asyncpg.Record | None:
    """One rule, for changing it."""
    return await tx.fetchrow("select * from alert_rules where id = $1 for update", rule_id)


async def insert_rule(tx: Tx, rule: AlertRule) -> None:
    """A new rule."""
    await tx.execute(
        """
        insert into alert_rules (id, name, metric, comparison, threshold, lasting_s, clear_threshold, clear_lasting_s,
                                 severity, targets, enabled)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """,
        *_values(rule),
    )


async def update_rule(tx: Tx, rule: AlertRule) -> None:
    """Replace what a rule says."""
    await tx.execute(
        """
        update alert_rules set name = $2, metric = $3, comparison = $4, threshold = $5, lasting_s = $6,
               clear_threshold = $7, clear_lasting_s = $8, severity = $9, targets = $10, enabled = $11
        where id = $1
        """,
        *_values(rule),
    )


async def delete_rule(tx: Tx, rule_id: UUID) -> None:
    """Remove a rule; its open alert is closed, and its alerts stay."""
    await close_alert(tx, rule_id)
    await tx.execute("delete from alert_rules where id = $1", rule_id)


async def count_rules(tx: Tx) -> int:
    """How many there are."""
    return await tx.fetchval("select count(*) from alert_rules")


async def list_states(tx: Tx) -> list[tuple[AlertRule, RuleState]]:
    """Every rule with where it stands, for `judge`: no rule changes until the transaction ends."""
    rows = await tx.fetch(
        """
        select r.*, s.breached_since, s.cleared_since,
               exists(select from alerts a where a.rule_id = r.id and a.closed_at is null) as is_open
        from alert_rules r left join alert_states s on s.rule_id = r.id order by r.id for share of r
        """
    )
    return [
        (
            read_rule(row),
            RuleState(is_open=row["is_open"], breached_since=row["breached_since"], cleared_since=row["cleared_since"]),
        )
        for row in rows
    ]


async def put_state(tx: Tx, rule_id: UUID, state: RuleState) -> None:
    """Note where a rule stands (whether it is open is for the alert to say)."""
    await tx.execute(
        """
        insert into alert_states (rule_id, breached_since, cleared_since) values ($1, $2, $3)
        on conflict (rule_id) do update set breached_since = excluded.breached_since,
                                            cleared_since = excluded.cleared_since
        """,
        rule_id,
        state.breached_since,
        state.cleared_since,
    )


async def open_alert(tx: Tx, rule: AlertRule, value: float, at: datetime) -> UUID:
    """Open the alert of a rule."""
    return await tx.fetchval(
        """
        insert into alerts (rule_id, name, metric, comparison, threshold, severity, opened_at, value, peak)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $8) returning id
        """,
        rule.id,
        rule.name,
        rule.metric,
        rule.comparison,
        rule.threshold,
        rule.severity,
        at,
        value,
    )


async def note_peak(tx: Tx, rule: AlertRule, value: float) -> None:
    """Keep the worst value of the rule's open alert."""
    worst = "greatest" if rule.comparison is Comparison.ABOVE else "least"
    await tx.execute(
        f"""
        update alerts set peak = $2
        where rule_id = $1 and closed_at is null and metric = $3 and {worst}(peak, $2) <> peak
        """,  # noqa: S608 - one of two words
        rule.id,
        value,
        rule.metric,
    )


async def close_alert(tx: Tx, rule_id: UUID) -> UUID | None:
    """Close the open alert of a rule; None when there is none."""
    return await tx.fetchval(
        "update alerts set closed_at = now() where rule_id = $1 and closed_at is null returning id", rule_id
    )


async def find_alert(tx: Tx, alert_id: UUID) -> asyncpg.Record | None:
    """One alert."""
    return await tx.fetchrow("select * from alerts where id = $1", alert_id)


async def take_message(tx: Tx, alert_id: UUID, event: str, recipient: str) -> bool:
    """Whether this recipient was not told of it yet; from now on they were."""
    return bool(
        await tx.fetchval(
            """
            insert into alert_messages (alert_id, event, recipient) values ($1, $2, $3)
            on conflict do nothing returning true
            """,
            alert_id,
            event,
            recipient,
        )
    )


async def give_back_message(tx: Tx, alert_id: UUID, event: str, recipient: str) -> None:
    """Undo `take_message`: it was not sent."""
    await tx.execute(
        "delete from alert_messages where alert_id = $1 and event = $2 and recipient = $3", alert_id, event, recipient
    )


async def list_operators(tx: Tx, permission: str) -> list[UUID]:
    """The people who operate the installation: who hold `permission` in an organisation that does. Unscoped."""
    rows = await tx.fetch(
        """
        select distinct m.user_id
        from organisations o
        join memberships m on m.tenant_id = o.id and m.status = 'active'
        join users u on u.id = m.user_id and u.status = 'active'
        join membership_roles mr on mr.tenant_id = m.tenant_id and mr.user_id = m.user_id
        join roles r on r.id = mr.role_id and r.permissions && array['*', $1]
        where o.operates order by m.user_id
        """,
        permission,
    )
    return [row["user_id"] for row in rows]


async def find_email(tx: Tx, user_id: UUID) -> str | None:
    """The address of an active person. Unscoped."""
    return await tx.fetchval("select email from users where id = $1 and status = 'active'", user_id)


def read_rule(row: asyncpg.Record) -> AlertRule:
    """The rule that a row holds."""
    return AlertRule(
        id=row["id"],
        name=row["name"],
        metric=Metric(row["metric"]),
        comparison=Comparison(row["comparison"]),
        threshold=row["threshold"],
        lasting_s=row["lasting_s"],
        clear_threshold=row["clear_threshold"],
        clear_lasting_s=row["clear_lasting_s"],
        severity=Severity(row["severity"]),
        targets=tuple(row["targets"]),
        enabled=row["enabled"],
    )


def _values(rule: AlertRule) -> Sequence[object]:
    return (
        rule.id,
        rule.name,
        rule.metric,
        rule.comparison,
        rule.threshold,
        rule.lasting_s,
        rule.clear_threshold,
        rule.clear_lasting_s,
        rule.severity,
        list(rule.targets),
        rule.enabled,
    )

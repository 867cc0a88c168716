"""How the installation is: figures, their history, alerts. For the people who operate it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from litestar import Response, delete, get, post, put
from litestar.params import FromPath, JSONBody, QueryParameter

from esteio.core.listing import ListSpec, Sort
from esteio.core.telemetry import Load, Metric, RealtimeMetrics
from esteio.http.routing import (
    AsActor,
    IfMatch,
    InContext,
    InTx,
    PageQuery,
    WithServices,
    answers,
    problem_responses,
    version_of,
)
from esteio.live.alerts import EMAIL, target_names
from esteio.modules.workspace import permissions
from esteio.modules.workspace.operation_schemas import (
    AlertPage,
    AlertRuleInput,
    AlertRules,
    AlertRuleView,
    MetricHistory,
    RealtimeHealth,
)
from esteio.modules.workspace.service import operations

ALERTS = ListSpec(
    source="alerts a",
    id="a.id",
    columns={
        "id": "a.id",
        "ruleId": "a.rule_id",
        "name": "a.name",
        "metric": "a.metric",
        "comparison": "a.comparison",
        "threshold": "a.threshold",
        "severity": "a.severity",
        "openedAt": "a.opened_at",
        "closedAt": "a.closed_at",
        "value": "a.value",
        "peak": "a.peak",
    },
    sorts={"openedAt": Sort("a.opened_at", "timestamptz")},
    default_sort="-openedAt",
    filters={"open": "(a.closed_at is null) = {}", "severity": "a.severity = {}"},
    search="search_text(a.name)",
)


@get(
    "/health/realtime",
    public=True,
    tags=["system"],
    responses={
        **answers(RealtimeHealth, status=503, description="The report, while changes cannot be told in time."),
        **problem_responses(),
    },
)
async def realtime_health(services: WithServices) -> Response[RealtimeHealth]:
    """How real time is. 503 while this process cannot tell changes in time; full or slow is `busy`, and 200."""
    report = await services.telemetry.report()
    metrics = report.metrics
    health = RealtimeHealth(
        status=report.load,
        websocket_connections=metrics.active_connections,
        cache_hit_rate=metrics.cache_hit_rate,
        average_latency=metrics.average_latency,
        uptime=services.health.uptime(),
        memory_usage=services.health.memory(),
        timestamp=metrics.timestamp,
        exceeded=list(report.exceeded),
    )
    return Response(health, status_code=503 if report.load is Load.FAILING else 200)


@get(
    "/api/metrics/realtime",
    permission=permissions.OPERATIONS_READ,
    tags=["operations"],
    responses=problem_responses(401, 403, 429, 503),
)
async def realtime_metrics(services: WithServices) -> RealtimeMetrics:
    """The figures of the last minute, of all processes together."""
    return await services.telemetry.snapshot()


@get(
    "/api/metrics/history",
    permission=permissions.OPERATIONS_READ,
    tags=["operations"],
    responses=problem_responses(401, 403, 422, 429),
)
async def metric_history(
    tx: InTx,
    metric: Annotated[Metric, QueryParameter(description="Which.")],
    since: Annotated[datetime | None, QueryParameter(name="from", description="A day ago unless said.")] = None,
    until: Annotated[datetime | None, QueryParameter(name="to", description="Now unless said.")] = None,
) -> MetricHistory:
    """How a metric went, in up to 500 points; kept for 30 days."""
    return await operations.history(tx, metric, since, until)


@get(
    "/api/alert-rules",
    permission=permissions.OPERATIONS_READ,
    tags=["operations"],
    responses=problem_responses(401, 403, 429),
)
async def list_alert_rules(services: WithServices, tx: InTx) -> AlertRules:
    """Every rule, and the targets that it may name."""
    targets = target_names(services.settings.alert_targets)
    return AlertRules(data=await operations.list_rules(tx), available_targets=[EMAIL, *targets])


@post(
    "/api/alert-rules",
    permission=permissions.OPERATIONS_MANAGE,
    tags=["operations"],
    responses=problem_responses(400, 401, 403, 409, 413, 422, 429),
)
async def create_alert_rule(
    data: JSONBody[AlertRuleInput], services: WithServices, tx: InTx, actor: AsActor, context: InContext
) -> AlertRuleView:
    """Add a rule."""
    targets = target_names(services.settings.alert_targets)
    return await operations.create_rule(tx, actor, data, targets, context.origin)


@put(
    "/api/alert-rules/{rule_id:uuid}",
    permission=permissions.OPERATIONS_MANAGE,
    tags=["operations"],
    responses=problem_responses(400, 401, 403, 404, 409, 412, 413, 422, 429),
)
async def change_alert_rule(
    rule_id: FromPath[UUID],
    data: JSONBody[AlertRuleInput],
    services: WithServices,
    tx: InTx,
    actor: AsActor,
    context: InContext,
    if_match: IfMatch = None,
) -> AlertRuleView:
    """Replace a rule."""
    targets = target_names(services.settings.alert_targets)
    return await operations.change_rule(tx, actor, rule_id, data, targets, version_of(if_match), context.origin)


@delete(
    "/api/alert-rules/{rule_id:uuid}",
    permission=permissions.OPERATIONS_MANAGE,
    tags=["operations"],
    responses=problem_responses(401, 403, 404, 409, 422, 429),
)
async def delete_alert_rule(rule_id: FromPath[UUID], tx: InTx, actor: AsActor, context: InContext) -> None:
    """Delete a rule; its alerts stay, closed."""
    await operations.delete_rule(tx, actor, rule_id, context.origin)


@post(
    "/api/alert-rules/{rule_id:uuid}/test",
    permission=permissions.OPERATIONS_MANAGE,
    status_code=202,
    tags=["operations"],
    responses=problem_responses(401, 403, 404, 409, 422, 429),
)
async def try_alert_rule(rule_id: FromPath[UUID], tx: InTx, actor: AsActor) -> None:
    """Send a test message to every target of a rule; a mail goes to the one who asks."""
    await operations.start_trial(tx, actor, rule_id)


@get(
    "/api/alerts",
    permission=permissions.OPERATIONS_READ,
    tags=["operations"],
    responses={**answers(AlertPage), **problem_responses(401, 403, 422, 429)},
)
async def list_alerts(
    page: PageQuery,
    is_open: Annotated[bool | None, QueryParameter(name="open", description="Only the open, or the closed.")] = None,
    severity: Annotated[str | None, QueryParameter(max_length=20)] = None,
) -> Response[bytes]:
    """Alerts, the newest first."""
    return await page.answer(ALERTS, open=is_open, severity=severity)


OPERATION_ROUTES = (
    realtime_health,
    realtime_metrics,
    metric_history,
    list_alert_rules,
    create_alert_rule,
    change_alert_rule,
    delete_alert_rule,
    try_alert_rule,
    list_alerts,
)

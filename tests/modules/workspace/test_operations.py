"""Figures, alert rules and alerts over HTTP, for the people who operate the installation and nobody else."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import msgspec
import pytest
from tests.conditions import until
from tests.factories import Person, World

from esteio.app import run_worker, running_app
from esteio.core.telemetry import Metric
from esteio.modules.workspace import permissions
from esteio.settings import Settings

RULE = {
    "name": "Erros demais",
    "metric": "errorRate",
    "comparison": "above",
    "threshold": 0.05,
    "lastingS": 300,
    "clearThreshold": 0.02,
    "clearLastingS": 300,
    "severity": "critical",
    "targets": ["email"],
}
SHIPPED = 9


async def rules(person: Person) -> list[dict[str, Any]]:
    answer = await person.get("/api/alert-rules")
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


class TestRealtime:
    async def test_the_seeds_members_are_there_and_count(self, world: World) -> None:
        operator = await world.operator()
        answer = await operator.get("/api/metrics/realtime")
        assert answer.status_code == 200, answer.text
        seen = answer.json()
        for member in ("activeConnections", "requestsPerMinute", "cacheHitRate", "averageLatency"):
            assert isinstance(seen[member], int | float), member
        assert seen["processes"] >= 1
        assert seen.keys() >= {metric.value for metric in Metric}

    async def test_the_owner_of_another_organisation_gets_403_everywhere(self, world: World) -> None:
        owner = await world.organisation()
        named = await world.member_with(owner, permissions.OPERATIONS_READ, permissions.OPERATIONS_MANAGE)
        for person in (owner, named):
            for path in ("/api/metrics/realtime", "/api/metrics/history?metric=cpuPercent", "/api/alerts"):
                answer = await person.get(path)
                assert (answer.status_code, answer.json()["permission"]) == (403, permissions.OPERATIONS_READ)
            assert (await person.get("/api/alert-rules")).status_code == 403
            assert (await person.post("/api/alert-rules", json=RULE)).status_code == 403

    async def test_health_is_open_and_has_the_seeds_members(self, client: httpx.AsyncClient) -> None:
        answer = await client.get("/health/realtime")
        assert answer.status_code == 200, answer.text
        assert answer.json()["status"] == "ok"
        assert answer.json().keys() == {
            "status",
            "websocketConnections",
            "cacheHitRate",
            "averageLatency",
            "uptime",
            "memoryUsage",
            "timestamp",
            "exceeded",
        }
        assert answer.json()["memoryUsage"].keys() == {"rss", "heapTotal", "heapUsed", "external"}

    async def test_a_worker_counts_among_the_processes(self, world: World, settings: Settings) -> None:
        operator = await world.operator()
        before = (await operator.get("/api/metrics/realtime")).json()["processes"]
        stopping = asyncio.Event()
        worker = asyncio.create_task(run_worker(settings, stopping))

        async def one_more() -> bool:
            return (await operator.get("/api/metrics/realtime")).json()["processes"] == before + 1

        async def as_before() -> bool:
            return (await operator.get("/api/metrics/realtime")).json()["processes"] == before

        await until(one_more, within_s=10)
        stopping.set()
        await worker
        await until(as_before, within_s=10)


class TestHistory:
    async def test_a_metric_is_told_over_time(self, world: World) -> None:
        operator = await world.operator()

        async def is_kept() -> bool:
            answer = await operator.get("/api/metrics/history", params={"metric": "memoryMb"})
            assert answer.status_code == 200, answer.text
            return bool(answer.json()["data"])

        await until(is_kept, within_s=10)
        point = (await operator.get("/api/metrics/history", params={"metric": "memoryMb"})).json()["data"][-1]
        assert 10 < point["mean"] <= point["most"]

    @pytest.mark.parametrize(
        ("query", "status"),
        [
            ({"metric": "weather"}, 422),
            ({}, 422),
            ({"metric": "memoryMb", "from": "2026-01-01T00:00:00Z", "to": "2026-03-01T00:00:00Z"}, 422),
            ({"metric": "memoryMb", "from": "2026-01-02T00:00:00Z", "to": "2026-01-01T00:00:00Z"}, 422),
            ({"metric": "memoryMb", "from": "2026-01-01T00:00:00Z", "to": "2026-01-02T00:00:00Z"}, 200),
            ({"metric": "memoryMb", "from": "2026-01-01T00:00:00", "to": "2026-01-02T00:00:00Z"}, 422),
        ],
    )
    async def test_what_cannot_be_told_is_refused(self, world: World, query: dict[str, str], status: int) -> None:
        operator = await world.operator()
        answer = await operator.get("/api/metrics/history", params=query)
        assert answer.status_code == status, answer.text


class TestRules:
    async def test_those_of_the_seeds_are_there(self, world: World) -> None:
        operator = await world.operator()
        marks = {rule["metric"]: (rule["comparison"], rule["threshold"]) for rule in (await rules(operator))[:SHIPPED]}
        assert marks == {
            "averageLatency": ("above", 1000),
            "p95Latency": ("above", 2000),
            "cacheHitRate": ("below", 0.6),
            "memoryMb": ("above", 512),
            "cpuPercent": ("above", 80),
            "activeConnections": ("above", 800),
            "errorRate": ("above", 0.01),
            "feedLag": ("above", 10),
            "jobsWaiting": ("above", 1000),
        }

    async def test_a_rule_is_made_changed_tried_and_deleted(self, world: World) -> None:
        operator = await world.operator()
        made = await operator.post("/api/alert-rules", json=RULE)
        assert made.status_code == 201, made.text
        rule = made.json()
        assert {name: rule[name] for name in RULE} == RULE
        path = f"/api/alert-rules/{rule['id']}"
        changed = await operator.put(path, json={**RULE, "enabled": False}, headers={"If-Match": '"1"'})
        assert (changed.status_code, changed.json()["enabled"], changed.json()["version"]) == (200, False, 2)
        stale = await operator.put(path, json=RULE, headers={"If-Match": '"1"'})
        assert (stale.status_code, stale.json()["code"]) == (412, "VERSION_CONFLICT")
        assert (await operator.post(f"{path}/test")).status_code == 202
        assert (await operator.delete(path)).status_code == 204
        for answer in (await operator.delete(path), await operator.put(path, json=RULE)):
            assert answer.status_code == 404
        trail = (await operator.get("/api/audit", params={"q": "alert_rules"})).json()["data"]
        assert {line["action"] for line in trail} == {
            "alert_rules.created",
            "alert_rules.changed",
            "alert_rules.deleted",
        }

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"clearThreshold": 0.06}, "clearThreshold"),
            ({"targets": ["pager"]}, "targets"),
            ({"metric": "weather"}, "metric"),
            ({"lastingS": -1}, "lastingS"),
            ({"name": "  "}, "name"),
            ({"action": "scale_horizontal"}, "action"),
        ],
    )
    async def test_a_rule_that_makes_no_sense_is_refused(self, world: World, wrong: dict[str, Any], field: str) -> None:
        operator = await world.operator()
        answer = await operator.post("/api/alert-rules", json={**RULE, **wrong})
        assert (answer.status_code, list(answer.json()["fields"])) == (422, [field])

    async def test_addresses_of_targets_are_never_shown(self, world: World, settings: Settings) -> None:
        operator = await world.operator()
        own = msgspec.structs.replace(settings, alert_targets=("chat=json://127.0.0.1:9/S3CRET",))
        async with (
            running_app(own) as app,
            httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://esteio.test") as http,
        ):
            head = {"Authorization": f"Bearer {operator.token}"}
            answer = await http.get("/api/alert-rules", headers=head)
            assert answer.json()["availableTargets"] == ["email", "chat"]
            made = await http.post("/api/alert-rules", json={**RULE, "targets": ["chat"]}, headers=head)
            assert made.status_code == 201, made.text
            assert "S3CRET" not in answer.text + made.text
            await http.delete(f"/api/alert-rules/{made.json()['id']}", headers=head)


class TestAlerts:
    async def test_what_is_wrong_now_opens_an_alert_and_a_change_of_subject_closes_it(self, world: World) -> None:
        operator = await world.operator()
        # Every process takes more than a megabyte.
        memory = {**RULE, "metric": "memoryMb", "threshold": 1, "clearThreshold": 0, "lastingS": 0, "targets": []}
        rule = (await operator.post("/api/alert-rules", json=memory)).json()

        async def is_open() -> bool:
            found = (await operator.get("/api/alerts", params={"open": "true"})).json()["data"]
            return any(each["ruleId"] == rule["id"] for each in found)

        await until(is_open, within_s=15)
        alerts = (await operator.get("/api/alerts", params={"open": "true", "severity": "critical"})).json()["data"]
        [alert] = [each for each in alerts if each["ruleId"] == rule["id"]]
        assert (alert["name"], alert["metric"], alert["closedAt"]) == ("Erros demais", "memoryMb", None)
        assert alert["peak"] >= alert["value"] > 1
        opened = datetime.fromisoformat(alert["openedAt"])
        assert abs(datetime.now(UTC) - opened) < timedelta(minutes=1)
        found = next(each for each in await rules(operator) if each["id"] == rule["id"])
        assert datetime.fromisoformat(found["openSince"]) == opened

        assert (await operator.put(f"/api/alert-rules/{rule['id']}", json=RULE)).status_code == 200
        assert not await is_open()
        assert (await operator.delete(f"/api/alert-rules/{rule['id']}")).status_code == 204

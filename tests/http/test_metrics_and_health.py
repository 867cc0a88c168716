"""What machines ask over HTTP: whether it lives, whether it can serve, and the figures of all processes."""

from __future__ import annotations

import re
import signal
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from msgspec.structs import replace
from prometheus_client.parser import text_string_to_metric_families
from tests.factories import World
from tests.plain_http import NO_TLS
from tests.serving import Server, ended

from esteio.app import RunningApp, running_app
from esteio.settings import Settings

UUID_TEXT = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-")
TOKEN = "a token for the collector of figures"


@pytest.fixture
async def application(settings: Settings) -> AsyncGenerator[RunningApp]:
    """A fresh one for each test, which has counted nothing yet."""
    async with running_app(settings) as app:
        yield app


@asynccontextmanager
async def called_from(settings: Settings, address: str) -> AsyncGenerator[httpx.AsyncClient]:
    """A client of a fresh application, whose requests come from `address`."""
    async with (
        running_app(settings) as app,
        httpx.AsyncClient(
            transport=httpx.ASGITransport(app=app, client=(address, 4711)), base_url="http://esteio.test"
        ) as client,
    ):
        yield client


def figures(text: str) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    """Name and labels -> value; raises when the text is not in Prometheus' format."""
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def figure(text: str, name: str, **labels: str) -> float:
    """The value of one series; 0 when nobody counted."""
    return figures(text).get((name, frozenset(labels.items())), 0.0)


class TestHealth:
    async def test_has_the_members_that_the_seeds_ask_for(self, client: httpx.AsyncClient) -> None:
        answer = await client.get("/health")
        assert answer.status_code == 200
        report: dict[str, Any] = answer.json()
        assert report["status"] == "ok"
        assert report["uptime"] >= 0
        assert report["timestamp"].endswith("Z")
        assert report["memory"].keys() == {"rss", "heapTotal", "heapUsed", "external"}
        assert report["memory"]["rss"] > 10_000_000
        assert report["connections"]["size"] >= 1
        assert report["connections"]["max"] == 20
        assert report["cache"] == {"backend": "memory", "status": "off"}
        assert report["database"]["status"] == "ok"
        assert report["database"]["latencyMs"] >= 0
        assert report["demo"] is False

    async def test_tells_of_valkey(self, settings: Settings, database_urls: Any) -> None:
        async with called_from(replace(settings, redis_url=database_urls.redis_url), "127.0.0.1") as client:
            assert (await client.get("/health")).json()["cache"] == {"backend": "valkey", "status": "ok"}

    async def test_live_and_ready_are_apart(self, client: httpx.AsyncClient) -> None:
        live, ready = await client.get("/health/live"), await client.get("/health/ready")
        assert (live.status_code, live.json()["status"]) == (200, "ok")
        assert "database" not in live.json()
        assert (ready.status_code, ready.json()["database"]["status"]) == (200, "ok")

    @pytest.mark.parametrize("path", ["/health", "/health/live", "/health/ready"])
    async def test_is_answered_to_anyone_however_often(self, settings: Settings, path: str) -> None:
        limited = replace(settings, rate_limit_anonymous_per_minute=5)
        async with called_from(limited, "203.0.113.7") as client:
            answers = [await client.get(path, headers={"Authorization": "Bearer x"}) for _ in range(12)]
        assert {answer.status_code for answer in answers} == {200}

    @pytest.mark.parametrize("path", ["/health", "/health/live", "/health/ready"])
    async def test_is_asked_with_head_too(self, client: httpx.AsyncClient, path: str) -> None:
        answer = await client.head(path)
        assert (answer.status_code, answer.content) == (200, b"")


class TestMetrics:
    async def test_are_prometheus_text(self, client: httpx.AsyncClient) -> None:
        await client.get("/health/live")
        answer = await client.get("/metrics")
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/plain; version=")
        assert answer.headers["cache-control"] == "no-store"
        assert figure(answer.text, "http_requests_total", method="GET", route="/health/live", status="200") == 1
        assert figure(answer.text, "db_pool_connections", state="max") == 20

    async def test_name_routes_and_never_paths(self, client: httpx.AsyncClient, world: World) -> None:
        owner = await world.organisation()
        made = await owner.post("/api/clients", json={"kind": "PF", "name": "Maria da Silva"})
        await owner.get(f"/api/clients/{made.json()['id']}")
        await owner.get("/api/nothing/of/the-kind")
        text = (await client.get("/metrics")).text
        assert not UUID_TEXT.search(text)
        assert "nothing" not in text
        assert figure(text, "http_requests_total", method="GET", route="other", status="404") == 1
        routes = {dict(labels).get("route", "") for name, labels in figures(text) if name == "http_requests_total"}
        assert any(route.startswith("/api/clients/{client_id") for route in routes)

    async def test_count_sign_ins_and_refusals(self, settings: Settings) -> None:
        limited = replace(settings, rate_limit_anonymous_per_minute=3)
        async with called_from(limited, "127.0.0.1") as client:
            await client.post("/api/auth/login", json={"email": "ninguem@exemplo.com.br", "password": "errada"})
            for _ in range(4):
                await client.get("/api/clients")
            text = (await client.get("/metrics")).text
        assert figure(text, "sign_in_total", result="wrong") == 1
        assert figure(text, "rate_limited_total", scope="address") == 2


class TestWhoReadsMetrics:
    async def test_this_machine_does(self, settings: Settings) -> None:
        for address in ("127.0.0.1", "127.0.0.53", "::1"):
            async with called_from(settings, address) as client:
                assert (await client.get("/metrics")).status_code == 200

    async def test_others_do_not(self, settings: Settings) -> None:
        for address in ("203.0.113.7", "10.0.0.1", "::ffff:10.0.0.1", "fe80::1", "", "nonsense"):
            async with called_from(settings, address) as client:
                answer = await client.get("/metrics")
                assert (address, answer.status_code, answer.json()["code"]) == (address, 403, "NOT_ALLOWED")
                assert "http_requests_total" not in answer.text

    @pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded"])
    async def test_nobody_does_through_a_proxy_on_this_machine(self, settings: Settings, header: str) -> None:
        # A proxy that the settings do not name looks like this machine; what it passes on must not.
        async with called_from(settings, "127.0.0.1") as client:
            assert (await client.get("/metrics", headers={header: "for=203.0.113.7"})).status_code == 403
        async with called_from(replace(settings, trusted_proxies=("127.0.0.1/32",)), "127.0.0.1") as client:
            assert (await client.get("/metrics", headers={"X-Forwarded-For": "203.0.113.7"})).status_code == 403
            assert (await client.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"})).status_code == 403
            assert (await client.get("/metrics")).status_code == 200

    async def test_whoever_has_the_token_does_and_nobody_else(self, settings: Settings) -> None:
        with_token = replace(settings, metrics_token=TOKEN)
        wrong = ["", "Bearer", "Bearer ", f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}", f"Basic {TOKEN}", "Bearer \xe7"]
        for address in ("203.0.113.7", "127.0.0.1"):
            async with called_from(with_token, address) as client:
                right = await client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
                assert right.status_code == 200
                assert (await client.get("/metrics")).status_code == 403
                for header in wrong:
                    refused = await client.get("/metrics", headers={"Authorization": header.encode("latin-1")})
                    assert (header, refused.status_code) == (header, 403)

    async def test_a_signed_in_person_does_not(self, settings: Settings, world: World) -> None:
        owner = await world.organisation()
        async with called_from(settings, "203.0.113.7") as client:
            answer = await client.get("/metrics", headers={"Authorization": f"Bearer {owner.token}"})
        assert answer.status_code == 403


class TestSeveralProcesses:
    def test_any_of_them_tells_the_sum_of_all(self, settings: Settings) -> None:
        shared = {"PROMETHEUS_MULTIPROC_DIR": str(settings.home / "metrics")}
        one, two = Server(settings, **shared), Server(settings, **shared)
        with ended(one, two):
            for server in (one, two):
                server.wait_until_it_serves()
            before = {server: figure(_metrics(server), *LIVE, **SERIES) for server in (one, two)}
            assert before[one] == before[two] >= 2
            for server, count in ((one, 7), (two, 5)):
                for _ in range(count):
                    httpx.get(f"{server.url}/health/live", verify=NO_TLS)
            after = {server: _metrics(server) for server in (one, two)}
            for text in after.values():
                assert figure(text, *LIVE, **SERIES) == before[one] + 12
                assert figure(text, "db_pool_connections", state="max") == 40
                resident = [labels for name, labels in figures(text) if name == "process_resident_memory_bytes"]
                assert len(resident) == 2
            two.process.kill()
            two.wait(10)
            text = _metrics(one)
            assert figure(text, *LIVE, **SERIES) == before[one] + 12
            assert figure(text, "db_pool_connections", state="max") == 20


LIVE = ("http_requests_total",)
SERIES = {"method": "GET", "route": "/health/live", "status": "200"}


def _metrics(server: Server) -> str:
    return httpx.get(f"{server.url}/metrics", verify=NO_TLS).text


class TestLogLines:
    @pytest.mark.parametrize(
        ("form", "level", "lines"), [("json", "info", 3), ("console", "info", 0), ("console", "debug", 3)]
    )
    def test_one_for_each_request_in_json_and_none_on_a_screen(
        self, settings: Settings, form: str, level: str, lines: int
    ) -> None:
        server = Server(replace(settings, log_format=form, log_level=level, performance_alert_threshold_ms=60_000))
        with ended(server):
            server.wait_until_it_serves()
            for _ in range(3):
                assert httpx.get(f"{server.url}/api/auth/me", verify=NO_TLS).status_code == 401
            # A line follows its answer; at the end all are written.
            server.signal(signal.SIGTERM)
            assert server.wait(15) == 0
            said = [line for line in server.said.splitlines() if "/api/auth/me" in line]
            assert len(said) == lines, server.said

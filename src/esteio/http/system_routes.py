"""What machines ask: /health, /health/live, /health/ready, /metrics."""

from __future__ import annotations

import hmac
from ipaddress import ip_address

from litestar import Response, get

from esteio.core.errors import NotAllowed
from esteio.core.health import Health, Liveness
from esteio.core.metrics import CONTENT_TYPE
from esteio.http.routing import InContext, StrictRequest, WithServices, answers, problem_responses

REPORT = {**answers(Health, status=503, description="The report, while it cannot serve."), **problem_responses()}


@get("/health", public=True, tags=["system"], responses=REPORT)
async def health(services: WithServices) -> Response[Health]:
    """How the server is: status, uptime, memory, connections, cache. 200 while it can serve, 503 while it cannot."""
    report = await services.health.readiness()
    return Response(report, status_code=503 if report.status == "unavailable" else 200)


@get("/health/live", public=True, tags=["system"])
async def live(services: WithServices) -> Response[Liveness]:
    """Whether the process lives; nothing outside it is asked. A balancer restarts what does not answer."""
    return Response(services.health.liveness())


@get("/health/ready", public=True, tags=["system"], responses=REPORT)
async def ready(services: WithServices) -> Response[Health]:
    """Whether the process can serve: 503 while the database is gone or the process is stopping."""
    report = await services.health.readiness()
    return Response(report, status_code=503 if report.status == "unavailable" else 200)


@get("/metrics", public=True, tags=["system"], media_type="text/plain", responses=problem_responses(403))
async def metrics(request: StrictRequest, services: WithServices, context: InContext) -> Response[bytes]:
    """Prometheus text: for this machine, or with `Authorization: Bearer METRICS_TOKEN`."""
    token = services.settings.metrics_token
    given = request.headers.get("authorization", "").removeprefix("Bearer ")
    # A proxy on this machine that the settings do not name looks like this machine; what it passes on is not.
    forwarded = "x-forwarded-for" in request.headers or "forwarded" in request.headers
    if not (_same(given, token) if token else _is_loopback(context.origin.address) and not forwarded):
        raise NotAllowed("As métricas só respondem a esta máquina ou a quem traz METRICS_TOKEN.")
    return Response(services.metrics.render(), headers={"content-type": CONTENT_TYPE, "cache-control": "no-store"})


def _is_loopback(address: str | None) -> bool:
    try:
        return ip_address(address or "").is_loopback
    except ValueError:
        return False


def _same(given: str, token: str) -> bool:
    return hmac.compare_digest(given.encode(errors="replace"), token.encode())


ROUTES = (health, live, ready, metrics)

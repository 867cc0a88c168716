"""The composition root: settings -> database, limits, modules -> one ASGI application, and the worker beside it.

Everything is made here, once, and passed on; nothing else knows how the parts are put together.
"""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from functools import cache, partial
from math import isfinite
from pathlib import Path
from traceback import format_exception
from typing import Any, NamedTuple

from litestar import Litestar

from esteio import __version__
from esteio.core import jobs
from esteio.core.audit import AuditQueue
from esteio.core.db import Database
from esteio.core.files import LOCAL_PREFIX, FileStore, open_store
from esteio.core.health import HealthChecks
from esteio.core.logs import configure_logging
from esteio.core.mail import Mailer, open_mailer
from esteio.core.metrics import LiveFigures, Metrics
from esteio.core.passwords import Passwords
from esteio.core.signals import Signals
from esteio.core.telemetry import Telemetry
from esteio.core.together import Together
from esteio.core.tokens import Tokens
from esteio.core.valkey import ValkeyLink
from esteio.core.valkey import connect as connect_valkey
from esteio.http.addresses import ClientAddresses
from esteio.http.edge import Edge, EdgeConfig
from esteio.http.identity import Authenticator
from esteio.http.limits import Limit, LimitStores, RateLimiter, SignInGuard, Violations
from esteio.http.litestar_app import litestar_app
from esteio.http.local_files import LocalFiles
from esteio.http.routing import SERVICES
from esteio.http.services import Catalogue, Services
from esteio.http.web_app import WebApp, WebAppConfig, page_policy
from esteio.http.web_build import PLACES as BUILD_PLACES
from esteio.live import jobs as live_jobs
from esteio.live import routes as live_routes
from esteio.live.alerts import Targets, judge, parse_targets, target_names
from esteio.live.alerts import jobs as alert_jobs
from esteio.live.hub import Hub
from esteio.live.inbox import Inbox
from esteio.live.reads import READS, LivePage, LiveReads, provide_live_page, provide_reads
from esteio.live.resource import Aggregate, Registry, Resource
from esteio.live.running import Doors, Live, running_live, telling_of_writes
from esteio.modules import MODULES
from esteio.modules.workspace.permissions import OPERATIONS_READ
from esteio.modules.workspace.service.sessions import load_actors
from esteio.settings import Settings
from esteio.socketio import websocket_protocol

GROUND_MIGRATIONS = [Path(__file__).parent / layer / "migrations" for layer in ("core", "live")]
CATALOGUE = Catalogue(
    tuple(permission for module in MODULES for permission in module.permissions),
    tuple(role for module in MODULES for role in module.roles),
    {rights.thing: rights for module in MODULES for rights in module.files},
    tuple(kind for module in MODULES for kind in module.notices),
)
REGISTRY = Registry(
    tuple(each for module in MODULES for each in module.live if isinstance(each, Resource)),
    tuple(each for module in MODULES for each in module.live if isinstance(each, Aggregate)),
)


def migration_locations() -> list[Path]:
    """Folders of all revisions, of the ground and of each module."""
    return [*GROUND_MIGRATIONS, *(module.migrations for module in MODULES)]


async def migrate(admin_url: str) -> list[str]:
    """Bring the schema up to date; the revisions applied."""
    from esteio.core import migrate as migrations  # noqa: PLC0415 - a fifth of what `serve` and `worker` import

    return await migrations.migrate(admin_url, migration_locations())


class RunningApp(NamedTuple):
    """The ASGI application and the parts beside HTTP that a server must know."""

    edge: Any
    live: Live

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await self.edge(scope, receive, send)


class Application:
    """The ASGI application: opens its parts when the server starts it (lifespan), closes them in reverse order.

    `is_stopping` says whether the process was told to stop, so that it says it is not ready.
    """

    def __init__(self, settings: Settings, is_stopping: Callable[[], bool]) -> None:
        self._settings = settings
        self._is_stopping = is_stopping
        self._running: RunningApp | None = None
        self._websocket: Any = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        elif self._running is not None:
            await self._running(scope, receive, send)

    def websocket(self, **of_uvicorn: Any) -> Any:
        """For uvicorn's `ws=`: the protocol of one connection."""
        return self._websocket(**of_uvicorn)

    async def send_away(self, over_s: float) -> None:
        """Tell everybody who is connected to come back elsewhere, in waves over so many seconds."""
        if self._running is not None:
            await self._running.live.server.close_all(over_s=over_s)

    async def _lifespan(self, receive: Any, send: Any) -> None:
        await receive()
        async with AsyncExitStack() as stack:
            try:
                self._running = await stack.enter_async_context(running_app(self._settings, self._is_stopping))
                self._websocket = websocket_protocol(self._running.live.server)
                # What is there now stays: a full collection would look at all of it, 75 ms in which nobody is served.
                gc.collect()
                gc.freeze()
            except Exception as error:
                await send({"type": "lifespan.startup.failed", "message": "".join(format_exception(error))})
                raise
            await send({"type": "lifespan.startup.complete"})
            await receive()
        await send({"type": "lifespan.shutdown.complete"})


@asynccontextmanager
async def running_app(
    settings: Settings, is_stopping: Callable[[], bool] = lambda: False
) -> AsyncGenerator[RunningApp]:
    """The application with everything it needs open; tests enter it directly."""
    configure_logging(level=settings.log_level, form=settings.log_format)
    async with AsyncExitStack() as stack:
        db = await Database.connect(
            settings.database_url,
            min_connections=settings.pgpool_min_connections,
            max_connections=settings.pgpool_max_connections,
            statement_timeout_ms=settings.statement_timeout_ms,
        )
        stack.push_async_callback(db.close)
        await stack.enter_async_context(jobs.Waker(db))
        link = await _open_valkey(settings, stack)
        stores = LimitStores(link)
        limiter = RateLimiter(stores)
        stack.push_async_callback(limiter.close)
        audit = AuditQueue(db)
        await audit.start()
        stack.push_async_callback(audit.stop)
        metrics = _metrics()
        metrics.watch_pool(db.pool)
        db.on_end = metrics.transaction_done
        refreshing = asyncio.create_task(metrics.keep_fresh(), name="metrics")
        stack.callback(refreshing.cancel)
        passwords = Passwords(settings.password_hash_concurrency)
        stack.callback(passwords.close)
        tokens = _tokens(settings)
        target_names(settings.alert_targets)  # what is wrong with them stops the start, not somebody's request
        telemetry = _telemetry(settings, db, metrics, "serve")
        services = Services(
            settings=settings,
            db=db,
            tokens=tokens,
            passwords=passwords,
            audit=audit,
            files=_open_files(settings),
            limiter=limiter,
            violations=Violations(stores),
            sign_in_guard=SignInGuard(stores),
            catalogue=CATALOGUE,
            metrics=metrics,
            health=HealthChecks(
                pool=db.pool,
                ping_cache=link.ping if link else None,
                version=__version__,
                demo=settings.demo_mode,
                is_stopping=is_stopping,
            ),
            telemetry=telemetry,
        )
        load_actor = Together(partial(load_actors, services)).find
        authenticator = Authenticator(tokens, load_actor, lambda: signals.listening)
        config = _edge_config(settings)
        doors = Doors(
            authenticator=authenticator,
            load_actor=load_actor,
            limiter=limiter,
            violations=services.violations,
            address_limit=config.address_limit,
            address_of=ClientAddresses(config.trusted_proxies).find,
            metrics_permission=OPERATIONS_READ,
        )
        live = await stack.enter_async_context(running_live(settings, db, REGISTRY, link, doors))
        signals = Signals(settings.database_url, partial(_forget, authenticator, services.violations, live.hub))
        await signals.start()
        stack.push_async_callback(signals.stop)
        metrics.watch_live(partial(_live_figures, live))
        live.feed.add_listener(Inbox(live.hub).on_batch)
        telemetry.on_snapshot = live.hub.send_metrics
        await telemetry.start()
        stack.push_async_callback(telemetry.stop)
        yield RunningApp(_entrance(config, services, authenticator, live), live)


def declared_jobs() -> jobs.Declarations:
    """All background work there is, and when by the clock."""
    return jobs.declared_in(live_jobs, alert_jobs, *(module.jobs for module in MODULES if module.jobs is not None))


async def run_worker(settings: Settings, stopping: asyncio.Event) -> None:
    """Work through the queue until `stopping`; jobs in hand then finish or return to it."""
    configure_logging(level=settings.log_level, form=settings.log_format)
    async with AsyncExitStack() as stack:
        db = await Database.connect(
            settings.database_url,
            min_connections=2,
            max_connections=min(10, settings.pgpool_max_connections),
            statement_timeout_ms=settings.statement_timeout_ms,
            application_name="esteio worker",
        )
        stack.push_async_callback(db.close)
        await stack.enter_async_context(telling_of_writes(settings.database_url, db))
        metrics = _metrics()
        mailer = open_mailer(settings.smtp_url, settings.mail_from)
        services = jobs.Services(
            {
                Settings: settings,
                Database: db,
                Tokens: _tokens(settings),
                Mailer: mailer,
                FileStore: _open_files(settings),
                Metrics: metrics,
                Targets: parse_targets(settings.alert_targets),
            }
        )
        telemetry = _telemetry(settings, db, metrics, "worker")
        await telemetry.start()
        stack.push_async_callback(telemetry.stop)
        # Before the supervisor loses its patience.
        options = jobs.WorkerOptions(stop_timeout_s=settings.shutdown_timeout_s * 0.7)
        await jobs.run_worker(db, declared_jobs(), services, stopping=stopping, options=options, metrics=metrics)


@cache
def build_litestar() -> Litestar:
    """Routes, dependencies and the OpenAPI document, of any application: what they work with comes with the request."""
    routes = [*live_routes.ROUTES, *(route for module in MODULES for route in module.routes)]
    return litestar_app(routes, {"live_page": provide_live_page, "reads": provide_reads}, (LivePage, LiveReads))


def _edge_config(settings: Settings) -> EdgeConfig:
    minute = 60.0
    return EdgeConfig(
        trusted_proxies=settings.trusted_proxies,
        person_limit=Limit("person", settings.rate_limit_requests_per_minute, minute),
        address_limit=Limit("address", settings.rate_limit_anonymous_per_minute, minute, counts_towards_block=True),
        max_body_bytes=settings.max_body_bytes,
        request_timeout_s=settings.request_timeout_s,
        compression_level=settings.compression_level if settings.enable_compression else 0,
        allowed_origins=frozenset(settings.websocket_cors_origin),
        slow_ms=settings.performance_alert_threshold_ms,
        secure=settings.base_url.startswith("https:"),
        log_level="debug" if settings.log_format == "console" else "info",
    )


def _entrance(config: EdgeConfig, services: Services, authenticator: Authenticator, live: Live) -> Any:
    """What every request meets first: the web application, before it files in a folder, before them the edge."""
    litestar, parts = build_litestar(), {SERVICES: services, READS: live.reads}

    def with_parts(scope: Any, receive: Any, send: Any) -> Awaitable[None]:
        scope["state"].update(parts)
        return litestar(scope, receive, send)

    edge = Edge(
        with_parts,
        config=config,
        db=services.db,
        tokens=services.tokens,
        authenticator=authenticator,
        limiter=services.limiter,
        violations=services.violations,
        audit=services.audit,
        metrics=services.metrics,
        reads=live.views,
        events=live.events,
        polling=live.server,
    )
    folder = services.files.local
    behind = LocalFiles(edge, folder, https=config.secure) if folder is not None else edge
    routes = {route.path.split("/")[1] for route in litestar.routes}
    web = WebAppConfig(
        places=BUILD_PLACES,
        others=frozenset({*routes, LOCAL_PREFIX.strip("/"), "socket.io"}),
        policy=page_policy(services.settings.base_url, services.files.origin),
        secure=config.secure,
        trusted_proxies=config.trusted_proxies,
        log_level=config.log_level,
    )
    return WebApp(behind, web, services.limiter)


def _forget(authenticator: Authenticator, violations: Violations, hub: Hub, subject: str) -> None:
    kind, _, value = subject.partition(":")
    if kind == "address":
        violations.forget(value)
    else:
        authenticator.forget(subject)
        hub.rights.on_signal(subject)


def _live_figures(live: Live) -> LiveFigures:
    hub, lag_s = live.hub.figures(), live.feed.lag_s
    return LiveFigures(
        connections=hub.connections,
        subscriptions=hub.subscriptions,
        behind=hub.behind,
        messages=hub.messages,
        feed_lag_s=lag_s if isfinite(lag_s) else 0.0,  # before its first look the feed knows of nothing
        memory_hits=live.views.hits,
        memory_misses=live.views.misses,
    )


def _telemetry(settings: Settings, db: Database, metrics: Metrics, kind: str) -> Telemetry:
    return Telemetry(
        db,
        metrics,
        kind=kind,
        collect_every_s=settings.metrics_collection_interval / 1000,
        most_connections=settings.max_concurrent_connections * settings.serve_processes,
        judge=partial(judge, operators=OPERATIONS_READ),
    )


def _metrics() -> Metrics:
    # prometheus-client's own name for the folder that several processes share; `esteio up` sets it.
    folder = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    return Metrics(Path(folder) if folder else None)


def _tokens(settings: Settings) -> Tokens:
    return Tokens(settings.jwt_secret, settings.jwt_secret_previous, access_ttl_s=settings.access_token_ttl_s)


def _open_files(settings: Settings) -> FileStore:
    return open_store(
        settings.storage_url,
        endpoint=settings.storage_endpoint,
        home=settings.home,
        base_url=settings.base_url,
        secret=settings.jwt_secret,
        max_upload_bytes=settings.max_upload_bytes,
    )


async def _open_valkey(settings: Settings, stack: AsyncExitStack) -> ValkeyLink | None:
    if not settings.redis_url:
        return None
    link = connect_valkey(settings.redis_url, settings.redis_max_connections)
    stack.push_async_callback(link.close)
    return link

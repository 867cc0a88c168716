"""`up`, `serve` and `worker`."""

from __future__ import annotations

import asyncio
import logging
import os
import resource
import signal
import socket
import sys
import time
from collections.abc import Awaitable, Callable, MutableMapping
from functools import partial
from importlib import import_module
from typing import Annotated, Any, cast

import msgspec
from cyclopts import Parameter
from rich.console import Console
from rich.table import Table

from esteio.cli.surroundings import demo_settings, reachable, with_servers
from esteio.cli.upkeep import prepare, require_ready
from esteio.core.errors import ConfigurationError
from esteio.embedded import EmbeddedServers, was_killed
from esteio.settings import Settings, environment_of, load_settings, require_secrets
from esteio.supervisor import Child, PortTaken, Supervisor, listen_on

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]
"""ASGI; the scope is a mapping like a message."""

DATABASE_STOP_S = 10.0
"""Kept back from SHUTDOWN_TIMEOUT_S for the embedded servers, which end last."""
LEFTOVERS_END_S = 5.0
SPARE_CONNECTIONS = 40
"""For the worker, listeners, commands and people with psql."""
LEAST_CONNECTIONS = 120
BACKLOG = 4096
WAVES_S = 5.0
"""Over which connections are sent away, so that they do not all knock elsewhere at the same instant."""
NOTICE_S = 3.0
"""Not ready and still serving: a balancer that asks every second has heard of it by then."""


def up(
    *,
    port: int | None = None,
    processes: int | None = None,
    demo: Annotated[bool | None, Parameter(negative="--no-demo")] = None,
) -> None:
    """Start everything: servers, schema, demo data, application, worker. Ctrl-C stops it all.

    Without DATABASE_URL and REDIS_URL it brings its own PostgreSQL and Valkey and keeps their data in ESTEIO_HOME
    (./.esteio). With neither JWT_SECRET nor DATABASE_URL set, it is a demo.

    Examples:

        esteio up

        esteio up --port 3100 --processes 2

        JWT_SECRET="$(openssl rand -base64 48)" esteio up --no-demo

    Parameters
    ----------
    port
        Port of the application, instead of PORT.
    processes
        How many processes serve, instead of SERVE_PROCESSES; one a core is plenty.
    demo
        Load example organisations and accounts with well-known passwords. Never where others can reach it.
    """
    given: dict[str, object] = {"port": port, "serve_processes": processes}
    settings = load_settings(None, **{name: value for name, value in given.items() if value is not None})
    if demo is None:
        demo = settings.demo_mode or not (settings.jwt_secret or settings.database_url)
    settings = msgspec.structs.replace(settings, demo_mode=demo)
    require_secrets(settings)
    listeners = _listeners_once_free(settings)
    settings = msgspec.structs.replace(settings, port=listeners[0].getsockname()[1])
    # Until the supervisor listens for it, a SIGTERM unwinds the stack like Ctrl-C, so that what was started is stopped.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    servers = EmbeddedServers(
        settings.home,
        max_connections=max(
            LEAST_CONNECTIONS, settings.pgpool_max_connections * settings.serve_processes + SPARE_CONNECTIONS
        ),
        with_postgres=not settings.database_url,
        with_valkey=not settings.redis_url,
    )
    with servers as urls:
        settings = with_servers(settings, urls)
        if demo:
            settings = demo_settings(settings)
        asyncio.run(_supervise(settings, listeners))


def serve(
    *,
    fd: Annotated[list[int] | None, Parameter(show=False)] = None,
    waiting: Annotated[bool, Parameter(show=False)] = False,
) -> None:
    """Serve the application on PORT and WEBSOCKET_PORT with one process, in the foreground.

    For containers and service managers: run as many as you like behind a balancer, and `esteio migrate` before.

    Example:

        DATABASE_URL=postgresql://... REDIS_URL=redis://... JWT_SECRET=... PORT=8080 esteio serve

    Parameters
    ----------
    fd
        Open sockets handed down by `esteio up`.
    waiting
        Load everything, then wait for a line on standard input.
    """
    settings = _for_serving(load_settings())
    if waiting:
        for module in ("esteio.app", "esteio.http.leaving"):
            import_module(module)
        if not sys.stdin.buffer.readline():
            return  # who would have said so is gone
    listeners = [socket.socket(fileno=number) for number in fd] if fd else _listeners(settings)
    _allow_many_connections()
    with reachable(settings) as settings_with_database:
        if not fd:  # `esteio up` has done it
            asyncio.run(require_ready(settings_with_database))
        # Behind `esteio up` there is no balancer that would need notice, only somebody who pressed Ctrl-C.
        notice_s = 0.0 if fd else min(NOTICE_S, settings.shutdown_timeout_s / 10)
        _serve_until_signal(settings_with_database, listeners, notice_s)


def worker() -> None:
    """Run background jobs with one process, in the foreground: mails, documents, clean-up. Several may run.

    Example:

        DATABASE_URL=postgresql://... JWT_SECRET=... esteio worker
    """
    import uvloop  # noqa: PLC0415 - a second of imports that `--help` should not wait for

    with reachable(_for_serving(load_settings())) as settings:
        uvloop.run(_work(settings))


def _for_serving(settings: Settings) -> Settings:
    require_secrets(settings)
    return demo_settings(settings) if settings.demo_mode else settings


def _listeners(settings: Settings) -> list[socket.socket]:
    listeners = [listen_on(settings.host, settings.port, "PORT")]
    if settings.websocket_port not in (0, settings.port):
        try:
            listeners.append(listen_on(settings.host, settings.websocket_port, "WEBSOCKET_PORT"))
        except ConfigurationError:
            listeners[0].close()
            raise
    return listeners


def _listeners_once_free(settings: Settings) -> list[socket.socket]:
    """The listeners; after a crash, the processes that it left need a moment to let go of the ports."""
    deadline = time.monotonic() + LEFTOVERS_END_S
    while True:
        try:
            return _listeners(settings)
        except PortTaken:
            if not was_killed(settings.home) or time.monotonic() > deadline:
                raise
        time.sleep(0.1)


async def _supervise(settings: Settings, listeners: list[socket.socket]) -> None:
    children_timeout_s = max(settings.shutdown_timeout_s / 2, settings.shutdown_timeout_s - DATABASE_STOP_S)
    # The right to change the schema ends here: what serves does not have it.
    passed_on = msgspec.structs.replace(settings, database_admin_url="", shutdown_timeout_s=children_timeout_s)
    this_program = (sys.executable, "-m", "esteio.cli")
    sockets = [f"--fd={listener.fileno()}" for listener in listeners]
    children = [
        Child(f"serve {number}", (*this_program, "serve", *sockets), waiting=("--waiting",))
        for number in range(1, settings.serve_processes + 1)
    ]
    children.append(Child("worker", (*this_program, "worker")))
    supervisor = Supervisor(
        children,
        environment={**os.environ, **environment_of(passed_on)},
        sockets=listeners,
        metrics_folder=settings.home / "run" / "metrics",
        shutdown_timeout_s=children_timeout_s,
    )
    await supervisor.run(lambda: _announce(settings), partial(prepare, settings))


def _announce(settings: Settings) -> None:
    console = Console(highlight=False)
    console.print(f"\n[bold green]Esteio is up:[/] [bold]{settings.base_url}[/]   (Ctrl-C stops it)")
    if settings.demo_mode:
        from esteio.modules.workspace.demo import ACCOUNTS  # noqa: PLC0415 - not needed without demo mode

        table = Table("Demo account", "Password", "Who", box=None, pad_edge=False)
        for account in ACCOUNTS:
            table.add_row(account.email, account.password, account.description)
        console.print(table)
        console.print("[yellow]Demo mode: everyone knows these passwords. Never let others reach this server.[/]\n")


def _serve_until_signal(settings: Settings, listeners: list[socket.socket], notice_s: float) -> None:
    import uvicorn  # noqa: PLC0415 - a second of imports that `--help` should not wait for

    from esteio.app import Application as Esteio  # noqa: PLC0415
    from esteio.http.leaving import LeavingServer  # noqa: PLC0415

    esteio = Esteio(settings, lambda: server.is_leaving)
    application = RememberingStartError(esteio)
    config = uvicorn.Config(
        application,
        interface="asgi3",
        loop="uvloop",
        http="httptools",
        ws=cast("Any", esteio.websocket),
        lifespan="on",
        # The edge logs requests, knows whom to trust about addresses, and names no software.
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        backlog=BACKLOG,
        # Longer than the 60 s of nginx and most balancers: who reuses a connection should be the one to close it.
        timeout_keep_alive=65,
        # The rest is for closing pools after the last request.
        timeout_graceful_shutdown=max(1, int(settings.shutdown_timeout_s * 0.7 - notice_s)),
    )
    waves_s = min(WAVES_S, settings.shutdown_timeout_s / 5)
    server = LeavingServer(config, notice_s=notice_s, send_away=partial(esteio.send_away, waves_s))
    # uvicorn raises the signal once more when it has finished; a stop that was asked for is no failure.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: sys.exit(0))
    try:
        server.run(sockets=listeners)
    except SystemExit:
        if application.error is not None:
            raise application.error from None
        raise


class RememberingStartError:
    """Keeps a `ConfigurationError` of the application's start, of which uvicorn would print only a traceback."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self.error: ConfigurationError | None = None

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            await self._application(scope, receive, send)
            return

        async def send_without_traceback(message: Message) -> None:
            error = sys.exception()
            if message["type"] == "lifespan.startup.failed" and isinstance(error, ConfigurationError):
                self.error = error
                logging.getLogger("uvicorn.error").disabled = True  # the process ends, with a sentence of ours
                message = {"type": "lifespan.startup.failed", "message": ""}
            await send(message)

        await self._application(scope, receive, send_without_traceback)


def _allow_many_connections() -> None:
    """Raise the limit of open files as far as we may: each connection is one, and the usual 1,024 are few."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


async def _work(settings: Settings) -> None:
    from esteio.app import run_worker  # noqa: PLC0415

    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopping.set)
    await run_worker(settings, stopping)

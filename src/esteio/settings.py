"""Every setting, its default, its unit and its reason. Read once from the environment, frozen, passed in.

Names are those of the seeds, so that a `.env` that people already have keeps working. Nothing else in the
program reads the environment.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import msgspec

from esteio.core.errors import ConfigurationError

WEAK_SECRETS = frozenset({"secret", "changeme", "seu-secret-super-seguro", "jwt_secret", "password", "esteio"})
MIN_SECRET_CHARS = 32


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What the server may be told from outside; see docs/operations.md for the table made from this class."""

    # where it listens
    host: str = "127.0.0.1"
    """Address to bind; 0.0.0.0 inside a container."""
    port: int = 3000
    """TCP port of the application."""
    websocket_port: int = 3001
    """Second port that serves the same application (seeds 0 and 4 name 3001); 0 turns it off."""
    public_url: str = ""
    """Address that people see, used in e-mails and PDFs; empty means http://localhost:PORT."""
    trusted_proxies: tuple[str, ...] = ()
    """Networks (CIDR) whose X-Forwarded-For is believed; nobody by default."""
    esteio_home: Path = Path(".esteio")
    """Folder of the embedded servers and local files."""
    demo_mode: bool = False
    """Demo data and accounts; says so on every page. Never in production."""
    serve_processes: int = 1
    """How many `serve` processes `esteio up` starts."""

    # stores
    database_url: str = ""
    """PostgreSQL; empty means the embedded one."""
    database_admin_url: str = ""
    """Role that owns the schema, used by `esteio migrate` only; empty means DATABASE_URL."""
    pgpool_min_connections: int = 20
    """Pool size at rest, each serve process (seed 0: 20-100)."""
    pgpool_max_connections: int = 100
    """Pool ceiling, each serve process; must stay below PostgreSQL's max_connections in total."""
    statement_timeout_ms: int = 10_000
    """Longest query (seed 0)."""
    redis_url: str = ""
    """Valkey or Redis; empty means none: limits and memory are then each process's own."""
    redis_max_connections: int = 50
    """Connections to Valkey, each process."""
    storage_url: str = ""
    """s3://bucket/prefix or file:///folder; empty means a folder under ESTEIO_HOME."""
    storage_endpoint: str = ""
    """Endpoint of an S3-compatible store other than AWS."""

    # secrets
    jwt_secret: str = ""
    """Signs access tokens; at least 32 characters; required outside demo mode."""
    jwt_secret_previous: str = ""
    """Still accepted for verifying while a new JWT_SECRET takes over."""
    metrics_token: str = ""
    """Bearer token for /metrics; empty: only this machine may read it."""

    # sign-in
    access_token_ttl_s: int = 900
    """Life of an access token."""
    refresh_token_ttl_s: int = 30 * 86_400
    """Life of a session that is not used."""
    password_hash_concurrency: int = 2
    """Argon2 runs at the same time, each process (each takes 19 MiB and a core)."""

    # limits
    rate_limit_requests_per_minute: int = 1_000
    """A signed-in person (seed 0)."""
    rate_limit_anonymous_per_minute: int = 100
    """An address that is not signed in (seed 3)."""
    rate_limit_login_per_minute: int = 5
    """Log-in attempts of an address (seed 1)."""
    max_body_bytes: int = 1_048_576
    """Largest request body; files go straight to storage."""
    max_upload_bytes: int = 52_428_800
    """Largest file."""
    request_timeout_s: float = 30.0
    """Longest request."""
    websocket_cors_origin: tuple[str, ...] = ()
    """Origins that may call from a browser elsewhere (CORS); the own origin always may."""

    # answers
    enable_compression: bool = True
    """gzip and brotli above 1 KiB."""
    compression_level: int = 6
    """gzip level 1-9; brotli's quality is a third of it."""

    # live
    cache_max_size_mb: int = 100
    """Memory for encoded answers, each serve process, MB (seed 4)."""
    cache_ttl_seconds: int = 3600
    """Longest life of an encoded answer, s (seed 4); it is never stale, so this only bounds what nobody asks for."""
    enable_delta_updates: bool = True
    """Whether `since` answers with what changed only (seed 4)."""
    enable_smart_polling: bool = True
    """Whether answers advise when to ask again (seed 4)."""

    max_concurrent_connections: int = 10_000
    """Sockets and event streams, each serve process (seed 4 names 1000)."""
    websocket_heartbeat_interval: int = 30_000
    """Between pings of a socket, ms (seed 4)."""
    websocket_connection_timeout: int = 60_000
    """How long a ping may stay unanswered, ms (seed 4)."""
    websocket_messages_per_minute: int = 100
    """Messages that one connection may send, by cost (seed 4)."""

    # mail
    smtp_url: str = ""
    """smtp://user:password@host:587 or smtps://; empty: mails are not sent, and a log line says so."""
    mail_from: str = "Esteio <nao-responda@localhost>"
    """Sender of mails."""

    # running
    shutdown_timeout_s: float = 30.0
    """From SIGTERM to the end, at most."""
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    """LOG_LEVEL."""
    log_format: Literal["console", "json"] = "console"
    """json in production."""
    metrics_collection_interval: int = 60_000
    """Between two points of the history of figures, and two `metrics` events, ms (seed 4)."""
    alert_targets: tuple[str, ...] = ()
    """Ways to tell of alerts beside mail: name=address as apprise writes it; a comma in an address is %2C. Secret."""
    performance_alert_threshold_ms: int = 200
    """A request slower than this is logged as slow (seed 0)."""

    @property
    def base_url(self) -> str:
        """Address for links, without a trailing slash."""
        return self.public_url.rstrip("/") or f"http://localhost:{self.port}"

    @property
    def home(self) -> Path:
        """ESTEIO_HOME, absolute."""
        return self.esteio_home.expanduser().resolve()


def load_settings(environ: Mapping[str, str] | None = None, **overrides: object) -> Settings:
    """Settings from the environment; an override wins.

    Raises `ConfigurationError` with one sentence naming the variable and the remedy.
    """
    source = os.environ if environ is None else environ
    values: dict[str, object] = {}
    for field in msgspec.structs.fields(Settings):
        text = source.get(field.name.upper())
        if field.name in overrides:
            values[field.name] = overrides[field.name]
        elif text is not None and text.strip():
            values[field.name] = _parse(field, text.strip())
    return Settings(**values)  # pyright: ignore[reportArgumentType]


def environment_of(settings: Settings) -> dict[str, str]:
    """The variables from which `load_settings` makes these settings again, for a process we start."""
    values: dict[str, str] = {}
    for field in msgspec.structs.fields(Settings):
        value = getattr(settings, field.name)
        values[field.name.upper()] = ",".join(value) if isinstance(value, tuple) else str(value)
    return values


def require_secrets(settings: Settings) -> None:
    """Refuse to serve outside demo mode with a secret that someone could guess."""
    if settings.demo_mode:
        return
    secret = settings.jwt_secret
    if not secret:
        raise ConfigurationError("JWT_SECRET is not set: set it to a random text, e.g. `openssl rand -base64 48`.")
    weak = len(secret) < MIN_SECRET_CHARS or len(set(secret)) < 10 or secret.lower() in WEAK_SECRETS
    if weak:
        raise ConfigurationError(
            f"JWT_SECRET is too weak: use at least {MIN_SECRET_CHARS} random characters, "
            "e.g. `openssl rand -base64 48`."
        )


def _parse(field: msgspec.structs.FieldInfo, text: str) -> object:
    name = field.name.upper()
    default = field.default
    try:
        if isinstance(default, tuple):
            return tuple(part.strip() for part in text.split(",") if part.strip())
        if isinstance(default, bool):
            return _parse_bool(text)
        if isinstance(default, Path):
            return Path(text)
        return msgspec.convert(text, field.type, strict=False)
    except (ValueError, msgspec.ValidationError) as error:
        raise ConfigurationError(f"{name}={text!r} is not valid ({error}); see docs/operations.md.") from None


def _parse_bool(text: str) -> bool:
    word = text.lower()
    if word in {"1", "true", "yes", "on", "sim"}:
        return True
    if word in {"0", "false", "no", "off", "nao", "não"}:
        return False
    raise ValueError("expected true or false")

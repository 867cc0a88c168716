"""Log lines: structured, about one request or job each, without secrets or personal data, and never in the way.

`structlog.get_logger(__name__)` writes events with fields; what libraries write through `logging` takes the same
road. Fields bound with `structlog.contextvars` (`request_id`, `job_id`) appear in every line of that request or
job. `mask_event` is the last look at each line before it becomes text: it is the net below the rule that nobody
logs a secret or a personal datum, not a licence to do so.

Lines go through a bounded queue to one thread that writes them. A terminal that is stopped or a slow disk
therefore never stalls the event loop; when the queue is full, lines are dropped, counted, and the count is
written as soon as there is room (`log_lines_dropped`).
"""

from __future__ import annotations

import atexit
import logging
import os
import queue
import re
import sys
import threading
from collections.abc import Mapping, MutableMapping
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from pathlib import PurePath
from types import TracebackType
from typing import Any, Final, Literal, TextIO, cast
from uuid import UUID

import msgspec
import structlog

MASK: Final = "***"
QUEUE_LINES: Final = 20_000
"""About 10 MB of lines; more would only hide that nobody reads them."""
WRITE_AT_MOST: Final = 500
"""Lines in one write."""
FLUSH_AT_EXIT_S: Final = 2.0
MAX_DEPTH: Final = 6
MAX_TEXT_CHARS: Final = 32_768
"""Looking through a longer text, a body logged by mistake for example, would hold up everyone else."""

QUIET: Final = {
    # The edge writes one line a request; a second one would double the cost and hold the query string.
    "uvicorn.access": logging.CRITICAL,
    # They write addresses with their query strings at INFO.
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    # The worker writes its own lines about jobs.
    "pgqueuer": logging.WARNING,
    "asyncpg": logging.WARNING,
    "alembic": logging.WARNING,
    "asyncio": logging.WARNING,
}

SECRET_PARTS: Final = (
    "password", "passwd", "passphrase", "senha", "secret", "token", "authorization", "cookie", "apikey", "credential",
    "jwt", "csrf", "cpf", "cnpj", "email", "phone", "telefone", "celular", "whatsapp",
)  # fmt: skip
"""A field whose name holds one of these (case, `-` and `_` do not count) is masked whole."""
SECRET_NAMES: Final = frozenset({"nome", "fullname", "razaosocial", "endereco", "rg", "otp", "totp", "pin"})
"""Names too short or too common to look for inside others."""
SAFE_FIELDS: Final = frozenset({"timestamp", "level", "logger", "request_id", "job_id"})

_JWT = re.compile(r"eyJ[\w-]{8,512}\.[\w-]+(?:\.[\w-]*)?")
_URL_PASSWORD = re.compile(r"://[^\s/:@]{0,128}:[^\s/@]{1,256}@")
# Bounded repeats: an unbounded run before the sign would cost the square of a long word.
_EMAIL = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_CREDENTIAL = re.compile(r"\b(bearer|basic)\s+[\w.~+/=-]{6,}", re.IGNORECASE)
_HEADER = re.compile(r"\b((?:set-)?cookie|authorization)([\"']?\s{0,3}[:=])[^\n]+", re.IGNORECASE)
# PostgreSQL quotes the row in the detail of a constraint error.
_ROW = re.compile(r"(?<==)\([^)\n]*\)(?= )|(?<=row contains )[^\n]+")
_NAMED = re.compile(
    r"((?:password|passwd|senha|secret|token|authorization|cookie|api[_-]?key|cpf|cnpj|e-?mail|phone"
    r"|telefone|celular)[\w-]{0,24}[\"']?\s{0,3}[:=]\s{0,3})(?!\s)(?:\"[^\"]*\"?|'[^']*'?|[^\s,;&)\]}\"']+)",
    re.IGNORECASE,
)
_NUMBERS = re.compile(
    r"""
    (?<!\d)\d{2}\.?\d{3}\.?\d{3}/?\d{4}-?\d{2}(?!\d)                        # CNPJ
    | (?<!\w)[0-9A-Z]{2}\.[0-9A-Z]{3}\.[0-9A-Z]{3}/[0-9A-Z]{4}-\d{2}(?!\d)  # CNPJ with letters (2026)
    | (?<!\d)\d{3}\.?\d{3}\.?\d{3}-?\d{2}(?!\d)                             # CPF
    | \+\d[\d\s().-]{8,17}\d                                                # telephone, international
    | (?<!\d)\(?\d{2}\)?\s?9?\d{4}[-\s]\d{4}(?!\d)                          # telephone with area code
    | (?<!\d)\(\d{2}\)\s?\d{8,9}(?!\d)
    """,
    re.VERBOSE,
)
_DIGITS = re.compile(r"\d{4}|\d{3}[.]\d{3}|-\d\d")

_Fields = MutableMapping[str, Any]


def mask_text(text: str) -> str:
    """`text` with tokens, credentials, e-mails, CPF, CNPJ and telephone numbers replaced by `***`.

    Cut at `MAX_TEXT_CHARS`.
    """
    if len(text) > MAX_TEXT_CHARS:
        text = text[:MAX_TEXT_CHARS] + "..."
    if "eyJ" in text:
        text = _JWT.sub(MASK, text)
    if "@" in text:
        text = _EMAIL.sub(MASK, _URL_PASSWORD.sub(f"://{MASK}@", text))
    if "=" in text or ":" in text:
        text = _NAMED.sub(rf"\1{MASK}", _HEADER.sub(rf"\1\2 {MASK}", text))
    if "Key (" in text or "row contains" in text:
        text = _ROW.sub(MASK, text)
    if " " in text:
        text = _CREDENTIAL.sub(rf"\1 {MASK}", text)
    if _DIGITS.search(text):
        text = _NUMBERS.sub(MASK, text)
    return text


def mask_event(_logger: object, _method: str, event: _Fields) -> _Fields:
    """structlog processor: masks fields by name, texts by pattern, and anything nested, in a copy."""
    return {
        name: value if name in SAFE_FIELDS and isinstance(value, str) else _mask_field(name, value, 0)
        for name, value in event.items()
    }


@lru_cache(maxsize=4096)
def is_secret_name(name: str) -> bool:
    """Whether a field of this name is masked whatever it holds."""
    plain = name.lower().replace("-", "").replace("_", "")
    return plain in SECRET_NAMES or any(part in plain for part in SECRET_PARTS)


def _mask_field(name: object, value: object, depth: int) -> object:
    if isinstance(name, str) and is_secret_name(name) and value is not None and not isinstance(value, bool):
        return MASK
    return _mask_value(value, depth)


def _mask_value(value: object, depth: int) -> object:
    if isinstance(value, str):
        return mask_text(value)
    if value is None or isinstance(value, (bool, float)):
        return value
    if isinstance(value, int):
        # An 11-digit number may be somebody's CPF or telephone; figures that large are not for log lines.
        return value if abs(value) < 10_000_000_000 else mask_text(str(value))
    if depth >= MAX_DEPTH:
        return "..."
    if isinstance(value, Mapping):
        pairs = cast("Mapping[object, object]", value).items()
        return {mask_text(str(key)): _mask_field(key, item, depth + 1) for key, item in pairs}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_mask_value(item, depth + 1) for item in cast("list[object]", value)]
    if isinstance(value, (bytes, bytearray, memoryview)):
        return f"<{len(value)} bytes>"
    if isinstance(value, (UUID, date, Decimal, PurePath, Enum)):
        return str(value.value if isinstance(value, Enum) else value)
    return mask_text(repr(value))


class LineWriter:
    """Writes lines from a thread of its own; `put` never waits."""

    def __init__(self, stream: TextIO, *, capacity: int = QUEUE_LINES) -> None:
        self._stream = stream
        self._capacity = capacity
        self._queue: queue.SimpleQueue[str | threading.Event] = queue.SimpleQueue()
        self._dropped = 0
        self._start()
        os.register_at_fork(after_in_child=self._start)

    def redirect(self, stream: TextIO) -> None:
        """Write to `stream` from the next line on."""
        self._stream = stream

    def put(self, line: str) -> None:
        """Queue one line; drops it when `capacity` lines wait already."""
        if self._queue.qsize() >= self._capacity:
            self._dropped += 1
        else:
            self._queue.put(line)

    def flush(self, timeout_s: float = FLUSH_AT_EXIT_S) -> bool:
        """Wait until what was put so far is written; False when that took longer than `timeout_s`."""
        reached = threading.Event()
        self._queue.put(reached)
        return reached.wait(timeout_s)

    def _start(self) -> None:
        threading.Thread(target=self._run, name="log-writer", daemon=True).start()

    def _run(self) -> None:
        while True:
            taken = [self._queue.get()]
            while len(taken) < WRITE_AT_MOST and self._queue.qsize():
                taken.append(self._queue.get())
            lines = [item for item in taken if isinstance(item, str)]
            dropped = self._dropped
            if dropped:
                lines.append(f"log_lines_dropped count={dropped}")
            try:
                self._stream.write("".join(f"{line}\n" for line in lines))
                self._stream.flush()
                self._dropped -= dropped
            except (OSError, ValueError):
                # Nobody is left to read (closed pipe or stream): the program goes on without its log.
                self._dropped += len(lines)
            for item in taken:
                if isinstance(item, threading.Event):
                    item.set()


class _LineLogger:
    """The innermost structlog logger: takes finished lines."""

    __slots__ = ("_put", "critical", "debug", "error", "exception", "info", "log", "msg", "name", "warning")

    def __init__(self, writer: LineWriter, name: str) -> None:
        self.name = name
        self.msg = self.log = self.debug = self.info = self.warning = writer.put
        self.error = self.critical = self.exception = writer.put


class _LineHandler(logging.Handler):
    def __init__(self, writer: LineWriter) -> None:
        super().__init__()
        self._writer = writer

    def emit(self, record: logging.LogRecord) -> None:
        try:
            self._writer.put(self.format(record))
        except Exception:  # a line that cannot be made must not fail what it tells about
            self._writer.put(f"log_line_failed logger={record.name}")


_writer: LineWriter | None = None


def configure_logging(
    *,
    level: Literal["debug", "info", "warning", "error"],
    form: Literal["console", "json"],
    stream: TextIO | None = None,
) -> LineWriter:
    """Send structlog and `logging` to `stream` (default: stderr) and return the writer.

    Call before the first line: loggers that have spoken keep their level and form. uvicorn must get
    `log_config=None` and Litestar `logging_config=None`, or they put their own handlers beside.
    """
    target = stream or sys.stderr
    writer = _process_writer(target)
    number = logging.getLevelNamesMapping()[level.upper()]
    renderer = _render_json if form == "json" else _console_renderer(target)
    before: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]

    def make_logger(*names: str) -> _LineLogger:
        return _LineLogger(writer, names[0] if names else "esteio")

    structlog.configure(
        # Exceptions become text before masking, without local variables: those are where passwords are.
        processors=[*before, _add_name, structlog.processors.format_exc_info, mask_event, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=make_logger,
        cache_logger_on_first_use=True,
    )
    handler = _LineHandler(writer)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*before, structlog.stdlib.add_logger_name],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                mask_event,
                renderer,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(number)
    for name, at_least in QUIET.items():
        logging.getLogger(name).setLevel(max(number, at_least))
    logging.captureWarnings(True)
    sys.excepthook = _log_uncaught
    return writer


def _process_writer(target: TextIO) -> LineWriter:
    """The one of this process, so that a second call neither starts a thread nor leaves loggers behind."""
    global _writer  # noqa: PLW0603
    if _writer is None:
        _writer = LineWriter(target)
        atexit.register(_writer.flush)
    else:
        _writer.redirect(target)
    return _writer


def _add_name(logger: _LineLogger, _method: str, event: _Fields) -> _Fields:
    event["logger"] = logger.name
    return event


def _render_json(_logger: object, _method: str, event: _Fields) -> str:
    try:
        return msgspec.json.encode(event).decode()
    except (UnicodeEncodeError, ValueError, OverflowError, TypeError):
        # A lone surrogate, or a number that JSON has no form for: text is better than no line.
        plain = {key: str(value).encode("utf-8", "backslashreplace").decode() for key, value in event.items()}
        return msgspec.json.encode(plain).decode()


def _console_renderer(target: TextIO) -> Any:
    return structlog.dev.ConsoleRenderer(
        colors=target.isatty(),
        # The default one prints local variables.
        exception_formatter=structlog.dev.plain_traceback,
    )


def _log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    structlog.get_logger("esteio").critical("uncaught", exc_info=(kind, error, trace))

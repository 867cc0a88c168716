"""Errors as application/problem+json (RFC 9457), with the seeds' members `code`, `error`, `retryAfter` beside."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import asyncpg
import msgspec
import structlog
from litestar.exceptions import HTTPException, ValidationException

from esteio.core.errors import (
    Conflict,
    EsteioError,
    InvalidInput,
    MalformedRequest,
    NotFound,
    PayloadTooLarge,
    Unavailable,
)

log = structlog.get_logger(__name__)

PROBLEM_JSON = b"application/problem+json"


class MethodNotAllowed(EsteioError):
    """Método não permitido"""

    status = 405
    code = "METHOD_NOT_ALLOWED"
    default_detail = "Este endereço não aceita esse método."
    english = "This address does not accept that method."


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename="camel"):
    """The answer to a request that was not fulfilled (RFC 9457)."""

    title: str
    status: int
    code: str
    """Stable name of the error, for programs."""
    error: str
    """A sentence for a person: what happened and what to do."""
    detail: str
    type: str = "about:blank"
    instance: str = ""
    """The request id to quote when asking for help."""
    fields: dict[str, str] = msgspec.field(default_factory=dict)
    """Field -> what to correct."""
    retry_after: int | None = None
    """Seconds to wait."""


def as_esteio_error(error: Exception) -> EsteioError:
    """The error of our tree that says what `error` means to the caller; unknown ones become the 500."""
    match error:
        case EsteioError():
            return error
        case msgspec.ValidationError():
            return invalid_input(error)
        case ValidationException():
            return InvalidInput(fields=_litestar_fields(error))
        case HTTPException(status_code=404):
            return NotFound("Este endereço não existe.")
        case HTTPException(status_code=405):
            return MethodNotAllowed(headers=error.headers or {})
        case HTTPException(status_code=413):
            return PayloadTooLarge()
        case HTTPException(status_code=code) if 400 <= code < 500:
            return MalformedRequest()
        case asyncpg.SerializationError() | asyncpg.DeadlockDetectedError() | asyncpg.LockNotAvailableError():
            return Conflict("Outra pessoa mexeu nisto ao mesmo tempo. Tente de novo.", retryAfter=1)
        case asyncpg.UniqueViolationError():
            # What a rule knows to be taken it says itself, by name; this is two who did the same at the same time.
            return Conflict("Isto acabou de ser feito, por você ou por outra pessoa. Confira antes de repetir.")
        case asyncpg.QueryCanceledError() | TimeoutError():
            return Unavailable("A resposta demorou demais e foi interrompida. Tente de novo.")
        case asyncpg.CharacterNotInRepertoireError() | asyncpg.UntranslatableCharacterError():
            return InvalidInput("O texto tem um caractere que não pode ser gravado.")
        case (
            asyncpg.PostgresConnectionError()
            | asyncpg.InterfaceError()
            | asyncpg.InternalClientError()
            | asyncpg.OperatorInterventionError()
            | asyncpg.TooManyConnectionsError()
            | OSError()
        ):
            return Unavailable()
        case _:
            return EsteioError()


def problem_body(error: EsteioError, request_id: str, language: str) -> bytes:
    """The JSON document of `error` in `language` (`pt` or `en`)."""
    cls = type(error)
    english = language == "en"
    sentence = cls.english if english else error.detail
    title = cls.code.replace("_", " ").capitalize() if english else (cls.__doc__ or "Erro").strip()
    members: dict[str, Any] = {
        "type": "about:blank",
        "title": title,
        "status": cls.status,
        "code": cls.code,
        "error": sentence,
        "detail": sentence,
        "instance": f"urn:request:{request_id}",
        **error.extra,
    }
    if error.fields:
        members["fields"] = error.fields
    return msgspec.json.encode(members)


def problem_headers(error: EsteioError) -> list[tuple[bytes, bytes]]:
    """Content-Type, Retry-After and whatever the error carries."""
    headers = [(b"content-type", PROBLEM_JSON), (b"cache-control", b"no-store")]
    headers += [(name.lower().encode(), value.encode()) for name, value in error.headers.items()]
    if "retryAfter" in error.extra:
        headers.append((b"retry-after", str(error.extra["retryAfter"]).encode()))
    return headers


def language_of(accept_language: bytes | None) -> str:
    """`en` when the caller prefers English to Portuguese, else `pt`."""
    first = (accept_language or b"").split(b",", 1)[0].strip().lower()
    return "en" if first.startswith(b"en") else "pt"


# What msgspec says, as a person would say it. Source: msgspec's _core.c, the messages of ValidationError.
_SENTENCES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"missing required field `(?P<field>.+?)`"), "Falta preencher."),
    (re.compile(r"contains unknown field `(?P<field>.+?)`"), "Este campo não existe aqui; confira o nome."),
    (re.compile(r"Expected `str \| null`|Expected `str`"), "Escreva um texto."),
    (re.compile(r"Expected `int"), "Use um número inteiro."),
    (re.compile(r"Expected `(float|decimal|number)"), "Use um número."),
    (re.compile(r"Expected `bool"), "Use verdadeiro ou falso."),
    (re.compile(r"Expected `array"), "Use uma lista."),
    (re.compile(r"Expected `object"), "Use um objeto."),
    (re.compile(r"Expected `str` of length >= (?P<n>\d+)"), "Use pelo menos {n} caracteres."),
    (re.compile(r"Expected `str` of length >= 1(?!\d)"), "Falta preencher."),
    (re.compile(r"Expected `str` of length <= (?P<n>\d+)"), "Use no máximo {n} caracteres."),
    (re.compile(r"Expected `array` of length >= (?P<n>\d+)"), "Inclua pelo menos {n}."),
    (re.compile(r"Expected `array` of length >= 1(?!\d)"), "Inclua ao menos um."),
    (re.compile(r"Expected `array` of length <= (?P<n>\d+)"), "Inclua no máximo {n}."),
    (re.compile(r"Expected `\w+` >= (?P<n>[-\d.]+)"), "O menor valor é {n}."),
    (re.compile(r"Expected `\w+` <= (?P<n>[-\d.]+)"), "O maior valor é {n}."),
    (re.compile(r"Expected `\w+` > (?P<n>[-\d.]+)"), "O valor precisa ser maior que {n}."),
    (re.compile(r"Invalid enum value"), "Escolha um dos valores aceitos."),
    (re.compile(r"Invalid UUID"), "Este identificador não é válido."),
    (re.compile(r"Invalid RFC3339|Invalid (date|datetime|time)"), "Esta data não é válida; use AAAA-MM-DD."),
    (re.compile(r"Invalid decimal"), "Use um número."),
    (re.compile(r"matching regex"), "O formato não está certo."),
)
_PATH = re.compile(r" - at `(?:key in )?\$\.?(?P<path>.*?)`$")


def invalid_input(error: msgspec.ValidationError) -> InvalidInput:
    """`InvalidInput` whose `fields` name the path and the remedy in Portuguese."""
    message = str(error)
    found = _PATH.search(message)
    path = found["path"] if found else ""
    field, sentence = _sentence(message)
    name = ".".join(part for part in (path, field) if part) or "corpo"
    return InvalidInput(fields={name: sentence})


def _sentence(message: str) -> tuple[str, str]:
    # Longer patterns stand later for the same start, so the last that fits is the most precise.
    best = ("", "Valor inválido.")
    for pattern, sentence in _SENTENCES:
        found = pattern.search(message)
        if found:
            groups = found.groupdict()
            best = (groups.get("field", ""), sentence.format(**groups))
    return best


def _litestar_fields(error: ValidationException) -> dict[str, str]:
    extra = error.extra
    items: list[Mapping[str, Any]] = extra if isinstance(extra, list) else []
    fields: dict[str, str] = {}
    for item in items:
        field, sentence = _sentence(str(item.get("message", "")))
        key = str(item.get("key", ""))
        fields[field or ("corpo" if key in {"", "data"} else key)] = sentence
    return fields or {"corpo": str(error.detail)[:200] if "Missing" in str(error.detail) else "Valor inválido."}

"""The one tree of errors. The docstring of a class is its title; `code` never changes once released.

Raise the most precise class with a sentence for the person (`detail`, in Portuguese) and, where it helps,
`fields` (name -> what to do) or `extra` members for the answer. The edge turns any of these into
application/problem+json (RFC 9457), in Portuguese or, for a caller who prefers it, with the class's `english`
sentence. A module's own errors live in its `errors.py` and derive from these.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar


class ConfigurationError(Exception):
    """A setting or the surroundings are wrong: one sentence with the remedy, shown by the command line."""


class EsteioError(Exception):
    """Erro"""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "INTERNAL_ERROR"
    default_detail: ClassVar[str] = "Algo deu errado do nosso lado. Nada foi gravado; tente de novo."
    english: ClassVar[str] = "Something went wrong on our side. Nothing was saved; please try again."

    def __init__(
        self,
        detail: str = "",
        *,
        fields: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        **extra: object,
    ) -> None:
        self.detail = detail or self.default_detail
        self.fields = dict(fields or {})
        self.headers = dict(headers or {})
        self.extra = extra
        super().__init__(self.detail)


class InvalidInput(EsteioError):
    """Dados inválidos"""

    status = 422
    code = "VALIDATION_FAILED"
    default_detail = "Alguns campos precisam de correção."
    english = "Some fields need correction."


class MalformedRequest(EsteioError):
    """Pedido malformado"""

    status = 400
    code = "MALFORMED_REQUEST"
    default_detail = "Não foi possível ler o pedido."
    english = "The request could not be read."


class NotAuthenticated(EsteioError):
    """Entre para continuar"""

    status = 401
    code = "NOT_AUTHENTICATED"
    default_detail = "Entre com sua conta para continuar."
    english = "Sign in to continue."


class NotAllowed(EsteioError):
    """Sem permissão"""

    status = 403
    code = "NOT_ALLOWED"
    default_detail = "Seu papel nesta organização não permite isso."
    english = "Your role in this organisation does not allow that."


class NotFound(EsteioError):
    """Não encontrado"""

    status = 404
    code = "NOT_FOUND"
    default_detail = "Não encontramos o que você procura."
    english = "We could not find what you are looking for."


class Conflict(EsteioError):
    """Conflito"""

    status = 409
    code = "CONFLICT"
    default_detail = "O estado atual não permite isso."
    english = "The present state does not allow that."


class VersionConflict(Conflict):
    """Alguém mudou antes"""

    status = 412
    code = "VERSION_CONFLICT"
    default_detail = "Outra pessoa alterou isto enquanto você editava. Veja a versão atual e tente de novo."
    english = "Someone else changed this while you were editing. Look at the present version and try again."


class Gone(EsteioError):
    """Não está mais disponível"""

    status = 410
    code = "GONE"
    default_detail = "Este link não vale mais."
    english = "This link is no longer valid."


class PayloadTooLarge(EsteioError):
    """Conteúdo grande demais"""

    status = 413
    code = "PAYLOAD_TOO_LARGE"
    default_detail = "O conteúdo enviado passa do tamanho permitido."
    english = "What was sent is larger than allowed."


class TooManyRequests(EsteioError):
    """Pedidos demais"""

    status = 429
    code = "RATE_LIMIT_EXCEEDED"
    default_detail = "Muitas requisições. Espere um pouco e tente de novo."
    english = "Too many requests. Wait a moment and try again."


class Unavailable(EsteioError):
    """Indisponível por um instante"""

    status = 503
    code = "UNAVAILABLE"
    default_detail = "O serviço está se recompondo. Tente de novo em instantes."
    english = "The service is recovering. Try again in a moment."

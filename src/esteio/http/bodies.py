"""The body of a request: read whole, bounded in size and in nesting, then given to the application."""

from __future__ import annotations

from typing import Any

from esteio.core.errors import EsteioError, MalformedRequest, PayloadTooLarge
from esteio.http.responses import Headers, find

MAX_JSON_DEPTH = 64


class BodyTooSlow(EsteioError):
    """Pedido lento demais"""

    status = 408
    code = "REQUEST_TIMEOUT"
    default_detail = "O pedido não chegou inteiro a tempo. Nada foi gravado; envie de novo."
    english = "The request did not arrive whole in time. Nothing was saved; send it again."


async def read_body(headers: Headers, receive: Any, limit: int) -> bytes:
    """The whole body; raises `PayloadTooLarge` beyond `limit` bytes, `MalformedRequest` when it is compressed (a
    small one may unfold to any size), breaks off, or nests deeper than `MAX_JSON_DEPTH`."""
    declared = find(headers, b"content-length")
    if declared is not None and declared.isdigit() and int(declared) > limit:
        raise PayloadTooLarge(f"O conteúdo passa de {limit // 1024} KiB.", maxBytes=limit)
    if find(headers, b"content-encoding") not in {None, b"identity"}:
        raise MalformedRequest("Envie o conteúdo sem compressão.")
    body = bytearray()
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise MalformedRequest("A conexão caiu antes do fim do pedido.")
        body += message.get("body", b"")
        if len(body) > limit:
            raise PayloadTooLarge(f"O conteúdo passa de {limit // 1024} KiB.", maxBytes=limit)
        more = message.get("more_body", False)
    content = bytes(body)
    if _depth(content) > MAX_JSON_DEPTH:
        raise MalformedRequest(f"O JSON passa de {MAX_JSON_DEPTH} níveis.")
    return content


def replay_body(body: bytes, receive: Any) -> Any:
    """A `receive` that gives `body` once and then what the connection has to say."""
    given = False

    async def replay() -> dict[str, Any]:
        nonlocal given
        if given:
            return await receive()  # only the disconnect is left to come
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay


def _depth(body: bytes) -> int:
    """An upper bound of JSON nesting; brackets inside strings count too, which only errs on the safe side."""
    if body.count(b"[") + body.count(b"{") <= MAX_JSON_DEPTH:
        return 0
    deepest = depth = 0
    in_string = escaped = False
    for byte in body:
        if in_string:
            if escaped:
                escaped = False
            elif byte == 0x5C:
                escaped = True
            elif byte == 0x22:
                in_string = False
        elif byte == 0x22:
            in_string = True
        elif byte in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif byte in b"]}":
            depth -= 1
    return deepest

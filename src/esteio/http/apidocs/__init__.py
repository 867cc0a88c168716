"""The API's documentation at /docs: Swagger UI 5.35 (Apache-2.0), served from here, so that no page asks elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from litestar import Litestar, Response, get
from litestar.params import PathParameter
from litestar.serialization import encode_json, get_serializer

from esteio.core.errors import NotFound
from esteio.http.routing import StrictRequest, problem_responses

HERE = Path(__file__).parent
ASSETS = {
    "start.js": (HERE / "start.js", "application/javascript"),
    "swagger-ui.css": (HERE / "vendor" / "swagger-ui.css", "text/css"),
    "swagger-ui-bundle.js": (HERE / "vendor" / "swagger-ui-bundle.js", "application/javascript"),
}
# Swagger UI sets style attributes from script and draws its icons from data: addresses.
CSP = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


@get("/docs", public=True, include_in_schema=False, sync_to_thread=False)
def docs_page() -> Response[bytes]:
    """The page."""
    return Response((HERE / "page.html").read_bytes(), media_type="text/html", headers={"content-security-policy": CSP})


@get("/docs/{asset:str}", public=True, include_in_schema=False, responses=problem_responses(404))
async def docs_asset(asset: Annotated[str, PathParameter(max_length=50)], request: StrictRequest) -> Response[bytes]:
    """What the page needs, and the document itself."""
    if asset == "openapi.json":
        return Response(openapi_json(request.app), media_type="application/json")
    if asset not in ASSETS:
        raise NotFound
    path, media_type = ASSETS[asset]
    return Response(path.read_bytes(), media_type=media_type)


def openapi_json(app: Litestar) -> bytes:
    """The OpenAPI 3.1 document of `app`."""
    return encode_json(_mended(app.openapi_schema.to_schema()), serializer=get_serializer())


def _mended(part: Any) -> Any:
    """Without the `{}` that Litestar writes for the dots of `tuple[X, ...]` where the length is limited: anything
    would do there, it would say."""
    match part:
        case {"oneOf": [only, {**rest}], **others} if not rest:
            return {**_mended(only), **_mended(others)}
        case dict():
            return {name: _mended(value) for name, value in part.items()}
        case list():
            return [_mended(each) for each in part]
        case _:
            return part


ROUTES = (docs_page, docs_asset)

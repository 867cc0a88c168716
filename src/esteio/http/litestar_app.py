"""The Litestar application behind the edge: routes, what they may ask for, and the OpenAPI document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from litestar import Litestar, Request, Router
from litestar.di import Provide
from litestar.exceptions import ValidationException
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, License, SecurityScheme
from litestar.routes import HTTPRoute

from esteio import __version__
from esteio.http import apidocs, system_routes
from esteio.http.context import RequestContext
from esteio.http.routing import (
    Page,
    StrictRequest,
    check_access,
    learn_parameters,
    name_as_asked,
    provide_actor,
    provide_context,
    provide_page,
    provide_services,
    provide_tx,
)
from esteio.http.services import Services


def litestar_app(routes: Sequence[Any], dependencies: Mapping[str, Any], types: Sequence[type]) -> Litestar:
    """An application of `routes` and those of this layer. `dependencies` (name -> provider) are what routes may take
    beside what this layer provides, `types` what those are.

    Raises `RuntimeError` when a route does not say who may call it.
    """
    provided = {
        "services": provide_services,
        "context": provide_context,
        "actor": provide_actor,
        "tx": provide_tx,
        "page": provide_page,
        **dependencies,
    }
    app = Litestar(
        route_handlers=[*system_routes.ROUTES, *apidocs.ROUTES, *routes],
        request_class=StrictRequest,
        before_request=check_access,
        dependencies={name: Provide(provider) for name, provider in provided.items()},
        signature_types=[Services, RequestContext, Page, *types],
        # The edge makes the answer to every error, also to those from outside Litestar, in one place.
        exception_handlers={Exception: _to_the_edge},
        logging_config=None,
        openapi_config=OpenAPIConfig(
            title="Esteio",
            version=__version__,
            description=(
                "The live back office. Sign in with `POST /api/auth/login`, then send `Authorization: Bearer`. "
                "Errors are RFC 9457 problems with a stable `code`. Money is text with two decimals."
            ),
            license=License(name="Apache-2.0", identifier="Apache-2.0"),
            use_handler_docstrings=True,
            openapi_router=Router("/schema", route_handlers=[], opt={"public": True}, include_in_schema=False),
            render_plugins=[JsonRenderPlugin(path="/openapi.json")],
            components=Components(
                security_schemes={"bearer": SecurityScheme(type="http", scheme="bearer", bearer_format="JWT")}
            ),
        ),
    )
    for route in app.routes:
        if isinstance(route, HTTPRoute):
            for handler, parameters in route.route_handler_map.values():
                learn_parameters(
                    handler, {each.field_name: each.field_alias for each in parameters.expected_query_params}
                )
                if not handler.opt.get("public"):
                    handler.security = [{"bearer": []}]  # said of each: Litestar cannot except one from what all have
    return app


def _to_the_edge(request: Request[Any, Any, Any], error: Exception) -> Any:
    if isinstance(error, ValidationException):
        name_as_asked(request, error)
    raise error

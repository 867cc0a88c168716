"""Every route of the application, and what it says of who may call it."""

from __future__ import annotations

from typing import NamedTuple

from litestar.routes import HTTPRoute

from esteio.app import build_litestar


class Route(NamedTuple):
    """What the application says of a route."""

    permission: str | None
    public: bool


def _stated() -> dict[str, Route]:
    found: dict[str, Route] = {}
    for route in build_litestar().routes:
        if isinstance(route, HTTPRoute):
            for method, (handler, _) in route.route_handler_map.items():
                if method != "OPTIONS":
                    opt = handler.opt
                    found[f"{method} {route.path_format}"] = Route(opt.get("permission"), bool(opt.get("public")))
    return found


ROUTES = _stated()
"""`GET /api/clients/{client_id}` -> what it states."""

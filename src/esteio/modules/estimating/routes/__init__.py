"""HTTP of estimating: parse, call one use case, answer."""

from esteio.modules.estimating.routes.briefings import BRIEFING_ROUTES, TEMPLATE_ROUTES
from esteio.modules.estimating.routes.clients import CLIENT_ROUTES

ROUTES = (*CLIENT_ROUTES, *TEMPLATE_ROUTES, *BRIEFING_ROUTES)

"""HTTP of estimating: parse, call one use case, answer."""

from esteio.modules.estimating.routes.approval import APPROVAL_ROUTES
from esteio.modules.estimating.routes.briefings import BRIEFING_ROUTES, TEMPLATE_ROUTES
from esteio.modules.estimating.routes.clients import CLIENT_ROUTES
from esteio.modules.estimating.routes.exports import EXPORT_ROUTES
from esteio.modules.estimating.routes.orcamentos import ORCAMENTO_ROUTES
from esteio.modules.estimating.routes.policy import POLICY_ROUTES
from esteio.modules.estimating.routes.proposal import PROPOSAL_ROUTES
from esteio.modules.estimating.routes.statistics import STATISTICS_ROUTES

ROUTES = (
    *CLIENT_ROUTES,
    *TEMPLATE_ROUTES,
    *BRIEFING_ROUTES,
    *ORCAMENTO_ROUTES,
    *PROPOSAL_ROUTES,
    *APPROVAL_ROUTES,
    *POLICY_ROUTES,
    *STATISTICS_ROUTES,
    *EXPORT_ROUTES,
)

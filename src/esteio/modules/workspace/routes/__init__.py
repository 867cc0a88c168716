"""HTTP of workspace: parse, call one use case, answer."""

from esteio.modules.workspace.routes.auth import AUTH_ROUTES
from esteio.modules.workspace.routes.files import FILE_ROUTES
from esteio.modules.workspace.routes.notifications import NOTIFICATION_ROUTES
from esteio.modules.workspace.routes.operations import OPERATION_ROUTES
from esteio.modules.workspace.routes.organisation import ORGANISATION_ROUTES
from esteio.modules.workspace.routes.people import PEOPLE_ROUTES
from esteio.modules.workspace.routes.second_factor import SECOND_FACTOR_ROUTES
from esteio.modules.workspace.routes.upkeep import UPKEEP_ROUTES

ROUTES = (
    *AUTH_ROUTES,
    *SECOND_FACTOR_ROUTES,
    *FILE_ROUTES,
    *NOTIFICATION_ROUTES,
    *OPERATION_ROUTES,
    *ORGANISATION_ROUTES,
    *PEOPLE_ROUTES,
    *UPKEEP_ROUTES,
)

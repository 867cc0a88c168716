"""Estimating: from a client's briefing to a priced, sent and signed orçamento.

Words: a *client* is somebody for whom the studio works; a *briefing* is a *template* of questions with that client's
*answers*; *facts* are what is read from them; a *price policy* holds every figure of a price, in numbered versions;
an *orçamento* is a price with its stages, dates and terms, in versions under one *código*; the *proposal* is what the
client is shown of it, on paper and behind a link.

Invariants: there is no price from an unsure fact; a change of policy never alters an orçamento; a briefing has at most
one draft; parts add to their total to the cent; what was sent does not change; a decision falls once. What may follow
what stands in `rules/states.py`, how a price comes about in `rules/pricing.py`.
"""

from pathlib import Path

from esteio.core.module import Module
from esteio.modules.estimating import jobs
from esteio.modules.estimating.live import AGGREGATES, RESOURCES
from esteio.modules.estimating.notices import NOTICES
from esteio.modules.estimating.permissions import PERMISSIONS, ROLES
from esteio.modules.estimating.routes import ROUTES
from esteio.modules.estimating.service.files import FILES

MODULE = Module(
    name="estimating",
    permissions=PERMISSIONS,
    roles=ROLES,
    routes=ROUTES,
    migrations=Path(__file__).parent / "migrations",
    jobs=jobs,
    live=(*RESOURCES, *AGGREGATES),
    files=FILES,
    notices=NOTICES,
)

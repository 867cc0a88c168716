"""Procurement: from "I need" to "it is here", live for everyone involved.

Words: a *request* (solicitação) asks for *items* on a *cost centre*; it is *signed* in stages, *A1* for the need, *A2*
for the purchase and *A3* when it is large; a *round* invites *suppliers*, each of whom answers with a *quotation*
(cotação) behind a link; the *comparison* (mapa) sets them side by side; an *award* is a frozen copy of what won; an
*order* (pedido) goes to one supplier; a *receipt* (recebimento) says what came, and the *match* holds order, receipt
and *invoice* (NF-e) against each other.

Invariants: nobody signs what they asked for, or twice in a round; a request moves only as `rules/states.py` says and
never without a line of history; totals are never negative and add up to the cent; what was signed, awarded or
received is never altered, only followed by something else.
"""

from pathlib import Path

from esteio.core.module import Module
from esteio.modules.procurement import jobs
from esteio.modules.procurement.live import AGGREGATES, RESOURCES
from esteio.modules.procurement.notices import NOTICES
from esteio.modules.procurement.permissions import PERMISSIONS, ROLES
from esteio.modules.procurement.routes import ROUTES
from esteio.modules.procurement.service.files import FILES
from esteio.modules.procurement.service.invoice_files import INVOICE_FILES
from esteio.modules.procurement.service.quotation_files import QUOTATION_FILES
from esteio.modules.procurement.service.receipt_files import RECEIPT_FILES

MODULE = Module(
    name="procurement",
    permissions=PERMISSIONS,
    roles=ROLES,
    routes=ROUTES,
    migrations=Path(__file__).parent / "migrations",
    jobs=jobs,
    files=(*FILES, QUOTATION_FILES, INVOICE_FILES, RECEIPT_FILES),
    live=(*RESOURCES, *AGGREGATES),
    notices=NOTICES,
)

"""HTTP of procurement: parse, call one use case, answer."""

from esteio.modules.procurement.routes.approval_policy import APPROVAL_POLICY_ROUTES
from esteio.modules.procurement.routes.approvals import APPROVAL_ROUTES
from esteio.modules.procurement.routes.awards import AWARD_ROUTES
from esteio.modules.procurement.routes.budgets import BUDGET_ROUTES
from esteio.modules.procurement.routes.choices import CHOICE_ROUTES
from esteio.modules.procurement.routes.comments import COMMENT_ROUTES
from esteio.modules.procurement.routes.comparison import COMPARISON_ROUTES
from esteio.modules.procurement.routes.cost_centres import COST_CENTRE_ROUTES
from esteio.modules.procurement.routes.delegations import DELEGATION_ROUTES
from esteio.modules.procurement.routes.departments import DEPARTMENT_ROUTES
from esteio.modules.procurement.routes.exports import EXPORT_ROUTES
from esteio.modules.procurement.routes.invoices import INVOICE_ROUTES
from esteio.modules.procurement.routes.order_page import ORDER_PAGE_ROUTES
from esteio.modules.procurement.routes.orders import ORDER_ROUTES
from esteio.modules.procurement.routes.quotations import QUOTATION_ROUTES
from esteio.modules.procurement.routes.receipts import RECEIPT_ROUTES
from esteio.modules.procurement.routes.reports import REPORT_ROUTES
from esteio.modules.procurement.routes.requests import REQUEST_ROUTES
from esteio.modules.procurement.routes.rounds import ROUND_ROUTES
from esteio.modules.procurement.routes.supplier_page import SUPPLIER_PAGE_ROUTES
from esteio.modules.procurement.routes.suppliers import SUPPLIER_ROUTES

ROUTES = (
    *DEPARTMENT_ROUTES,
    *COST_CENTRE_ROUTES,
    *BUDGET_ROUTES,
    *SUPPLIER_ROUTES,
    *APPROVAL_POLICY_ROUTES,
    *DELEGATION_ROUTES,
    *REQUEST_ROUTES,
    *CHOICE_ROUTES,
    *COMMENT_ROUTES,
    *APPROVAL_ROUTES,
    *ROUND_ROUTES,
    *QUOTATION_ROUTES,
    *SUPPLIER_PAGE_ROUTES,
    *COMPARISON_ROUTES,
    *AWARD_ROUTES,
    *ORDER_ROUTES,
    *ORDER_PAGE_ROUTES,
    *RECEIPT_ROUTES,
    *INVOICE_ROUTES,
    *REPORT_ROUTES,
    *EXPORT_ROUTES,
)

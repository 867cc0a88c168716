"""One request for every route: with it somebody who has the right succeeds. A new route is one line here.

The lines are in an order in which each succeeds after those before it (`TestExactRight` walks them so). In a path, in
the query and in the body `$name` stands for a thing that `inhabited.py` made; a path parameter takes the thing of its
own name unless `path` says otherwise.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from tests.factories import PASSWORD

from esteio.modules.estimating.permissions import BRIEFINGS_READ, CLIENTS_READ, ORCAMENTOS_READ
from esteio.modules.procurement.permissions import (
    DELEGATIONS_MANAGE,
    ORDERS_READ,
    QUOTATIONS_READ,
    REPORTS_READ,
    REQUESTS_MANAGE,
    REQUESTS_READ,
    SUPPLIERS_READ,
)
from esteio.modules.workspace.permissions import ORGANISATION_EDIT

OWN = 0
"""The request names nothing of another organisation: its caller is answered about their own."""


class Sample(NamedTuple):
    """A request that succeeds, and what it is answered."""

    route: str
    ok: int = 200
    body: Any = None
    path: dict[str, str] = {}  # noqa: RUF012 - never changed
    query: dict[str, str] = {}  # noqa: RUF012
    also: tuple[str, ...] = ()
    """Rights that it takes beside the one that the route states."""
    foreign: int | None = None
    """What somebody is answered who names the things of another organisation; by default 404 if there is a `$`, and
    otherwise as for the own."""
    tells: bool = False
    """Whether the answer holds text of the organisation, so that silence towards others is worth something."""


CLIENT = {"kind": "PF", "name": "Cliente novo"}
REASON = {"reason": "Aprovado por telefone"}
ORCAMENTO = {"orcamento_id": "draft"}
FACTS = {"areaM2": "200", "buildingType": "unifamiliar", "disciplines": ["arquitetura"]}
QUESTION = {"id": "area", "text": "Área?", "required": True, "kind": "text", "fact": "area_m2"}
SUPPLIER = {"kind": "PJ", "name": "Fornecedor novo"}
TEMPLATE = {
    "key": "minimo",
    "name": "Mínimo",
    "description": "O que basta.",
    "disciplines": ["arquitetura"],
    "version": 1,
    "chapters": [
        {
            "id": "a",
            "title": "A",
            "questions": [{"id": "area", "text": "Área?", "required": True, "kind": "text", "fact": "area_m2"}],
        }
    ],
}
ALERT_RULE = {
    "name": "Lento",
    "metric": "p95Latency",
    "comparison": "above",
    "threshold": 900,
    "lastingS": 60,
    "clearThreshold": 700,
    "clearLastingS": 60,
    "severity": "warning",
    "targets": ["email"],
}
COMPARED = {"round_id": "awardable_round"}
QUOTED = {"items": [{"itemId": "$asked_item", "unitPrice": "38.90"}], "name": "Seu João"}
IN_A_MONTH = (datetime.now(UTC) + timedelta(days=30)).isoformat()
REQUEST = {"title": "Mais uma compra", "costCentreId": "$cost_centre_id"}
ITEM = {"description": "Cimento CP II", "unit": "saco", "quantity": "40"}

ORDER_ENDS = {"reason": "O material não existe mais"}

SAMPLES = (
    # system
    Sample("GET /health"),
    Sample("GET /health/live"),
    Sample("GET /health/ready"),
    Sample("GET /metrics"),
    Sample("GET /docs"),
    Sample("GET /docs/{asset}", path={"asset": "=openapi.json"}),
    Sample("GET /schema/openapi.json"),
    # sign-in; each is of the person who asks
    Sample("GET /api/auth/demo-accounts"),
    Sample("GET /api/auth/me"),
    Sample("POST /api/auth/login", body={"email": "$email", "password": PASSWORD}),
    Sample("POST /api/auth/refresh", body={"refreshToken": "$refresh_token"}, foreign=OWN),
    Sample("POST /api/auth/switch", body={"organisationId": "$organisation"}, foreign=403),
    Sample("POST /api/auth/password", 204, {"currentPassword": PASSWORD, "password": "outra senha comprida"}),
    Sample("POST /api/auth/password/reset-request", 202, {"email": "$email"}, foreign=OWN),
    Sample("POST /api/auth/password/reset", 204, {"token": "$reset_token", "password": PASSWORD}, foreign=OWN),
    Sample("GET /api/auth/second-factor", foreign=OWN),
    Sample("POST /api/auth/second-factor", 201, {"password": PASSWORD}, foreign=OWN),
    # Whoever asks here has begun none, or not confirmed it: `modules/workspace/test_second_factor.py` has one.
    Sample("POST /api/auth/second-factor/confirm", 404, {"code": "123456"}),
    Sample("POST /api/auth/second-factor/recovery-codes", 404, {"password": PASSWORD, "code": "123456"}),
    Sample("POST /api/auth/second-factor/disable", 404, {"password": PASSWORD, "code": "123456"}),
    Sample("POST /api/auth/logout", 204),
    Sample("GET /api/sessions", tells=True),
    Sample("DELETE /api/sessions", 204),
    Sample("DELETE /api/sessions/{session_id}", 204),
    # organisation and files
    Sample("GET /api/organisation", tells=True),
    Sample("PUT /api/organisation", body={"name": "Ateliê Novo"}),
    Sample("POST /api/files", 201, "$file_input", also=(ORGANISATION_EDIT,), foreign=OWN),
    Sample("POST /api/files/{file_id}/confirm", path={"file_id": "file_sent"}, also=(ORGANISATION_EDIT,)),
    Sample("GET /api/files/{file_id}", tells=True),
    Sample("PUT /api/organisation/logo", body={"fileId": "$file_id"}, foreign=422),
    # people
    Sample("GET /api/people", tells=True),
    Sample("GET /api/people/{person_id}", tells=True),
    Sample("PATCH /api/people/{person_id}", body={"status": "suspended"}),
    Sample("GET /api/invitations", tells=True),
    Sample("POST /api/invitations", 201, {"email": "mais-um@exemplo.com.br", "roleIds": ["$role_id"]}, foreign=422),
    Sample("POST /api/invitations/open", body={"token": "$invitation_token"}, foreign=OWN),
    Sample(
        "POST /api/invitations/accept",
        body={"token": "$invitation_token", "name": "Quem Vem", "password": PASSWORD},
        foreign=OWN,
    ),
    Sample("DELETE /api/invitations/{invitation_id}", 204),
    Sample("GET /api/permissions"),
    Sample("GET /api/roles", tells=True),
    Sample("POST /api/roles", 201, {"name": "Papel novo", "permissions": []}),
    Sample("PUT /api/roles/{role_id}", body={"name": "Papel mudado", "permissions": []}),
    Sample("DELETE /api/roles/{role_id}", 204, path={"role_id": "unused_role"}),
    # notifications; each is of the person who asks
    Sample("GET /api/notifications", tells=True),
    Sample("GET /api/notifications/unread"),
    Sample("POST /api/notifications/{notification_id}/read", 204, path={"notification_id": "notification"}),
    Sample("POST /api/notifications/read-all"),
    Sample("GET /api/user/notification-preferences"),
    Sample(
        "PUT /api/user/notification-preferences",
        body={"events": [], "frequency": "daily", "soundEnabled": True, "emailNotifications": False},
    ),
    # operations: of the installation, for the people of organisations that operate it
    Sample("GET /health/realtime"),
    Sample("GET /api/metrics/realtime", foreign=403),
    Sample("GET /api/metrics/history", query={"metric": "averageLatency"}, foreign=403),
    Sample("GET /api/alert-rules", foreign=403),
    Sample("POST /api/alert-rules", 201, ALERT_RULE, foreign=403),
    Sample("PUT /api/alert-rules/{rule_id}", body=ALERT_RULE, foreign=403),
    Sample("POST /api/alert-rules/{rule_id}/test", 202, foreign=403),
    Sample("DELETE /api/alert-rules/{rule_id}", 204, path={"rule_id": "spare_rule"}, foreign=403),
    Sample("GET /api/alerts", foreign=403),
    # upkeep
    Sample("GET /api/audit", tells=True),
    Sample("GET /api/jobs/dead", tells=True),
    Sample("POST /api/jobs/{job_id}/retry", 202),
    Sample("DELETE /api/jobs/{job_id}", 204, path={"job_id": "spare_job"}),
    # clients
    Sample("GET /api/clients", tells=True),
    Sample("GET /api/clients/export", also=(CLIENTS_READ,), tells=True),
    Sample("POST /api/clients", 201, CLIENT),
    Sample("GET /api/clients/{client_id}", tells=True),
    Sample("PUT /api/clients/{client_id}", body={**CLIENT, "name": "Outro nome"}),
    Sample("DELETE /api/clients/{client_id}", 204),
    Sample("POST /api/clients/{client_id}/restore"),
    # live
    # What lasts would hold up the table: asked for what is not there, it is answered at once.
    Sample("GET /api/live", 422, query={"resources": "nothing"}),
    Sample("GET /api/live/connections"),
    # briefings
    Sample("GET /api/briefing-templates", tells=True),
    Sample("GET /api/briefing-templates/{template_id}", tells=True),
    Sample("POST /api/briefing-templates", 201, TEMPLATE),
    Sample("DELETE /api/briefing-templates/{template_id}", 204, path={"template_id": "spare_template"}),
    Sample("POST /api/briefing-templates/{template_id}/activate", 204, path={"template_id": "spare_template"}),
    Sample("GET /api/briefings", tells=True),
    Sample("GET /api/briefing-answers", query={"briefingId": "$briefing_id"}, foreign=200, tells=True),
    Sample("GET /api/briefings/export", also=(BRIEFINGS_READ,), tells=True),
    Sample("GET /api/briefing-people"),
    Sample(
        "POST /api/briefings",
        201,
        {"clientId": "$client_id", "templateId": "$template_id", "title": "Mais um"},
        foreign=422,
    ),
    Sample("GET /api/briefings/{ref}", path={"ref": "briefing_id"}, tells=True),
    Sample("PATCH /api/briefings/{briefing_id}", body={"title": "Outro título"}),
    Sample("GET /api/briefings/{briefing_id}/answers", tells=True),
    Sample("GET /api/briefings/{ref}/extraction", path={"ref": "briefing_id"}, tells=True),
    Sample(
        "PUT /api/briefings/{briefing_id}/answers/{question_id}",
        path={"question_id": "=cidade"},
        body={"value": "Santos/SP"},
    ),
    Sample("PUT /api/briefings/{briefing_id}/facts/{fact}", path={"fact": "=city"}, body={"value": "Campinas"}),
    Sample("DELETE /api/briefings/{briefing_id}/facts/{fact}", path={"fact": "=city"}),
    Sample("POST /api/briefings/{briefing_id}/complete"),
    Sample("POST /api/briefings/{briefing_id}/edit"),
    # orçamentos
    Sample("POST /api/orcamentos/gerar-briefing/{ref}", 201, path={"ref": "concluded_briefing"}),
    Sample("GET /api/orcamentos", tells=True),
    Sample("GET /api/orcamentos/export", also=(ORCAMENTOS_READ,), tells=True),
    Sample("GET /api/orcamentos/{orcamento_id}", path=ORCAMENTO, tells=True),
    Sample("PATCH /api/orcamentos/{orcamento_id}", body={"notes": "Outra nota"}, path=ORCAMENTO),
    Sample("GET /api/orcamentos/{orcamento_id}/history", path=ORCAMENTO),
    Sample("GET /api/orcamentos/{orcamento_id}/versions", path=ORCAMENTO, tells=True),
    Sample(
        "GET /api/orcamentos/{orcamento_id}/compare",
        path={"orcamento_id": "second_version"},
        query={"with": "$first_version"},
        tells=True,
    ),
    Sample("GET /api/orcamentos/{orcamento_id}/proposal.pdf", path=ORCAMENTO),
    Sample("POST /api/orcamentos/{orcamento_id}/discount/approve", path={"orcamento_id": "discounted"}),
    Sample("POST /api/orcamentos/{orcamento_id}/discount/refuse", path={"orcamento_id": "discounted_too"}),
    Sample("POST /api/orcamentos/{orcamento_id}/send", path=ORCAMENTO),
    Sample("GET /api/orcamentos/{orcamento_id}/link", path=ORCAMENTO),
    Sample("POST /api/orcamentos/{orcamento_id}/link", 201, path=ORCAMENTO),
    Sample("POST /api/orcamentos/{orcamento_id}/new-version", 201, path=ORCAMENTO),
    Sample("POST /api/orcamentos/{orcamento_id}/approve", body=REASON, path={"orcamento_id": "sent"}),
    Sample("POST /api/orcamentos/{orcamento_id}/reject", body=REASON, path={"orcamento_id": "sent_too"}),
    Sample("GET /api/statistics/pipeline"),
    # price policy
    Sample("GET /api/price-policy", tells=True),
    Sample("GET /api/price-policy/versions", tells=True),
    Sample("GET /api/price-policy/versions/{number}", path={"number": "policy_number"}, tells=True, foreign=OWN),
    Sample("POST /api/price-policy/preview", body={"facts": FACTS}),
    Sample("PUT /api/price-policy", body={"policy": "$policy", "note": "Igual"}, foreign=OWN),
    # procurement, organisation: departments, cost centres, budgets, suppliers, policy, delegations
    Sample("GET /api/departments", tells=True),
    Sample("POST /api/departments", 201, {"name": "Departamento novo"}),
    Sample("GET /api/departments/{department_id}", tells=True),
    Sample("PUT /api/departments/{department_id}", body={"name": "Outro departamento"}),
    Sample("DELETE /api/departments/{department_id}", 204),
    Sample("POST /api/departments/{department_id}/restore"),
    Sample("GET /api/cost-centres", tells=True),
    Sample("POST /api/cost-centres", 201, {"code": "NOVO", "name": "Centro novo"}),
    Sample("GET /api/cost-centres/{cost_centre_id}", tells=True),
    Sample("PUT /api/cost-centres/{cost_centre_id}", body={"code": "OUTRO", "name": "Outro centro"}),
    Sample("DELETE /api/cost-centres/{cost_centre_id}", 204),
    Sample("POST /api/cost-centres/{cost_centre_id}/restore"),
    Sample(
        "PUT /api/cost-centres/{cost_centre_id}/people/{person_id}",
        body={"approves": False},
        path={"person_id": "delegate_id"},
    ),
    Sample("GET /api/cost-centres/{cost_centre_id}/people", tells=True),
    Sample("DELETE /api/cost-centres/{cost_centre_id}/people/{person_id}", 204, path={"person_id": "delegate_id"}),
    Sample("GET /api/budgets", tells=True),
    Sample("POST /api/budgets", 201, {"costCentreId": "$cost_centre_id", "year": 2031, "amount": "1.00"}, foreign=422),
    Sample("GET /api/budgets/{budget_id}", tells=True),
    Sample("PUT /api/budgets/{budget_id}", body={"amount": "900.00"}),
    Sample("DELETE /api/budgets/{budget_id}", 204, path={"budget_id": "spare_budget"}),
    Sample("GET /api/cost-centres/{cost_centre_id}/budget"),
    Sample("GET /api/suppliers", tells=True),
    Sample("GET /api/suppliers/export", also=(SUPPLIERS_READ,), tells=True),
    Sample("GET /api/purchase-requests/export", also=(REQUESTS_READ,)),
    Sample("GET /api/purchase-orders/export", also=(ORDERS_READ,)),
    Sample("POST /api/suppliers", 201, SUPPLIER),
    Sample("GET /api/suppliers/{supplier_id}", tells=True),
    Sample("PUT /api/suppliers/{supplier_id}", body={**SUPPLIER, "name": "Outro fornecedor"}),
    Sample("DELETE /api/suppliers/{supplier_id}", 204),
    Sample("POST /api/suppliers/{supplier_id}/restore"),
    Sample("GET /api/approval-policy", tells=True),
    Sample("GET /api/approval-policy/versions", tells=True),
    Sample(
        "GET /api/approval-policy/versions/{number}",
        path={"number": "approval_policy_number"},
        tells=True,
        foreign=OWN,
    ),
    Sample("PUT /api/approval-policy", body={"policy": "$approval_policy", "note": "Igual"}, foreign=OWN),
    Sample("GET /api/approval-delegations"),
    Sample(
        "POST /api/approval-delegations",
        201,
        {"fromId": "$approver_id", "toId": "$delegate_id", "startsOn": "2098-01-06", "endsOn": "2098-01-17"},
        also=(DELEGATIONS_MANAGE,),
        foreign=422,
    ),
    Sample("GET /api/approval-delegations/{delegation_id}", also=(DELEGATIONS_MANAGE,), tells=True),
    Sample("POST /api/approval-delegations/{delegation_id}/cancel", also=(DELEGATIONS_MANAGE,)),
    # procurement, reports
    Sample("GET /api/reports/purchases/spend"),
    Sample("GET /api/reports/purchases/spend/export", also=(REPORTS_READ,)),
    Sample("GET /api/reports/purchases/cycle-time"),
    Sample("GET /api/reports/purchases/cycle-time/export", also=(REPORTS_READ,)),
    Sample("GET /api/reports/purchases/savings"),
    Sample("GET /api/reports/purchases/savings/export", also=(REPORTS_READ,)),
    Sample("GET /api/reports/purchases/suppliers"),
    Sample("GET /api/reports/purchases/suppliers/export", also=(REPORTS_READ,)),
    Sample("GET /api/reports/purchases/commitments"),
    Sample("GET /api/reports/purchases/commitments/export", also=(REPORTS_READ,)),
    Sample("GET /api/reports/purchases/budget"),
    Sample("GET /api/reports/purchases/budget/export", also=(REPORTS_READ,)),
    # procurement, quotations: rounds, answers written down, messages, links
    Sample(
        "POST /api/purchase-requests/{request_id}/rounds",
        201,
        {"supplierIds": ["$supplier_id"]},
        path={"request_id": "quotable_request"},
    ),
    Sample("GET /api/quotation-rounds", tells=True),
    Sample("GET /api/quotation-rounds/{round_id}", tells=True),
    Sample("POST /api/quotation-rounds/{round_id}/invite", body={"supplierIds": ["$uninvited_supplier"]}),
    Sample("POST /api/quotation-rounds/{round_id}/extend", body={"closesAt": IN_A_MONTH}),
    Sample("POST /api/quotation-rounds/{round_id}/remind"),
    Sample(
        "POST /api/quotation-rounds/{round_id}/cancel",
        body={"reason": "A obra parou"},
        path={"round_id": "spare_round"},
    ),
    Sample("GET /api/quotations", tells=True),
    Sample("GET /api/quotations/{quotation_id}", tells=True),
    Sample("PUT /api/quotations/{quotation_id}/answer", body=QUOTED),
    Sample(
        "POST /api/quotations/{quotation_id}/decline",
        body={"reason": "Não vende mais"},
        path={"quotation_id": "declinable_quotation"},
    ),
    Sample(
        "POST /api/quotations/{quotation_id}/cancel",
        body={"reason": "Foi engano"},
        path={"quotation_id": "cancellable_quotation"},
    ),
    Sample("GET /api/quotations/{quotation_id}/link", path={"quotation_id": "linked_quotation"}),
    Sample("POST /api/quotations/{quotation_id}/link", 201, path={"quotation_id": "linked_quotation"}),
    Sample("POST /api/quotations/{quotation_id}/messages", 201, {"text": "Aceitam visita?"}),
    Sample("GET /api/quotation-messages", query={"quotationId": "$quotation_id"}, foreign=200, tells=True),
    # the supplier's page: its link is the right to it, whoever asks
    Sample("GET /api/public/quotations/{token}", path={"token": "quotation_token"}, tells=True, foreign=OWN),
    Sample("POST /api/public/quotations/{token}/answer", body=QUOTED, path={"token": "quotation_token"}, foreign=OWN),
    Sample(
        "POST /api/public/quotations/{token}/messages",
        201,
        {"text": "Descarrega no local?"},
        path={"token": "quotation_token"},
        foreign=OWN,
    ),
    Sample(
        "POST /api/public/quotations/{token}/files",
        201,
        "$supplier_ticket",
        path={"token": "quotation_token"},
        foreign=OWN,
    ),
    Sample(
        "POST /api/public/quotations/{token}/files/{file_id}/confirm",
        path={"token": "quotation_token", "file_id": "supplier_file"},
        foreign=OWN,
    ),
    Sample(
        "POST /api/public/quotations/{token}/decline",
        body={"reason": "Não vendemos"},
        path={"token": "other_quotation_token"},
        foreign=OWN,
    ),
    # procurement, requests: the owner's, so that changing them takes the right to look after everybody's
    Sample("GET /api/purchase-requests", tells=True),
    Sample("GET /api/purchase-requests/board"),
    Sample("GET /api/purchase-requests/moves"),
    Sample("GET /api/purchase-people", query={"may": "buy"}, tells=True),
    Sample("GET /api/purchase-categories"),
    Sample("POST /api/purchase-requests", 201, {**REQUEST, "items": [ITEM]}, foreign=422),
    Sample("GET /api/purchase-requests/{request_id}", tells=True),
    Sample(
        "PUT /api/purchase-requests/{request_id}",
        body={**REQUEST, "title": "Outro título"},
        also=(REQUESTS_MANAGE,),
    ),
    Sample("PUT /api/purchase-requests/{request_id}/items", body={"items": [ITEM]}, also=(REQUESTS_MANAGE,)),
    Sample("POST /api/purchase-requests/{request_id}/items/paste", body={"text": "Cimento\t40\tsaco"}),
    Sample("POST /api/purchase-request-items/paste", body={"text": "Cimento\t40\tsaco"}),
    Sample("GET /api/purchase-request-items", query={"requestId": "$request_id"}, foreign=200),
    Sample("PUT /api/purchase-requests/{request_id}/buyer", body={"buyerId": None}),
    Sample("POST /api/purchase-requests/{request_id}/duplicate", 201),
    Sample(
        "POST /api/purchase-requests/{request_id}/moves",
        body={"action": "submit"},
        path={"request_id": "moving_request"},
        also=(REQUESTS_MANAGE,),
    ),
    Sample("GET /api/purchase-requests/{request_id}/history"),
    Sample("GET /api/purchase-request-comments", query={"requestId": "$request_id"}, foreign=200, tells=True),
    Sample("POST /api/purchase-requests/{request_id}/comments", 201, {"text": "Serve?"}),
    Sample(
        "DELETE /api/purchase-requests/{request_id}/comments/{comment_id}",
        204,
        path={"comment_id": "spare_comment"},
        also=(REQUESTS_MANAGE,),
    ),
    # procurement, approvals: who asks signs for somebody who is away
    Sample("GET /api/approvals", query={"requestId": "$approvable_request"}, foreign=200),
    Sample("GET /api/purchase-requests/{request_id}/approvals", path={"request_id": "approvable_request"}, tells=True),
    Sample("POST /api/purchase-requests/{request_id}/approve", path={"request_id": "approvable_request"}),
    Sample(
        "POST /api/purchase-requests/{request_id}/reject",
        body={"reason": "A escada fica como está"},
        path={"request_id": "rejectable_request"},
    ),
    Sample("GET /api/approvals/bulk", tells=True),
    Sample("GET /api/approvals/bulk/{bulk_id}", tells=True),
    Sample("POST /api/approvals/bulk", 202, {"decision": "approved", "ids": ["$request_id"]}, foreign=202),
    # procurement, comparison and award
    Sample("GET /api/quotation-rounds/{round_id}/comparison", path=COMPARED, tells=True),
    Sample("GET /api/quotation-rounds/{round_id}/comparison.xlsx", path=COMPARED, also=(QUOTATIONS_READ,)),
    Sample("GET /api/quotation-rounds/{round_id}/comparison.pdf", path=COMPARED),
    Sample(
        "POST /api/quotation-rounds/{round_id}/comparison/what-if",
        body={"quotationId": "$awardable_quotation"},
        path=COMPARED,
    ),
    Sample(
        "POST /api/quotation-rounds/{round_id}/award",
        201,
        {"quotationId": "$awardable_quotation", "exceptionReason": "Só há um na região"},
        path=COMPARED,
    ),
    Sample("GET /api/awards/{award_id}", tells=True),
    Sample("GET /api/purchase-requests/{request_id}/awards", path={"request_id": "awarded_request"}),
    Sample(
        "POST /api/purchase-requests/{request_id}/return-to-quotation",
        body={"reason": "O preço mudou"},
        path={"request_id": "awarded_request"},
    ),
    # procurement, orders and receipts
    Sample("POST /api/purchase-requests/{request_id}/orders", 201, path={"request_id": "approved_request"}),
    Sample("GET /api/purchase-orders", tells=True),
    Sample("GET /api/purchase-orders/{order_id}", tells=True),
    Sample("PUT /api/purchase-orders/{order_id}", body={"deliveryAddress": {"city": "Santos"}, "notes": "Até 11 h"}),
    Sample("GET /api/purchase-orders/{order_id}/order.pdf"),
    Sample("POST /api/purchase-orders/{order_id}/send"),
    Sample("GET /api/purchase-orders/{order_id}/link"),
    Sample("POST /api/purchase-orders/{order_id}/link", 201),
    Sample("POST /api/purchase-orders/{order_id}/messages", 204, {"text": "Confirmam?"}),
    Sample("POST /api/purchase-orders/{order_id}/confirm"),
    Sample("GET /api/purchase-orders/{order_id}/history"),
    Sample("POST /api/purchase-orders/{order_id}/cancel", body=ORDER_ENDS, path={"order_id": "cancellable_order"}),
    Sample(
        "POST /api/purchase-orders/{order_id}/return-to-quotation",
        body=ORDER_ENDS,
        path={"order_id": "returnable_order"},
    ),
    Sample("POST /api/purchase-orders/{order_id}/close-short", body=ORDER_ENDS, path={"order_id": "short_order"}),
    Sample("GET /api/public/orders/{token}", path={"token": "order_token"}, tells=True, foreign=OWN),
    Sample("GET /api/public/orders/{token}/pdf", path={"token": "order_token"}, foreign=OWN),
    Sample(
        "POST /api/public/orders/{token}/messages",
        204,
        {"text": "A que horas?"},
        path={"token": "order_token"},
        foreign=OWN,
    ),
    Sample(
        "POST /api/public/orders/{token}/confirm",
        body={"name": "Joana Prado"},
        path={"token": "order_token"},
        foreign=OWN,
    ),
    Sample(
        "POST /api/purchase-orders/{order_id}/receipts",
        201,
        {"items": [{"orderItemId": "$order_item", "accepted": "1"}]},
        path={"order_id": "arriving_order"},
    ),
    Sample("GET /api/receipts"),
    Sample("GET /api/receipts/{receipt_id}", tells=True),
    Sample(
        "PUT /api/receipts/{receipt_id}",
        body={"items": [{"orderItemId": "$order_item", "accepted": "2"}]},
    ),
    Sample("POST /api/receipts/{receipt_id}/hand-in"),
    Sample("POST /api/receipts/{receipt_id}/finish", body={"differenceReason": "A nota segue amanhã"}),
    Sample("POST /api/receipts/{receipt_id}/cancel", body=ORDER_ENDS, path={"receipt_id": "spare_receipt"}),
    # procurement, invoices and match
    Sample("GET /api/invoices", tells=True),
    Sample("POST /api/invoices", 201, {"xml": "$invoice_xml"}, foreign=201),
    Sample("GET /api/invoices/{invoice_id}", tells=True),
    Sample("GET /api/invoices/{invoice_id}/xml", tells=True),
    Sample("POST /api/invoices/{invoice_id}/link", body={"orderId": "$matched_order"}),
    Sample(
        "PUT /api/invoices/{invoice_id}/items",
        body={"items": [{"id": "$invoice_id_line", "orderItemId": "$ordered_item"}]},
    ),
    Sample("GET /api/purchase-orders/{order_id}/match", path={"order_id": "matched_order"}),
    Sample("POST /api/invoices/{invoice_id}/cancel", body={"reason": "Cancelada pelo emitente"}),
    Sample("POST /api/invoices/{invoice_id}/restore", path={"invoice_id": "cancelled_invoice"}),
    # the client's page: its link is the right to it, whoever asks
    Sample("GET /api/public/proposals/{token}", path={"token": "link_token"}, tells=True, foreign=OWN),
    Sample("GET /api/public/proposals/{token}/pdf", path={"token": "link_token"}, foreign=OWN),
    Sample(
        "POST /api/public/proposals/{token}/comments",
        201,
        {"text": "Muito bom"},
        path={"token": "link_token"},
        foreign=OWN,
    ),
    Sample(
        "POST /api/public/proposals/{token}/approve",
        body={"name": "Marina Duarte", "cpf": "529.982.247-25"},
        path={"token": "link_token"},
        foreign=OWN,
    ),
    Sample(
        "POST /api/public/proposals/{token}/decline",
        body={"reason": "Fica para o ano que vem"},
        path={"token": "other_link_token"},
        foreign=OWN,
    ),
)

WITHOUT_A_SAMPLE = {
    "GET /schema": "Litestar's own address, which answers nothing beside openapi.json",
    "GET /schema/{path}": "Litestar's own answer for what is not there",
}

NAMED_IN_A_BODY = (
    # Own thing in the path, another organisation's in the body, the query or a part of the body: as the same thing
    # that does not exist.
    Sample("PATCH /api/briefings/{briefing_id}", 422, {"clientId": "$$client_id"}),
    Sample("PATCH /api/briefings/{briefing_id}", 422, {"responsibleId": "$$person_id"}),
    Sample("POST /api/briefings", 422, {"clientId": "$$client_id", "templateId": "$template_id", "title": "De outro"}),
    Sample("POST /api/briefings", 422, {"clientId": "$client_id", "templateId": "$$template_id", "title": "De outro"}),
    Sample(
        "POST /api/briefings",
        422,
        {
            "clientId": "$client_id",
            "templateId": "$template_id",
            "title": "De outro",
            "responsibleId": "$$person_id",
        },
    ),
    Sample("PATCH /api/people/{person_id}", 422, {"roleIds": ["$$role_id"]}),
    Sample("POST /api/invitations", 422, {"email": "alguem@exemplo.com.br", "roleIds": ["$role_id", "$$role_id"]}),
    Sample("PUT /api/organisation/logo", 422, {"fileId": "$$file_id"}),
    Sample("POST /api/auth/login", 403, {"email": "$email", "password": PASSWORD, "organisationId": "$$organisation"}),
    Sample(
        "GET /api/orcamentos/{orcamento_id}/compare", 404, path={"orcamento_id": "draft"}, query={"with": "$$draft"}
    ),
    Sample("GET /api/orcamentos", 200, query={"clientId": "$$client_id"}),
    Sample("GET /api/orcamentos", 200, query={"briefingId": "$$briefing_id"}),
    Sample("GET /api/briefings", 200, query={"clientId": "$$client_id"}),
    Sample("GET /api/briefings", 200, query={"responsibleId": "$$person_id"}),
    Sample("GET /api/briefing-answers", query={"briefingId": "$briefing_id"}, foreign=200, tells=True),
    Sample("GET /api/briefings/export", 200, query={"clientId": "$$client_id"}),
    Sample("POST /api/cost-centres", 422, {"code": "X", "name": "De outro", "departmentId": "$$department_id"}),
    Sample(
        "PUT /api/cost-centres/{cost_centre_id}",
        422,
        {"code": "X", "name": "De outro", "departmentId": "$$department_id"},
    ),
    Sample("POST /api/budgets", 422, {"costCentreId": "$$cost_centre_id", "year": 2032, "amount": "1.00"}),
    Sample(
        "POST /api/approval-delegations",
        422,
        {"toId": "$$delegate_id", "startsOn": "2097-01-07", "endsOn": "2097-01-08"},
    ),
    Sample(
        "POST /api/approval-delegations",
        422,
        {"fromId": "$$approver_id", "toId": "$delegate_id", "startsOn": "2097-01-07", "endsOn": "2097-01-08"},
    ),
    Sample("GET /api/cost-centres", 200, query={"departmentId": "$$department_id"}),
    Sample("GET /api/cost-centres", 200, query={"personId": "$$approver_id"}),
    Sample("GET /api/budgets", 200, query={"costCentreId": "$$cost_centre_id"}),
    Sample("GET /api/approval-delegations", 200, query={"fromId": "$$approver_id"}),
    Sample(
        "POST /api/purchase-requests/{request_id}/rounds",
        422,
        {"supplierIds": ["$$supplier_id"]},
        path={"request_id": "quotable_request"},
    ),
    Sample("POST /api/quotation-rounds/{round_id}/invite", 422, {"supplierIds": ["$$uninvited_supplier"]}),
    Sample(
        "PUT /api/quotations/{quotation_id}/answer",
        422,
        {"items": [{"itemId": "$$asked_item", "unitPrice": "38.90"}]},
    ),
    Sample(
        "POST /api/quotation-rounds/{round_id}/award",
        422,
        {"quotationId": "$$awarded_quotation", "exceptionReason": "Só há um na região"},
        path=COMPARED,
    ),
    Sample(
        "POST /api/purchase-orders/{order_id}/receipts",
        422,
        {"items": [{"orderItemId": "$$order_item", "accepted": "1"}]},
        path={"order_id": "arriving_order"},
    ),
    Sample(
        "PUT /api/receipts/{receipt_id}",
        422,
        {"items": [{"orderItemId": "$order_item", "accepted": "1"}], "invoiceId": "$$invoice_id"},
    ),
    Sample("GET /api/purchase-orders", 200, query={"supplierId": "$$supplier_id"}),
    Sample("GET /api/purchase-orders", 200, query={"requestId": "$$approved_request"}),
    Sample("GET /api/purchase-orders", 200, query={"q": "Segredo"}),
    Sample("GET /api/receipts", 200, query={"orderId": "$$arriving_order"}),
    Sample("GET /api/receipts", 200, query={"q": "Segredo"}),
    Sample("GET /api/quotation-rounds", 200, query={"purchaseRequestId": "$$quotable_request"}),
    Sample("GET /api/quotations", 200, query={"roundId": "$$round_id"}),
    Sample("GET /api/quotations", 200, query={"supplierId": "$$supplier_id"}),
    Sample("GET /api/quotation-messages", 200, query={"quotationId": "$$quotation_id"}),
    Sample("GET /api/suppliers", 200, query={"q": "Segredo"}),
    Sample("POST /api/purchase-requests", 422, {**REQUEST, "costCentreId": "$$cost_centre_id"}),
    Sample("POST /api/purchase-requests", 422, {**REQUEST, "departmentId": "$$department_id"}),
    Sample("PUT /api/purchase-requests/{request_id}", 422, {**REQUEST, "costCentreId": "$$cost_centre_id"}),
    Sample("PUT /api/purchase-requests/{request_id}/items", 422, {"items": [{**ITEM, "id": "$$item_id"}]}),
    Sample("PUT /api/purchase-requests/{request_id}/buyer", 422, {"buyerId": "$$delegate_id"}),
    Sample("POST /api/purchase-requests/{request_id}/comments", 422, {"text": "Oi", "mentions": ["$$delegate_id"]}),
    Sample("GET /api/purchase-requests", 200, query={"costCentreId": "$$cost_centre_id"}),
    Sample("GET /api/purchase-requests", 200, query={"parentId": "$$request_id"}),
    Sample("GET /api/purchase-requests", 200, query={"q": "Segredo"}),
    Sample("GET /api/purchase-request-items", 200, query={"requestId": "$$request_id"}),
    Sample("GET /api/purchase-request-comments", 200, query={"requestId": "$$request_id"}),
    Sample("GET /api/clients", 200, query={"q": "Segredo"}),
    Sample("GET /api/people", 200, query={"q": "Segredo"}),
    Sample("GET /api/orcamentos", 200, query={"q": "Segredo"}),
    Sample("POST /api/invoices", 422, {"xml": "$invoice_xml", "orderId": "$$matched_order"}),
    Sample("POST /api/invoices", 422, {"fileId": "$$file_id"}),
    Sample("POST /api/invoices/{invoice_id}/link", 422, {"orderId": "$$matched_order"}),
    Sample(
        "PUT /api/invoices/{invoice_id}/items",
        422,
        {"items": [{"id": "$invoice_id_line", "orderItemId": "$$ordered_item"}]},
    ),
    Sample("GET /api/invoices", 200, query={"orderId": "$$matched_order"}),
    Sample("GET /api/invoices", 200, query={"q": "Segredo"}),
)
"""`$name` is the caller's own thing, `$$name` the other organisation's."""

"""What procurement lets roles do, and the roles that it adds to those every organisation starts with."""

from esteio.core.access import Permission, RoleTemplate

CENTRES_READ = "procurement.centres.read"
CENTRES_EDIT = "procurement.centres.edit"
BUDGETS_READ = "procurement.budgets.read"
BUDGETS_EDIT = "procurement.budgets.edit"
SUPPLIERS_READ = "procurement.suppliers.read"
SUPPLIERS_EDIT = "procurement.suppliers.edit"
REQUESTS_READ = "procurement.requests.read"
REQUESTS_CREATE = "procurement.requests.create"
REQUESTS_MANAGE = "procurement.requests.manage"
APPROVALS_NEED = "procurement.approvals.need"
APPROVALS_PURCHASE = "procurement.approvals.purchase"
APPROVALS_DIRECTOR = "procurement.approvals.director"
APPROVALS_CEO = "procurement.approvals.ceo"
POLICY_READ = "procurement.policy.read"
POLICY_EDIT = "procurement.policy.edit"
DELEGATIONS_MANAGE = "procurement.delegations.manage"
QUOTATIONS_READ = "procurement.quotations.read"
QUOTATIONS_RUN = "procurement.quotations.run"
QUOTATIONS_AWARD = "procurement.quotations.award"
ORDERS_READ = "procurement.orders.read"
ORDERS_EDIT = "procurement.orders.edit"
ORDERS_SEND = "procurement.orders.send"
RECEIPTS_READ = "procurement.receipts.read"
RECEIPTS_COUNT = "procurement.receipts.count"
RECEIPTS_CHECK = "procurement.receipts.check"
REPORTS_READ = "procurement.reports.read"
PROCUREMENT_EXPORT = "procurement.export.run"

PERMISSIONS = (
    Permission(CENTRES_READ, "Ver departamentos e centros de custo"),
    Permission(CENTRES_EDIT, "Cadastrar departamentos, centros de custo e quem os aprova"),
    Permission(BUDGETS_READ, "Ver as verbas dos centros de custo"),
    Permission(BUDGETS_EDIT, "Definir as verbas dos centros de custo"),
    Permission(SUPPLIERS_READ, "Ver os fornecedores"),
    Permission(SUPPLIERS_EDIT, "Cadastrar, alterar e arquivar fornecedores"),
    Permission(REQUESTS_READ, "Ver as solicitações de compra"),
    Permission(REQUESTS_CREATE, "Criar e enviar as próprias solicitações"),
    Permission(REQUESTS_MANAGE, "Alterar, cancelar e arquivar solicitações de qualquer pessoa e definir o comprador"),
    Permission(APPROVALS_NEED, "Aprovar a necessidade (A1) nos centros de custo em que é aprovador"),
    Permission(APPROVALS_PURCHASE, "Aprovar a compra depois das cotações (A2)"),
    Permission(APPROVALS_DIRECTOR, "Dar a segunda assinatura (A3) como diretor"),
    Permission(APPROVALS_CEO, "Dar a segunda assinatura (A3) como presidente"),
    Permission(POLICY_READ, "Ver a política de alçadas"),
    Permission(POLICY_EDIT, "Alterar a política de alçadas"),
    Permission(DELEGATIONS_MANAGE, "Delegar aprovações em nome de outras pessoas"),
    Permission(QUOTATIONS_READ, "Ver cotações e mapas comparativos"),
    Permission(QUOTATIONS_RUN, "Convidar fornecedores e conduzir cotações"),
    Permission(QUOTATIONS_AWARD, "Escolher os vencedores de uma cotação"),
    Permission(ORDERS_READ, "Ver os pedidos de compra"),
    Permission(ORDERS_EDIT, "Emitir, alterar e cancelar pedidos e devolvê-los à cotação"),
    Permission(ORDERS_SEND, "Enviar pedidos ao fornecedor"),
    Permission(RECEIPTS_READ, "Ver recebimentos e notas fiscais"),
    Permission(RECEIPTS_COUNT, "Registrar o que chegou"),
    Permission(RECEIPTS_CHECK, "Conferir recebimentos com pedido e nota fiscal"),
    Permission(REPORTS_READ, "Ver os relatórios de compras"),
    Permission(PROCUREMENT_EXPORT, "Exportar listas e relatórios de compras"),
)

_REQUESTER = (CENTRES_READ, REQUESTS_READ, REQUESTS_CREATE, ORDERS_READ, RECEIPTS_READ)
_APPROVER = (*_REQUESTER, APPROVALS_NEED, BUDGETS_READ, SUPPLIERS_READ, QUOTATIONS_READ, REPORTS_READ)
_BUYER = (
    *_REQUESTER,
    BUDGETS_READ,
    SUPPLIERS_READ,
    SUPPLIERS_EDIT,
    REQUESTS_MANAGE,
    POLICY_READ,
    QUOTATIONS_READ,
    QUOTATIONS_RUN,
    QUOTATIONS_AWARD,
    ORDERS_EDIT,
    ORDERS_SEND,
    RECEIPTS_COUNT,
    REPORTS_READ,
    PROCUREMENT_EXPORT,
)
_PURCHASING_MANAGER = (
    *_BUYER,
    CENTRES_EDIT,
    BUDGETS_EDIT,
    APPROVALS_NEED,
    APPROVALS_PURCHASE,
    DELEGATIONS_MANAGE,
    RECEIPTS_CHECK,
)

ROLES = (
    RoleTemplate("requester", "Solicitante", _REQUESTER),
    RoleTemplate("approver", "Aprovador de centro de custo", _APPROVER),
    RoleTemplate("buyer", "Comprador", _BUYER),
    RoleTemplate("purchasing_manager", "Gerente de compras", _PURCHASING_MANAGER),
    RoleTemplate("warehouse", "Almoxarife", (*_REQUESTER, RECEIPTS_COUNT, RECEIPTS_CHECK)),
    RoleTemplate(
        "purchasing_director", "Diretor de compras", (*_APPROVER, APPROVALS_DIRECTOR, POLICY_READ, POLICY_EDIT)
    ),
    RoleTemplate("ceo", "Presidente", (*_APPROVER, APPROVALS_CEO, POLICY_READ)),
)
"""The owner's `*` covers all of these; whoever asks for something cannot approve it, whatever they hold."""

"""What estimating lets roles do, and the roles that it adds to those every organisation starts with."""

from esteio.core.access import Permission, RoleTemplate

CLIENTS_READ = "estimating.clients.read"
CLIENTS_EDIT = "estimating.clients.edit"
TEMPLATES_READ = "estimating.templates.read"
TEMPLATES_EDIT = "estimating.templates.edit"
BRIEFINGS_READ = "estimating.briefings.read"
BRIEFINGS_EDIT = "estimating.briefings.edit"
BRIEFINGS_ANSWER = "estimating.briefings.answer"
BRIEFINGS_CONCLUDE = "estimating.briefings.conclude"
ORCAMENTOS_READ = "estimating.orcamentos.read"
ORCAMENTOS_CREATE = "estimating.orcamentos.create"
ORCAMENTOS_EDIT = "estimating.orcamentos.edit"
ORCAMENTOS_SEND = "estimating.orcamentos.send"
ORCAMENTOS_DECIDE = "estimating.orcamentos.decide"
ORCAMENTOS_APPROVE_DISCOUNT = "estimating.orcamentos.approve_discount"
POLICY_READ = "estimating.policy.read"
POLICY_EDIT = "estimating.policy.edit"
STATISTICS_READ = "estimating.statistics.read"
EXPORT_RUN = "estimating.export.run"

PERMISSIONS = (
    Permission(CLIENTS_READ, "Ver os clientes"),
    Permission(CLIENTS_EDIT, "Cadastrar, alterar e arquivar clientes"),
    Permission(TEMPLATES_READ, "Ver os modelos de briefing"),
    Permission(TEMPLATES_EDIT, "Criar e alterar modelos de briefing"),
    Permission(BRIEFINGS_READ, "Ver os briefings e suas respostas"),
    Permission(BRIEFINGS_EDIT, "Abrir briefings, alterar seus dados e reabri-los"),
    Permission(BRIEFINGS_ANSWER, "Responder briefings"),
    Permission(BRIEFINGS_CONCLUDE, "Concluir briefings e confirmar o que foi lido das respostas"),
    Permission(ORCAMENTOS_READ, "Ver os orçamentos e seus preços"),
    Permission(ORCAMENTOS_CREATE, "Gerar orçamentos e novas versões"),
    Permission(ORCAMENTOS_EDIT, "Alterar orçamentos em rascunho e dar desconto até o limite"),
    Permission(ORCAMENTOS_SEND, "Enviar orçamentos ao cliente"),
    Permission(ORCAMENTOS_DECIDE, "Registrar a aprovação ou a recusa do cliente"),
    Permission(ORCAMENTOS_APPROVE_DISCOUNT, "Aprovar descontos acima do limite"),
    Permission(POLICY_READ, "Ver a política de preços"),
    Permission(POLICY_EDIT, "Alterar a política de preços"),
    Permission(STATISTICS_READ, "Ver as estatísticas dos orçamentos"),
    Permission(EXPORT_RUN, "Exportar listas em CSV e XLSX"),
)

_ASSISTANT = (CLIENTS_READ, TEMPLATES_READ, BRIEFINGS_READ, BRIEFINGS_ANSWER)
_ARCHITECT = (
    *_ASSISTANT,
    CLIENTS_EDIT,
    TEMPLATES_EDIT,
    BRIEFINGS_EDIT,
    BRIEFINGS_CONCLUDE,
    ORCAMENTOS_READ,
    ORCAMENTOS_CREATE,
    ORCAMENTOS_EDIT,
    ORCAMENTOS_SEND,
    ORCAMENTOS_DECIDE,
    POLICY_READ,
    STATISTICS_READ,
    EXPORT_RUN,
)

ROLES = (
    RoleTemplate("director", "Diretor", (*_ARCHITECT, ORCAMENTOS_APPROVE_DISCOUNT, POLICY_EDIT)),
    RoleTemplate("architect", "Arquiteto", _ARCHITECT),
    RoleTemplate("assistant", "Assistente", _ASSISTANT),
)
"""The assistant sees and answers briefings, and no price. The owner's `*` covers all of these."""

"""What workspace lets roles do, and the roles that every organisation starts with."""

from esteio.core.access import Permission, RoleTemplate

ORGANISATION_EDIT = "workspace.organisation.edit"
PEOPLE_READ = "workspace.people.read"
PEOPLE_INVITE = "workspace.people.invite"
PEOPLE_MANAGE = "workspace.people.manage"
ROLES_READ = "workspace.roles.read"
ROLES_MANAGE = "workspace.roles.manage"
AUDIT_READ = "workspace.audit.read"
JOBS_MANAGE = "workspace.jobs.manage"
OPERATIONS_READ = "workspace.operations.read"
OPERATIONS_MANAGE = "workspace.operations.manage"

PERMISSIONS = (
    Permission(ORGANISATION_EDIT, "Alterar os dados da organização"),
    Permission(PEOPLE_READ, "Ver as pessoas"),
    Permission(PEOPLE_INVITE, "Convidar pessoas"),
    Permission(PEOPLE_MANAGE, "Suspender pessoas e mudar seus papéis"),
    Permission(ROLES_READ, "Ver os papéis"),
    Permission(ROLES_MANAGE, "Criar e alterar papéis"),
    Permission(AUDIT_READ, "Ler a trilha de auditoria"),
    Permission(JOBS_MANAGE, "Ver e repetir tarefas que falharam"),
    Permission(OPERATIONS_READ, "Ver as métricas e os alertas da instalação", of_installation=True),
    Permission(OPERATIONS_MANAGE, "Alterar as regras de alerta da instalação", of_installation=True),
)

OWNER_ROLE = "owner"
MEMBER_ROLE = "member"

ROLES = (
    RoleTemplate(OWNER_ROLE, "Dono", ("*",)),
    RoleTemplate(MEMBER_ROLE, "Membro", (PEOPLE_READ,)),
)
"""`*` stands for every permission of every area, also of areas added later; only the owner's role has it."""

"""What a member has is a role of the same organisation, by the schema too; a right that is gone leaves the roles."""

from esteio.core.migrate import run_sql

revision = "workspace_0005"
down_revision = "workspace_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A second wall behind row security, and no trace of `workspace.security.manage`."""
    run_sql("""
-- Beside the primary key: sign-in reads roles by id alone, before it knows an organisation. Roles are few.
alter table roles add unique (tenant_id, id);
alter table membership_roles
    drop constraint membership_roles_role_id_fkey,
    add foreign key (tenant_id, role_id) references roles (tenant_id, id) on delete cascade;

alter table roles no force row level security;
update roles set permissions = array_remove(permissions, 'workspace.security.manage')
where 'workspace.security.manage' = any(permissions);
alter table roles force row level security;
""")

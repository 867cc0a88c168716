"""Changes of rights and of names are changes, too: readers hear of them in order with the rest."""

from esteio.core.migrate import run_sql

revision = "workspace_0002"
down_revision = "workspace_0001"
branch_labels = None
depends_on = "live_0001"


def upgrade() -> None:
    """Triggers on what decides somebody's rights, and on people's names, which many lists show."""
    run_sql("""
create function tell_rights_of_member() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        perform tell_reset(old.tenant_id, 'rights', old.user_id);
    elsif tg_op = 'INSERT' or new is distinct from old then
        perform tell_reset(new.tenant_id, 'rights', new.user_id);
    end if;
    return null;
end $$;
create trigger tell_rights after insert or update or delete on memberships
    for each row execute function tell_rights_of_member();
create trigger tell_rights after insert or update or delete on membership_roles
    for each row execute function tell_rights_of_member();

create function tell_rights_of_role() returns trigger language plpgsql as $$
begin
    perform tell_reset(new.tenant_id, 'rights');
    return null;
end $$;
create trigger tell_rights after update of permissions on roles
    for each row when (new.permissions is distinct from old.permissions) execute function tell_rights_of_role();

-- In all their organisations, of which the transaction may see but one.
create function tell_person() returns trigger language plpgsql set app.unscoped = 'on' as $$
begin
    if new.name is distinct from old.name then
        perform tell_reset_everywhere(m.tenant_id) from memberships m where m.user_id = new.id;
    end if;
    if new.status is distinct from old.status then
        perform tell_reset(m.tenant_id, 'rights', new.id) from memberships m where m.user_id = new.id;
    end if;
    return null;
end $$;
create trigger tell after update on users for each row execute function tell_person();
""")

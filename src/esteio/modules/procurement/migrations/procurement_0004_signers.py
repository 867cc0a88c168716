"""Who may sign follows from roles and memberships, whoever changes them: the queue of approvals follows at once."""

from esteio.core.migrate import run_sql

revision = "procurement_0004"
down_revision = "procurement_0003"
branch_labels = None
depends_on = ("core_0004", "workspace_0001")


def upgrade() -> None:
    """Triggers on what decides who holds a right to sign; each queues `approval_queue_jobs.set_queue_right`."""
    run_sql("""
create function signs(permissions text[]) returns boolean language sql immutable parallel safe
    return permissions && array['*', 'procurement.approvals.need', 'procurement.approvals.purchase',
                                'procurement.approvals.director', 'procurement.approvals.ceo'];

-- Once a transaction, and only where somebody is waited for.
create function signers_changed(tenant uuid) returns void language plpgsql as $$
declare
    acting_for text := coalesce(current_setting('app.tenant', true), '');
begin
    -- Who runs the installation acts for no organisation, and requests are seen by their own only.
    perform set_config('app.tenant', tenant::text, true);
    if exists (select from purchase_requests
               where tenant_id = tenant and status in ('pending_a1', 'pending_a2', 'pending_a3')) then
        perform enqueue_job('procurement.approvals.set-right', tenant, pg_current_xact_id()::text);
    end if;
    perform set_config('app.tenant', acting_for, true);
end $$;

create function signers_of_membership_changed() returns trigger language plpgsql as $$
declare
    changed record := coalesce(new, old);
begin
    perform signers_changed(changed.tenant_id);
    return null;
end $$;
create trigger signers_changed after update of status or delete on memberships
    for each row execute function signers_of_membership_changed();

create function signers_by_role_changed() returns trigger language plpgsql as $$
declare
    changed record := coalesce(new, old);
begin
    if exists (select from roles r where r.id = changed.role_id and signs(r.permissions)) then
        perform signers_changed(changed.tenant_id);
    end if;
    return null;
end $$;
create trigger signers_changed after insert or delete on membership_roles
    for each row execute function signers_by_role_changed();

create function signers_of_role_changed() returns trigger language plpgsql as $$
begin
    if signs(old.permissions) or signs(new.permissions) then
        perform signers_changed(new.tenant_id);
    end if;
    return null;
end $$;
create trigger signers_changed after update of permissions on roles
    for each row when (new.permissions is distinct from old.permissions) execute function signers_of_role_changed();

-- In all their organisations, of which the transaction may see but one.
create function signers_everywhere_changed() returns trigger language plpgsql set app.unscoped = 'on' as $$
begin
    perform signers_changed(m.tenant_id) from memberships m where m.user_id = new.id;
    return null;
end $$;
create trigger signers_changed after update of status on users
    for each row when (new.status is distinct from old.status) execute function signers_everywhere_changed();
""")

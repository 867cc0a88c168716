"""Which organisations operate the installation, and so may hold the rights that are about all of it."""

from esteio.core.migrate import run_sql

revision = "workspace_0003"
down_revision = "workspace_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody operates it until the command line says so."""
    run_sql("""
alter table organisations add column operates boolean not null default false;

create function keep_operators() returns trigger language plpgsql as $$
begin
    -- Whoever may change an organisation's letterhead must not give it the installation, whatever statement they find.
    if not is_unscoped() then
        raise insufficient_privilege using message = 'the command line says who operates the installation';
    end if;
    perform tell_reset(new.id, 'rights');
    return new;
end $$;
create trigger keep_operators before update on organisations
    for each row when (new.operates is distinct from old.operates) execute function keep_operators();
""")

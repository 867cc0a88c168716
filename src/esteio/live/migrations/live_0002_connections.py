"""Who is connected, for the person's own eyes: written in batches by each process, dropped with it."""

from esteio.core.migrate import run_sql

revision = "live_0002"
down_revision = "live_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the two tables."""
    run_sql("""
create table live_processes (
    id uuid primary key,
    started_at timestamptz not null default clock_timestamp(),
    seen_at timestamptz not null default clock_timestamp()
);
create table live_connections (
    process_id uuid not null references live_processes (id) on delete cascade,
    number bigint not null,
    tenant_id uuid not null,
    user_id uuid not null,
    session_id uuid not null,
    transport text not null check (transport in ('websocket', 'polling', 'sse')),
    address inet,
    user_agent text not null,
    connected_at timestamptz not null,
    primary key (process_id, number)
);
create index on live_connections (user_id, tenant_id);
alter table live_connections enable row level security;
alter table live_connections force row level security;
create policy own on live_connections
    using ((tenant_id = (select current_tenant()) and user_id = (select current_person())) or (select is_unscoped()));
""")

"""What the processes of the installation say of themselves, and the history of it."""

from esteio.core.migrate import run_sql

revision = "core_0003"
down_revision = "core_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of figures. They hold no organisation's data, and so have no row security."""
    run_sql("""
-- One row a process, renewed every few seconds; a row that is not renewed is a process that ended.
create unlogged table process_figures (
    process uuid primary key,
    kind text not null check (kind in ('serve', 'worker')),
    at timestamptz not null default now(),
    figures jsonb not null
) with (fillfactor = 50);

-- Seed 4's table: one row for each metric and collection interval.
create table performance_metrics (
    metric_type text not null,
    recorded_at timestamptz not null default now(),
    metric_value double precision not null,
    primary key (metric_type, recorded_at)
);
create index on performance_metrics (recorded_at);

-- When something was last done that one process does for all.
create table telemetry_turns (
    what text primary key,
    at timestamptz not null
);
""")

"""Alert rules of the installation, what stands open, and what was said of it."""

from esteio.core.migrate import run_sql

revision = "live_0003"
down_revision = "live_0002"
branch_labels = None
depends_on = "core_0003"


def upgrade() -> None:
    """Create the tables, with the rules that the seeds name. They hold no organisation's data."""
    run_sql("""
create table alert_rules (
    id uuid primary key default uuidv7(),
    name text not null check (length(name) between 1 and 200),
    metric text not null,
    comparison text not null check (comparison in ('above', 'below')),
    threshold double precision not null,
    lasting_s integer not null check (lasting_s between 0 and 86400),
    clear_threshold double precision not null,
    clear_lasting_s integer not null check (clear_lasting_s between 0 and 86400),
    severity text not null check (severity in ('info', 'warning', 'critical')),
    targets text[] not null default '{}',
    enabled boolean not null default true,
    created_at timestamptz not null default clock_timestamp(),
    updated_at timestamptz not null default now(),
    version bigint not null default 1,
    check (case comparison when 'above' then clear_threshold <= threshold else clear_threshold >= threshold end)
);
create trigger touch before update on alert_rules for each row execute function touch_version();

create table alerts (
    id uuid primary key default uuidv7(),
    rule_id uuid references alert_rules on delete set null,
    -- As the rule said when it opened.
    name text not null,
    metric text not null,
    comparison text not null,
    threshold double precision not null,
    severity text not null,
    opened_at timestamptz not null,
    closed_at timestamptz,
    value double precision not null,
    peak double precision not null
);
create unique index one_open_alert on alerts (rule_id) where closed_at is null;
create index on alerts (opened_at, id);

-- Since when a value is past its threshold, or back; so that a restart begins nothing anew.
create table alert_states (
    rule_id uuid primary key references alert_rules on delete cascade,
    breached_since timestamptz,
    cleared_since timestamptz
);

-- Taken before it is sent: nobody is told the same thing twice.
create table alert_messages (
    alert_id uuid not null references alerts on delete cascade,
    event text not null check (event in ('opened', 'resolved')),
    recipient text not null,
    at timestamptz not null default now(),
    primary key (alert_id, event, recipient)
);

insert into alert_rules (name, metric, comparison, threshold, lasting_s, clear_threshold, clear_lasting_s, severity,
                         targets)
values
    ('Latência média alta', 'averageLatency', 'above', 1000, 60, 800, 120, 'warning', '{email}'),
    ('Respostas lentas (p95)', 'p95Latency', 'above', 2000, 30, 1500, 120, 'warning', '{email}'),
    ('Cache com poucos acertos', 'cacheHitRate', 'below', 0.6, 300, 0.7, 300, 'warning', '{email}'),
    ('Memória alta', 'memoryMb', 'above', 512, 120, 460, 300, 'warning', '{email}'),
    ('CPU alta', 'cpuPercent', 'above', 80, 300, 65, 300, 'warning', '{email}'),
    ('Muitas conexões', 'activeConnections', 'above', 800, 60, 720, 300, 'warning', '{email}'),
    ('Muitos erros', 'errorRate', 'above', 0.01, 60, 0.005, 120, 'critical', '{email}'),
    ('Mudanças atrasadas', 'feedLag', 'above', 10, 30, 2, 60, 'critical', '{email}'),
    ('Fila de tarefas parada', 'jobsWaiting', 'above', 1000, 300, 500, 300, 'warning', '{email}');
""")

"""Triggers may queue a job, too: what must follow a change of rows, whoever made it."""

from esteio.core.migrate import run_sql

revision = "core_0004"
down_revision = "core_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """`enqueue_job`, beside `core/jobs/queue.py`: for jobs that need no word but whose they are."""
    run_sql("""
-- Once a `key` while one waits or runs. Nobody wakes the workers: they look by themselves several times a second.
create function enqueue_job(name text, tenant uuid, key text) returns void language sql
begin atomic
    insert into pgqueuer (priority, entrypoint, payload, dedupe_key, headers, status)
    values (0, name, convert_to('{}', 'UTF8'), name || ':' || tenant || ':' || key,
            jsonb_build_object('tenant', tenant), 'queued')
    on conflict (dedupe_key)
        where status = any (array['queued'::pgqueuer_status, 'picked'::pgqueuer_status]) and dedupe_key is not null
        do nothing;
end;
""")

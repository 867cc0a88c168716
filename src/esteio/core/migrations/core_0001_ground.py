"""The ground: scope functions, audit, files, idempotency, document numbers."""

from esteio.core.migrate import run_sql

revision = "core_0001"
down_revision = None
branch_labels = ("core",)
depends_on = None


def upgrade() -> None:
    """Create what every module stands on."""
    run_sql("""
create extension if not exists unaccent;
create extension if not exists pg_trgm;

grant usage on schema public to esteio_app;
grant select on alembic_version to esteio_app;
alter default privileges in schema public grant select, insert, update, delete on tables to esteio_app;
alter default privileges in schema public grant usage on sequences to esteio_app;

-- Who the transaction acts for. Always called as (select ...), so that it is evaluated once a query.
create function current_tenant() returns uuid language sql stable parallel safe
    return nullif(current_setting('app.tenant', true), '')::uuid;
create function current_person() returns uuid language sql stable parallel safe
    return nullif(current_setting('app.person', true), '')::uuid;
create function is_unscoped() returns boolean language sql stable parallel safe
    return coalesce(current_setting('app.unscoped', true), '') = 'on';

-- Forced row security by tenant_id: the one policy of every table that holds an organisation's data.
create function protect_by_tenant(target regclass) returns void language plpgsql as $$
begin
    execute format('alter table %s enable row level security', target);
    execute format('alter table %s force row level security', target);
    execute format('create policy by_tenant on %s using (tenant_id = (select current_tenant()))', target);
end $$;

-- Search without accents or case; immutable so that it can be indexed.
create function search_text(value text) returns text language sql immutable parallel safe strict
    return lower(unaccent('unaccent'::regdictionary, value));

create function touch_version() returns trigger language plpgsql as $$
begin
    new.version := old.version + 1;
    new.updated_at := clock_timestamp();
    return new;
end $$;

create table audit_log (
    id uuid not null default uuidv7(),
    at timestamptz not null default clock_timestamp(),
    tenant_id uuid,
    user_id uuid,
    action text not null,
    result text not null check (result in ('ok', 'refused', 'failed')),
    thing text,
    thing_id uuid,
    before jsonb,
    after jsonb,
    detail jsonb,
    address inet,
    user_agent text,
    request_id text,
    primary key (at, id)
) partition by range (at);
create table audit_log_default partition of audit_log default;
create index on audit_log (tenant_id, at desc);
create index on audit_log (tenant_id, thing, thing_id, at desc);
alter table audit_log enable row level security;
alter table audit_log force row level security;
alter table audit_log_default enable row level security;
alter table audit_log_default force row level security;
-- Everyone may add (a refused sign-in has no organisation); reading is by organisation.
create policy add on audit_log for insert with check (true);
create policy by_tenant on audit_log for select using (tenant_id = (select current_tenant()));
create policy by_tenant on audit_log_default for select using (tenant_id = (select current_tenant()));
revoke update, delete, truncate on audit_log, audit_log_default from esteio_app;
revoke insert on audit_log_default from esteio_app;

create table files (
    id uuid primary key default uuidv7(),
    tenant_id uuid not null,
    key text not null unique,
    name text not null,
    content_type text not null,
    size_bytes bigint not null check (size_bytes >= 0),
    sha256 text,
    status text not null default 'pending' check (status in ('pending', 'ready', 'refused')),
    thing text,
    thing_id uuid,
    created_by uuid,
    created_at timestamptz not null default now()
);
create index on files (tenant_id, thing, thing_id);
create index on files (status, created_at) where status = 'pending';
select protect_by_tenant('files');

create table idempotency_keys (
    tenant_id uuid not null,
    caller text not null,
    key text not null,
    request_hash bytea not null,
    status smallint,
    headers jsonb,
    body bytea,
    created_at timestamptz not null default now(),
    primary key (tenant_id, caller, key)
);
create index on idempotency_keys (created_at);
alter table idempotency_keys enable row level security;
alter table idempotency_keys force row level security;
-- A person without an organisation (sign-up, public pages) keeps keys under the nil organisation.
create policy by_tenant on idempotency_keys
    using (tenant_id = coalesce((select current_tenant()), '00000000-0000-0000-0000-000000000000'));

create table document_counters (
    tenant_id uuid not null,
    kind text not null,
    period text not null,
    value bigint not null,
    primary key (tenant_id, kind, period)
);
select protect_by_tenant('document_counters');
""")

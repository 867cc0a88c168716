"""Organisations, people, memberships, roles, sessions, invitations, password resets."""

from esteio.core.migrate import run_sql

revision = "workspace_0001"
down_revision = None
branch_labels = ("workspace",)
depends_on = "core_0001"


def upgrade() -> None:
    """Create the tables of people and rights.

    The policies of these tables also open to `is_unscoped()`: sign-in must find a person before it knows an
    organisation. No table of another area may do that (a test reads the catalogue).
    """
    run_sql("""
create table organisations (
    id uuid primary key default uuidv7(),
    name text not null check (length(name) between 1 and 200),
    document text,
    email text,
    phone text,
    site text,
    cau text,
    address jsonb not null default '{}',
    accent_colour text,
    logo_file_id uuid,
    timezone text not null default 'America/Sao_Paulo',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    version bigint not null default 1
);
create trigger touch before update on organisations for each row execute function touch_version();
alter table organisations enable row level security;
alter table organisations force row level security;
create policy own on organisations
    using (id = (select current_tenant()) or (select is_unscoped()));

create table users (
    id uuid primary key default uuidv7(),
    email text not null check (length(email) <= 320),
    email_key text generated always as (lower(email)) stored unique,
    name text not null check (length(name) between 1 and 200),
    password_hash text,
    status text not null default 'active' check (status in ('active', 'suspended')),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    version bigint not null default 1
);
create trigger touch before update on users for each row execute function touch_version();

create table memberships (
    tenant_id uuid not null references organisations,
    user_id uuid not null references users,
    status text not null default 'active' check (status in ('active', 'suspended')),
    created_at timestamptz not null default now(),
    primary key (tenant_id, user_id)
);
create index on memberships (user_id);
alter table memberships enable row level security;
alter table memberships force row level security;
create policy own on memberships
    using (tenant_id = (select current_tenant()) or (select is_unscoped()));

alter table users enable row level security;
alter table users force row level security;
create policy colleagues on users using (
    (select is_unscoped())
    or id = (select current_person())
    or id in (select m.user_id from memberships m where m.tenant_id = (select current_tenant()))
);

create table roles (
    id uuid primary key default uuidv7(),
    tenant_id uuid not null references organisations,
    key text not null,
    name text not null check (length(name) between 1 and 100),
    permissions text[] not null default '{}',
    shipped boolean not null default false,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    version bigint not null default 1,
    unique (tenant_id, key)
);
create trigger touch before update on roles for each row execute function touch_version();
alter table roles enable row level security;
alter table roles force row level security;
create policy own on roles using (tenant_id = (select current_tenant()) or (select is_unscoped()));

create table membership_roles (
    tenant_id uuid not null,
    user_id uuid not null,
    role_id uuid not null references roles on delete cascade,
    primary key (tenant_id, user_id, role_id),
    foreign key (tenant_id, user_id) references memberships on delete cascade
);
create index on membership_roles (role_id);
alter table membership_roles enable row level security;
alter table membership_roles force row level security;
create policy own on membership_roles
    using (tenant_id = (select current_tenant()) or (select is_unscoped()));

create table sessions (
    id uuid primary key default uuidv7(),
    user_id uuid not null references users,
    tenant_id uuid not null references organisations,
    generation integer not null default 0,
    created_at timestamptz not null default now(),
    rotated_at timestamptz not null default now(),
    expires_at timestamptz not null,
    revoked_at timestamptz,
    revoked_reason text,
    address inet,
    user_agent text not null default ''
);
create index on sessions (user_id) where revoked_at is null;
create index on sessions (expires_at);
alter table sessions enable row level security;
alter table sessions force row level security;
create policy own on sessions
    using (user_id = (select current_person()) or (select is_unscoped()));

create table invitations (
    id uuid primary key default uuidv7(),
    tenant_id uuid not null references organisations,
    email text not null check (length(email) <= 320),
    role_ids uuid[] not null,
    nonce text not null,
    invited_by uuid not null references users,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    accepted_at timestamptz,
    revoked_at timestamptz
);
create index on invitations (tenant_id, created_at desc);
create unique index one_open_invitation on invitations (tenant_id, lower(email))
    where accepted_at is null and revoked_at is null;
alter table invitations enable row level security;
alter table invitations force row level security;
create policy own on invitations
    using (tenant_id = (select current_tenant()) or (select is_unscoped()));

create table password_resets (
    id uuid primary key default uuidv7(),
    user_id uuid not null references users,
    nonce text not null,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    used_at timestamptz
);
create index on password_resets (user_id);
alter table password_resets enable row level security;
alter table password_resets force row level security;
create policy sign_in_only on password_resets using ((select is_unscoped()));
""")

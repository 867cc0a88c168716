"""Second factors: a person's authenticator, and the codes for the day it is lost."""

from esteio.core.migrate import run_sql

revision = "workspace_0006"
down_revision = "workspace_0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create both tables; like passwords they are a person's, of no organisation, and seen at sign-in only."""
    run_sql("""
create table second_factors (
    user_id uuid primary key references users on delete cascade,
    -- Enciphered under a key from JWT_SECRET, so that a copy of the database is not enough to sign in.
    secret bytea not null,
    -- Of the code that was last accepted: each is good once.
    last_step bigint not null default 0,
    created_at timestamptz not null default now(),
    confirmed_at timestamptz
);
alter table second_factors enable row level security;
alter table second_factors force row level security;
create policy sign_in_only on second_factors using ((select is_unscoped()));

create table recovery_codes (
    user_id uuid not null references users on delete cascade,
    code_hash bytea not null,
    used_at timestamptz,
    primary key (user_id, code_hash)
);
alter table recovery_codes enable row level security;
alter table recovery_codes force row level security;
create policy sign_in_only on recovery_codes using ((select is_unscoped()));
""")

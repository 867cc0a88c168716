"""What people are told of, and how they want to be told."""

from esteio.core.migrate import run_sql

revision = "workspace_0004"
down_revision = "workspace_0003"
branch_labels = None
depends_on = "live_0001"


def upgrade() -> None:
    """Create notifications, a live list of each person's own, and preferences."""
    run_sql("""
create table notifications (
    id uuid primary key default uuidv7(),
    tenant_id uuid not null references organisations,
    user_id uuid not null,
    event text not null,
    message text not null check (length(message) between 1 and 500),
    type text not null check (type in ('info', 'success', 'warning', 'error')),
    action_label text,
    action_href text,
    thing text,
    thing_id uuid,
    created_at timestamptz not null default clock_timestamp(),
    read_at timestamptz,
    -- How it is to be mailed; null when it is not, or was.
    mail text check (mail in ('immediate', 'hourly', 'daily')),
    check ((action_label is null) = (action_href is null))
);
create index on notifications (tenant_id, user_id, created_at, id);
create index unread_notifications on notifications (tenant_id, user_id) where read_at is null;
create index notifications_to_mail on notifications (tenant_id, user_id, created_at) where mail is not null;
alter table notifications enable row level security;
alter table notifications force row level security;
-- A person sees their own; work that nobody asked for (the feed, the mail) sees the organisation's. Any of its people
-- may cause one for any other.
create policy own on notifications
    using (tenant_id = (select current_tenant())
           and ((select current_person()) is null or user_id = (select current_person())))
    with check (tenant_id = (select current_tenant()));
select track_changes('notifications', 'notifications', topics => $$array['person:' || r.user_id::text]$$,
                     quiet => '{mail}');

create table notification_preferences (
    tenant_id uuid not null,
    user_id uuid not null,
    events text[] not null,
    -- The kinds that there were when the person chose: later ones are on or off by default.
    known text[] not null,
    frequency text not null check (frequency in ('immediate', 'hourly', 'daily')),
    sound_enabled boolean not null,
    email_notifications boolean not null,
    updated_at timestamptz not null default now(),
    primary key (tenant_id, user_id),
    foreign key (tenant_id, user_id) references memberships on delete cascade
);
select protect_by_tenant('notification_preferences');
""")

"""Change rows: the table in partitions of a day, the triggers that write it, its keeping."""

from esteio.core.migrate import run_sql

revision = "live_0001"
down_revision = None
branch_labels = ("live",)
depends_on = "core_0002"


def upgrade() -> None:
    """Create the table and the functions by which areas declare their tables live."""
    run_sql(r"""
create function is_feed() returns boolean language sql stable parallel safe
    return coalesce(current_setting('app.feed', true), '') = 'on';

create table changes (
    day date not null default (clock_timestamp() at time zone 'utc')::date,
    xid xid8 not null default pg_current_xact_id(),
    pos bigint not null generated always as identity,
    at timestamptz not null default clock_timestamp(),
    tenant_id uuid not null,
    resource text not null,
    row_id uuid not null,
    operation text not null check (operation in ('insert', 'update', 'delete', 'reset')),
    columns text[] not null default '{}',
    topics text[] not null default '{}',
    detail jsonb,
    actor uuid default current_person(),
    primary key (xid, pos, day)
) partition by range (day);
create index on changes (tenant_id, resource, xid, pos);
create table changes_default partition of changes default;
alter table changes enable row level security;
alter table changes force row level security;
create policy add on changes for insert
    with check (tenant_id = (select current_tenant()) or (select is_unscoped()));
create policy read on changes for select using (tenant_id = (select current_tenant()) or (select is_feed()));
revoke update, delete, truncate on changes, changes_default from esteio_app;
-- Row security is the parent's; partitions are nobody's to read, and open to their owner, who keeps them.
revoke all on changes_default from esteio_app;

-- Below this transaction id change rows have been dropped: whoever resumes from there must read everything.
create table feed_floor (xid xid8 not null);
insert into feed_floor values ('0');
revoke insert, update, delete, truncate on feed_floor from esteio_app;

-- Partitions for today and `ahead` days, and none older than `keep` days. For a job: the application's role has no
-- right to make tables.
create function keep_change_partitions(ahead integer, keep integer) returns void
language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '2s' as $$
declare
    today date := (clock_timestamp() at time zone 'utc')::date;
    start date;
    name text;
begin
    for start in select today + n from generate_series(0, ahead) n loop
        name := 'changes_' || to_char(start, 'YYYYMMDD');
        continue when to_regclass(name) is not null;
        -- What fell into the default partition while nobody made partitions stays there until it is old.
        continue when exists (select from changes_default where day = start);
        execute format('create table %I (like changes including defaults including constraints)', name);
        execute format('revoke all on %I from esteio_app', name);
        execute format('alter table changes attach partition %I for values from (%L) to (%L)', name, start, start + 1);
    end loop;
    for name in
        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'changes'::regclass and c.relname ~ '^changes_[0-9]{8}$'
          and to_date(right(c.relname, 8), 'YYYYMMDD') < today - keep
    loop
        execute format('update feed_floor set xid = greatest(xid, (select max(xid) from %I))', name);
        execute format('drop table %I', name);
    end loop;
    update feed_floor set xid = greatest(xid, (select max(xid) from changes_default where day < today - keep));
    delete from changes_default where day < today - keep;
end $$;
select keep_change_partitions(3, 7);

-- After a crash PostgreSQL gives numbers of transactions a second time: of those that left nothing on disk. Whoever
-- stands after the first use of such a number would never see what the second one changed. An unlogged table is empty
-- after a crash, and only then.
create unlogged table feed_history (
    one boolean primary key default true check (one),
    name text not null default md5(gen_random_uuid()::text)
);
revoke all on feed_history from esteio_app;

-- Names one history of one database: another cluster, another database, a restore to a point in time (which begins a
-- new timeline) and the time after a crash have another. A cursor of another history is worth nothing.
create function feed_epoch() returns text language plpgsql volatile security definer set search_path = pg_catalog as $$
begin
    if not exists (select from public.feed_history) then
        insert into public.feed_history default values on conflict do nothing;
    end if;
    return substr(md5((select system_identifier from pg_control_system()) || current_database()
        || (select oid from pg_database where datname = current_database())
        || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) || (select name from public.feed_history)), 1, 8);
end $$;

-- Names of what `track_changes` made live.
create table live_resources (name text primary key);
revoke insert, update, delete, truncate on live_resources from esteio_app;

-- Makes `target` live under the name `resource`: every insert, update and delete of a row writes a change row.
--   topics: SQL of a text[] over the record `r`: topics of the row beside the organisation's own.
--   keep:   columns whose old and new value the change row keeps.
--   quiet:  columns that do not count: an update of nothing else is no change.
--   Run it again after adding a column to the table.
create function track_changes(
    target regclass, resource text, topics text default null, keep text[] default '{}',
    quiet text[] default '{updated_at,version,search}'
) returns void language plpgsql as $track$
declare
    function_name text := format('tell_%s', replace(resource, '-', '_'));
    differing text;
    kept_old text;
begin
    insert into live_resources (name) values (resource) on conflict do nothing;
    select string_agg(format('case when new.%1$I is distinct from old.%1$I then %1$L end', attname), ', ')
    into differing
    from pg_attribute
    where attrelid = target and attnum > 0 and not attisdropped and attname <> all (quiet);
    select string_agg(format('%L, jsonb_build_array(%s, %s)', name, 'was.' || quote_ident(name),
                             'is_now.' || quote_ident(name)), ', ')
    into kept_old from unnest(keep) name;
    execute format($fn$
        create or replace function %1$I() returns trigger language plpgsql as $body$
        declare
            was %2$s;
            is_now %2$s;
            r %2$s;
            differing text[] := '{}';
            seen text[] := '{}';
        begin
            if tg_op <> 'INSERT' then
                was := old;
                r := old;
                %6$s
            end if;
            if tg_op <> 'DELETE' then
                is_now := new;
                r := new;
                %7$s
            end if;
            if tg_op = 'UPDATE' then
                differing := array_remove(array[%3$s]::text[], null);
                if differing = '{}' then
                    return null;
                end if;
            end if;
            insert into changes (tenant_id, resource, row_id, operation, columns, topics, detail)
            values (r.tenant_id, %4$L, r.id, lower(tg_op), differing, seen, %5$s);
            return null;
        end $body$
    $fn$, function_name, target, differing, resource,
        case when kept_old is null then 'null' else format('jsonb_build_object(%s)', kept_old) end,
        -- Most lists have no topics, and need not find that out for every row.
        case when topics is null then '' else format('seen := %s;', topics) end,
        case when topics is null then '' else format('seen := array(select distinct unnest(seen || %s));', topics) end);
    execute format('drop trigger if exists %I on %s', function_name, target);
    execute format('create trigger %I after insert or update or delete on %s for each row execute function %I()',
                   function_name, target, function_name);
end $track$;

-- Rows of `resource` show something of `target`: when that changes, they have changed.
--   rows:    SQL of a query over the record `r` (the row before, and the row after) that gives (tenant_id, id) of the
--            rows that show it. Write `r.` for nothing else.
--   columns: an update of others does not count; empty: every update counts.
--   on_insert: false where no row can show what has only just been made.
create function track_related(
    target regclass, resource text, rows text, columns text[] default '{}', on_insert boolean default true
) returns void language plpgsql as $track$
declare
    function_name text := format('tell_%s_of_%s', replace(resource, '-', '_'), target);
    differs text;
begin
    select string_agg(format('new.%1$I is distinct from old.%1$I', name), ' or ')
    into differs from unnest(columns) name;
    execute format($fn$
        create or replace function %1$I() returns trigger language plpgsql as $body$
        declare
            was %2$s;
            r %2$s;
        begin
            if tg_op = 'UPDATE' and not (%3$s) then
                return null;
            end if;
            if tg_op <> 'INSERT' then
                was := old;
            end if;
            if tg_op <> 'DELETE' then
                r := new;
            end if;
            insert into changes (tenant_id, resource, row_id, operation)
            select shown.tenant_id, %4$L, shown.id, 'update'
            from ((%5$s) union (%6$s)) shown (tenant_id, id) where shown.id is not null;
            return null;
        end $body$
    $fn$, function_name, target, coalesce(differs, 'true'), resource, rows, regexp_replace(rows, '\mr\.', 'was.', 'g'));
    execute format('drop trigger if exists %I on %s', function_name, target);
    execute format('create trigger %I after %s on %s for each row execute function %I()', function_name,
                   case when on_insert then 'insert or update or delete' else 'update or delete' end, target,
                   function_name);
end $track$;

-- "Read it whole": for what touches more rows than are worth telling one by one, and for rights.
create function tell_reset(tenant uuid, resource text, row_id uuid default '00000000-0000-0000-0000-000000000000')
returns void language sql as $$
    insert into changes (tenant_id, resource, row_id, operation) values (tenant, resource, row_id, 'reset')
$$;

-- The same for every live list of an organisation: a name changed that many of them show.
create function tell_reset_everywhere(tenant uuid) returns void language sql as $$
    insert into changes (tenant_id, resource, row_id, operation)
    select tenant, name, '00000000-0000-0000-0000-000000000000', 'reset' from live_resources
$$;
""")

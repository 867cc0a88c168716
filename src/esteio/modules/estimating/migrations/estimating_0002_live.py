"""Estimating's lists become live."""

from esteio.core.migrate import run_sql

revision = "estimating_0002"
down_revision = "estimating_0001"
branch_labels = None
depends_on = "live_0001"


def upgrade() -> None:
    """Count of orçamentos kept with the briefing, ids for answers, and the triggers that tell of changes."""
    run_sql("""
-- A page of briefings shows the count; kept here, it costs one addition a generation instead of a lookup a row read.
alter table briefings add column orcamentos integer not null default 0;
alter table briefings no force row level security;
alter table orcamentos no force row level security;
update briefings b set orcamentos = (select count(*) from orcamentos o where o.briefing_id = b.id);
alter table briefings force row level security;
alter table orcamentos force row level security;

drop trigger touch on briefings;
create trigger touch before update on briefings for each row
    when (new.orcamentos is not distinct from old.orcamentos) execute function touch_version();

create function count_orcamentos() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        update briefings set orcamentos = orcamentos + 1 where id = new.briefing_id;
    else
        update briefings set orcamentos = orcamentos - 1 where id = old.briefing_id;
    end if;
    return null;
end $$;
create trigger count_orcamentos after insert or delete on orcamentos
    for each row execute function count_orcamentos();

-- An answer is known by briefing and question; the feed wants one id.
alter table briefing_answers add column id uuid not null
    generated always as (md5(briefing_id::text || question_id)::uuid) stored;
create unique index on briefing_answers (tenant_id, id);

select track_changes('clients', 'clients');
select track_changes('briefings', 'briefings', keep => '{status}');
select track_changes('briefing_answers', 'briefing-answers');
select track_changes('orcamentos', 'orcamentos', keep => '{status}',
                     quiet => '{updated_at,version,search,proposal_file_id}');

select track_related('briefings', 'clients', 'select r.tenant_id, r.client_id', '{client_id}');
select track_related('clients', 'briefings', $$
    select b.tenant_id, b.id from briefings b where b.tenant_id = r.tenant_id and b.client_id = r.id
$$, '{name}', on_insert => false);
select track_related('clients', 'orcamentos', $$
    select o.tenant_id, o.id from orcamentos o where o.tenant_id = r.tenant_id and o.client_id = r.id
$$, '{name}', on_insert => false);
select track_related('briefings', 'orcamentos', $$
    select o.tenant_id, o.id from orcamentos o where o.tenant_id = r.tenant_id and o.briefing_id = r.id
$$, '{title,status}', on_insert => false);
""")

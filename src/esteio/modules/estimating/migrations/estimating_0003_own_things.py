"""What a row refers to is the same organisation's, by the schema too."""

from esteio.core.migrate import run_sql

revision = "estimating_0003"
down_revision = "estimating_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A second wall behind row security: keys led by the organisation, and references that carry it."""
    run_sql("""
alter table briefings drop constraint briefings_client_id_fkey, drop constraint briefings_template_id_fkey;
alter table briefing_answers drop constraint briefing_answers_briefing_id_fkey;
alter table briefing_facts drop constraint briefing_facts_briefing_id_fkey;
alter table orcamentos drop constraint orcamentos_briefing_id_fkey, drop constraint orcamentos_client_id_fkey;
alter table orcamento_events drop constraint orcamento_events_orcamento_id_fkey;

-- Row security names the organisation in every query of these tables, so the wider key serves them all: no index more.
alter table clients drop constraint clients_pkey, add primary key (tenant_id, id);
alter table briefing_templates drop constraint briefing_templates_pkey, add primary key (tenant_id, id);
alter table briefings drop constraint briefings_pkey, add primary key (tenant_id, id);
alter table orcamentos drop constraint orcamentos_pkey, add primary key (tenant_id, id);

alter table briefings
    add foreign key (tenant_id, client_id) references clients,
    add foreign key (tenant_id, template_id) references briefing_templates;
alter table briefing_answers add foreign key (tenant_id, briefing_id) references briefings on delete cascade;
alter table briefing_facts add foreign key (tenant_id, briefing_id) references briefings on delete cascade;
alter table orcamentos
    add foreign key (tenant_id, briefing_id) references briefings,
    add foreign key (tenant_id, client_id) references clients;
alter table orcamento_events add foreign key (tenant_id, orcamento_id) references orcamentos;
""")

"""Clients, briefing templates, briefings and answers, price policies, orçamentos."""

from esteio.core.migrate import run_sql

revision = "estimating_0001"
down_revision = None
branch_labels = ("estimating",)
depends_on = "workspace_0001"


def upgrade() -> None:
    """Create estimating's tables; every index is led by the organisation."""
    run_sql("""
create table clients (
    id uuid primary key default uuidv7(),
    tenant_id uuid not null references organisations,
    kind text not null check (kind in ('PF', 'PJ')),
    name text not null check (length(name) between 1 and 200),
    trade_name text not null default '',
    document text,
    email text not null default '',
    phone text not null default '',
    address jsonb not null default '{}',
    city text generated always as (coalesce(address ->> 'city', '')) stored,
    uf text generated always as (coalesce(address ->> 'uf', '')) stored,
    notes text not null default '',
    archived_at timestamptz,
    created_by uuid,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    version bigint not null default 1,
    search text generated always as (
        search_text(name || ' ' || trade_name || ' ' || coalesce(document, '') || ' ' || email)) stored
);
create trigger touch before update on clients for each row execute function touch_version();
create unique index client_document on clients (tenant_id, document) where document is not null;
create index on clients (tenant_id, created_at, id);
create index on clients (tenant_id, name, id);
select protect_by_tenant('clients');

-- Immutable: a change is a new version, so that an old briefing still shows what was asked.
create table briefing_templates (
    id uuid primary key default uuidv7(),
    tenant_id uuid not null references organisations,
    key text not null,
    number integer not null,
    name text not null,
    definition jsonb not null,
    shipped boolean not null default false,
    active boolean not null default true,
    created_by uuid,
    created_at timestamptz not null default now(),
    unique (tenant_id, key, number)
);
select protect_by_tenant('briefing_templates');

create table briefings (
    id uuid primary key default uuidv7(),
    tenant_id uuid not null references organisations,
    number integer not null,
    client_id uuid not null references clients,
    template_id uuid not null references briefing_templates,
    title text not null check (length(title) between 1 and 200),
    status text not null default 'EM_ANDAMENTO' check (status in
        ('EM_ANDAMENTO', 'CONCLUIDO', 'EM_EDICAO', 'ORCAMENTO_ELABORACAO', 'PROJETO_INICIADO')),
    progress smallint not null default 0 check (progress between 0 and 100),
    responsible_id uuid,
    created_by uuid,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    version bigint not null default 1,
    search text generated always as (search_text(title || ' ' || number::text)) stored,
    unique (tenant_id, number)
);
create trigger touch before update on briefings for each row execute function touch_version();
create index on briefings (tenant_id, created_at, id);
create index on briefings (tenant_id, updated_at, id);
create index on briefings (tenant_id, status, created_at, id);
create index on briefings (tenant_id, client_id);
select protect_by_tenant('briefings');

create table briefing_answers (
    tenant_id uuid not null references organisations,
    briefing_id uuid not null references briefings on delete cascade,
    question_id text not null,
    value jsonb not null,
    answered_by uuid,
    answered_at timestamptz not null default now(),
    version bigint not null default 1,
    primary key (tenant_id, briefing_id, question_id)
);
select protect_by_tenant('briefing_answers');

-- What a person confirmed where the reading of an answer was unsure.
create table briefing_facts (
    tenant_id uuid not null references organisations,
    briefing_id uuid not null references briefings on delete cascade,
    fact text not null,
    value jsonb not null,
    confirmed_by uuid,
    confirmed_at timestamptz not null default now(),
    primary key (tenant_id, briefing_id, fact)
);
select protect_by_tenant('briefing_facts');

create table price_policies (
    tenant_id uuid not null references organisations,
    number integer not null,
    policy jsonb not null,
    note text not null default '',
    created_by uuid,
    created_at timestamptz not null default now(),
    primary key (tenant_id, number)
);
select protect_by_tenant('price_policies');

create table orcamentos (
    id uuid primary key default uuidv7(),
    tenant_id uuid not null references organisations,
    codigo text not null,
    versao integer not null default 1,
    briefing_id uuid not null references briefings,
    client_id uuid not null references clients,
    title text not null,
    status text not null default 'RASCUNHO' check (status in
        ('RASCUNHO', 'ENVIADO', 'APROVADO', 'REJEITADO', 'EXPIRADO', 'SUBSTITUIDO')),
    methodology text not null,
    policy_number integer not null,
    policy jsonb not null,
    facts jsonb not null,
    extraction jsonb not null default '{}',
    pricing jsonb not null,
    composition jsonb not null,
    schedule jsonb not null,
    payment jsonb not null,
    terms jsonb not null,
    area_m2 numeric(12, 2) not null check (area_m2 > 0 and area_m2 <= 100000),
    building_type text not null,
    subtotal numeric(14, 2) not null check (subtotal >= 0),
    discount_percent numeric(5, 2) not null default 0 check (discount_percent between 0 and 100),
    discount numeric(14, 2) not null default 0 check (discount >= 0),
    total numeric(14, 2) not null check (total = subtotal - discount and total >= 0),
    discount_status text not null default 'none' check (discount_status in ('none', 'pending', 'approved', 'refused')),
    discount_asked_by uuid,
    discount_decided_by uuid,
    scope text not null default '',
    notes text not null default '',
    -- What the client was sent, whole, and its SHA-256: the page, the PDF and the signature are all of this.
    proposal jsonb,
    proposal_sha256 text,
    proposal_file_id uuid,
    valid_until date,
    sent_at timestamptz,
    link_nonce text,
    decided_at timestamptz,
    decided_by uuid,
    decided_by_name text,
    decided_by_document text,
    decided_from inet,
    decision_reason text not null default '',
    created_by uuid,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    version bigint not null default 1,
    search text generated always as (search_text(codigo || ' ' || title)) stored,
    unique (tenant_id, codigo, versao)
);
-- That somebody printed it is no change of an orçamento.
create trigger touch before update on orcamentos for each row
    when (new.proposal_file_id is not distinct from old.proposal_file_id) execute function touch_version();
create index on orcamentos (tenant_id, created_at, id);
create index on orcamentos (tenant_id, status, created_at, id);
create index on orcamentos (tenant_id, total, id);
create index on orcamentos (tenant_id, client_id);
-- At most one draft a briefing: a second generation finds it instead of making another.
create unique index one_draft on orcamentos (tenant_id, briefing_id) where status = 'RASCUNHO';
create index on orcamentos (tenant_id, briefing_id, versao);
create index on orcamentos (status, valid_until) where status = 'ENVIADO';
select protect_by_tenant('orcamentos');

create table orcamento_events (
    id uuid primary key default uuidv7(),
    tenant_id uuid not null references organisations,
    orcamento_id uuid not null references orcamentos,
    at timestamptz not null default clock_timestamp(),
    kind text not null,
    person_id uuid,
    person_name text not null default '',
    text text not null default '',
    detail jsonb not null default '{}'
);
create index on orcamento_events (tenant_id, orcamento_id, at, id);
select protect_by_tenant('orcamento_events');
revoke update, delete on orcamento_events from esteio_app;
""")

"""Procurement: what it takes from a need to goods on the shelf, with every signature on the way."""

from esteio.core.migrate import run_sql

revision = "procurement_0001"
down_revision = None
branch_labels = ("procurement",)
depends_on = ("workspace_0001", "core_0003")


def upgrade() -> None:
    """Create procurement's tables; every key and index is led by the organisation."""
    run_sql("""
create table departments (
    id uuid not null default uuidv7(),
    tenant_id uuid not null references organisations,
    name text not null check (length(name) between 1 and 120),
    archived_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    version bigint not null default 1,
    search text generated always as (search_text(name)) stored,
    primary key (tenant_id, id)
);
create trigger touch before update on departments for each row execute function touch_version();
create unique index department_name on departments (tenant_id, lower(name)) where archived_at is null;
create index on departments (tenant_id, name, id);
select protect_by_tenant('departments');

create table cost_centres (
    id uuid not null default uuidv7(),
    tenant_id uuid not null references organisations,
    department_id uuid,
    code text not null check (length(code) between 1 and 20),
    name text not null check (length(name) between 1 and 120),
    archived_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    version bigint not null default 1,
    search text generated always as (search_text(code || ' ' || name)) stored,
    primary key (tenant_id, id),
    foreign key (tenant_id, department_id) references departments
);
create trigger touch before update on cost_centres for each row execute function touch_version();
create unique index cost_centre_code on cost_centres (tenant_id, lower(code)) where archived_at is null;
create index on cost_centres (tenant_id, code, id);
create index on cost_centres (tenant_id, department_id);
select protect_by_tenant('cost_centres');

-- Who asks for a cost centre, and who answers for its need (A1).
create table cost_centre_people (
    tenant_id uuid not null references organisations,
    cost_centre_id uuid not null,
    person_id uuid not null,
    approves boolean not null default false,
    primary key (tenant_id, cost_centre_id, person_id),
    foreign key (tenant_id, cost_centre_id) references cost_centres on delete cascade
);
create index on cost_centre_people (tenant_id, person_id);
select protect_by_tenant('cost_centre_people');

-- What a cost centre may spend in a month, or (month 0) in a year without its months.
create table budgets (
    id uuid not null default uuidv7(),
    tenant_id uuid not null references organisations,
    cost_centre_id uuid not null,
    year smallint not null check (year between 2000 and 2100),
    month smallint not null default 0 check (month between 0 and 12),
    amount numeric(14, 2) not null check (amount >= 0),
    note text not null default '',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    version bigint not null default 1,
    primary key (tenant_id, id),
    unique (tenant_id, cost_centre_id, year, month),
    foreign key (tenant_id, cost_centre_id) references cost_centres
);
create trigger touch before update on budgets for each row execute function touch_version();
create index on budgets (tenant_id, year, month, id);
select protect_by_tenant('budgets');

create table suppliers (
    id uuid not null default uuidv7(),
    tenant_id uuid not null references organisations,
    kind text not null check (kind in ('PJ', 'PF', 'ONLINE')),
    name text not null check (length(name) between 1 and 200),
    trade_name text not null default '',
    document text,
    email text not null default '',
    phone text not null default '',
    website text not null default '',
    contact_name text not null default '',
    address jsonb not null default '{}',
    city text generated always as (coalesce(address ->> 'city', '')) stored,
    uf text generated always as (coalesce(address ->> 'uf', '')) stored,
    categories text[] not null default '{}',
    payment_days smallint[] not null default '{}',
    score numeric(3, 1) check (score between 0 and 10),
    notes text not null default '',
    archived_at timestamptz,
    created_by uuid,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    version bigint not null default 1,
    search text generated always as (
        search_text(name || ' ' || trade_name || ' ' || coalesce(document, '') || ' ' || email)) stored,
    primary key (tenant_id, id)
);
create trigger touch before update on suppliers for each row execute function touch_version();
create unique index supplier_document on suppliers (tenant_id, document) where document is not null;
create index on suppliers (tenant_id, (left(document, 8))) where length(document) = 14;
create index on suppliers (tenant_id, name, id);
create index on suppliers (tenant_id, created_at, id);
select protect_by_tenant('suppliers');

-- Numbered and never altered: a request that was judged under one keeps it.
create table approval_policies (
    tenant_id uuid not null references organisations,
    number integer not null,
    policy jsonb not null,
    note text not null default '',
    created_by uuid,
    created_at timestamptz not null default now(),
    primary key (tenant_id, number)
);
select protect_by_tenant('approval_policies');
revoke update, delete on approval_policies from esteio_app;

-- While somebody is away another signs for them; both ends are days that count.
create table approval_delegations (
    id uuid not null default uuidv7(),
    tenant_id uuid not null references organisations,
    from_id uuid not null,
    to_id uuid not null check (to_id <> from_id),
    starts_on date not null,
    ends_on date not null check (ends_on >= starts_on),
    reason text not null default '',
    cancelled_at timestamptz,
    created_by uuid,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    version bigint not null default 1,
    primary key (tenant_id, id)
);
create trigger touch before update on approval_delegations for each row execute function touch_version();
create index on approval_delegations (tenant_id, from_id, ends_on);
create index on approval_delegations (tenant_id, to_id, ends_on);
select protect_by_tenant('approval_delegations');

create table purchase_requests (
    id uuid not null default uuidv7(),
    tenant_id uuid not null references organisations,
    code text not null,
    title text not null check (length(title) between 1 and 200),
    description text not null default '',
    department_id uuid,
    cost_centre_id uuid not null,
    requester_id uuid not null,
    buyer_id uuid,
    status text not null default 'draft' check (status in
        ('draft', 'pending_a1', 'quotation', 'pending_a2', 'pending_a3', 'approved', 'ordered',
         'partially_received', 'received', 'closed', 'cancelled', 'archived')),
    archived_from text,
    status_since timestamptz not null default now(),
    priority text not null default 'normal' check (priority in ('low', 'normal', 'high', 'urgent')),
    needed_on date,
    -- Submissions so far: approvals are counted within one.
    approval_round integer not null default 0,
    policy_number integer,
    -- The request whose left-out items, or whose missing balance, this one buys.
    parent_id uuid,
    inherits_a1 boolean not null default false,
    rejection_reason text not null default '',
    items smallint not null default 0,
    estimated_total numeric(14, 2) not null default 0 check (estimated_total >= 0),
    award_id uuid,
    total numeric(14, 2) check (total >= 0),
    over_budget boolean not null default false,
    -- Quotations of the open round: invited, and answered.
    invited smallint not null default 0,
    answered smallint not null default 0,
    submitted_at timestamptz,
    a1_at timestamptz,
    awarded_at timestamptz,
    approved_at timestamptz,
    ordered_at timestamptz,
    received_at timestamptz,
    closed_at timestamptz,
    reminded_at timestamptz,
    escalated_at timestamptz,
    created_by uuid,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    version bigint not null default 1,
    search text generated always as (search_text(code || ' ' || title)) stored,
    primary key (tenant_id, id),
    unique (tenant_id, code),
    foreign key (tenant_id, department_id) references departments,
    foreign key (tenant_id, cost_centre_id) references cost_centres,
    foreign key (tenant_id, parent_id) references purchase_requests,
    check ((status = 'archived') = (archived_from is not null))
);
-- Reminding somebody changes nothing that anybody has read.
create trigger touch before update on purchase_requests for each row
    when ((new.reminded_at, new.escalated_at) is not distinct from (old.reminded_at, old.escalated_at)
        or new.status is distinct from old.status) execute function touch_version();
create index on purchase_requests (tenant_id, created_at, id);
create index on purchase_requests (tenant_id, updated_at, id);
create index on purchase_requests (tenant_id, status, updated_at, id);
create index on purchase_requests (tenant_id, status, status_since, id);
create index on purchase_requests (tenant_id, cost_centre_id, created_at);
create index on purchase_requests (tenant_id, cost_centre_id, submitted_at) where submitted_at is not null;
create index on purchase_requests (tenant_id, requester_id, updated_at, id);
create index on purchase_requests (tenant_id, buyer_id, updated_at, id);
create index on purchase_requests (tenant_id, department_id, created_at);
create index on purchase_requests (tenant_id, parent_id) where parent_id is not null;
create index on purchase_requests (tenant_id, (coalesce(total, estimated_total)), id);
create index on purchase_requests (tenant_id, (coalesce(needed_on, 'infinity'::date)), id);
create index on purchase_requests (tenant_id, status) include (total, estimated_total);
create index on purchase_requests (tenant_id, submitted_at) where submitted_at is not null;
create index on purchase_requests (tenant_id, awarded_at) where awarded_at is not null;
create index on purchase_requests (tenant_id, status_since, id)
    where status in ('pending_a1', 'pending_a2', 'pending_a3');
select protect_by_tenant('purchase_requests');

create table purchase_request_items (
    id uuid not null default uuidv7(),
    tenant_id uuid not null references organisations,
    request_id uuid not null,
    -- Null: taken out of the request, and kept because suppliers have a price for it.
    position smallint,
    description text not null check (length(description) between 1 and 500),
    specification text not null default '',
    category text not null default '',
    unit text not null check (length(unit) between 1 and 20),
    quantity numeric(14, 3) not null check (quantity > 0),
    estimated_unit_price numeric(14, 4) check (estimated_unit_price >= 0),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    version bigint not null default 1,
    primary key (tenant_id, id),
    unique (tenant_id, request_id, position) deferrable initially deferred,
    foreign key (tenant_id, request_id) references purchase_requests on delete cascade
);
create trigger touch before update on purchase_request_items for each row execute function touch_version();
select protect_by_tenant('purchase_request_items');

create table purchase_request_events (
    id uuid not null default uuidv7(),
    tenant_id uuid not null references organisations,
    request_id uuid not null,
    at timestamptz not null default clock_timestamp(),
    kind text not null,
    from_status text,
    to_status text,
    person_id uuid,
    person_name text not null default '',
    text text not null default '',
    detail jsonb not null default '{}',
    primary key (tenant_id, id),
    foreign key (tenant_id, request_id) references purchase_requests
);
create index on purchase_request_events (tenant_id, request_id, at, id);
select protect_by_tenant('purchase_request_events');
revoke update, delete on purchase_request_events from esteio_app;

create table purchase_request_comments (
    id uuid not null default uuidv7(),
    tenant_id uuid not null references organisations,
    request_id uuid not null,
    person_id uuid not null,
    text text not null check (length(text) between 1 and 4000),
    mentions uuid[] not null default '{}',
    deleted_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    version bigint not null default 1,
    primary key (tenant_id, id),
    foreign key (tenant_id, request_id) references purchase_requests
);
create trigger touch before update on purchase_request_comments for each row execute function touch_version();
create index on purchase_request_comments (tenant_id, request_id, created_at, id);
select protect_by_tenant('purchase_request_comments');

-- Signatures, never altered. One a stage and one a person within a round: nobody signs twice.
create table approval_steps (
    id uuid not null default uuidv7(),
    tenant_id uuid not null references organisations,
    request_id uuid not null,
    round integer not null,
    stage text not null check (stage in ('a1', 'a2', 'a3')),
    decision text not null check (decision in ('approved', 'rejected')),
    person_id uuid not null,
    person_name text not null,
    on_behalf_of uuid,
    reason text not null default '',
    amount numeric(14, 2) not null,
    -- SHA-256 of what was signed, as it was shown.
    seen_sha256 text not null,
    address inet,
    user_agent text not null default '',
    at timestamptz not null default clock_timestamp(),
    primary key (tenant_id, id),
    foreign key (tenant_id, request_id) references purchase_requests,
    check (decision = 'approved' or length(reason) >= 10)
);
create unique index one_signature_a_stage on approval_steps (tenant_id, request_id, round, stage);
create unique index one_signature_a_person on approval_steps (tenant_id, request_id, round, person_id);
create unique index one_signature_for_a_person on approval_steps (tenant_id, request_id, round, on_behalf_of)
    where on_behalf_of is not null;
create index on approval_steps (tenant_id, person_id, at);
select protect_by_tenant('approval_steps');
revoke update, delete on approval_steps from esteio_app;

-- Whose turn it is: one row for everybody who may sign what waits. A queue to look at; whether a signature counts is
-- worked out again when it is given.
create table approval_tasks (
    id uuid not null default uuidv7(),
    tenant_id uuid not null references organisations,
    request_id uuid not null,
    stage text not null check (stage in ('a1', 'a2', 'a3')),
    person_id uuid not null,
    on_behalf_of uuid,
    escalated boolean not null default false,
    waiting_since timestamptz not null default now(),
    -- When what the queue shows of the request last changed.
    shown_at timestamptz not null default now(),
    primary key (tenant_id, id),
    unique (tenant_id, request_id, person_id),
    foreign key (tenant_id, request_id) references purchase_requests on delete cascade
);
create index on approval_tasks (tenant_id, person_id, waiting_since, id);
select protect_by_tenant('approval_tasks');

-- Many at once: a job with progress, each judged on its own.
create table bulk_approvals (
    id uuid not null default uuidv7(),
    tenant_id uuid not null references organisations,
    person_id uuid not null,
    decision text not null check (decision in ('approved', 'rejected')),
    archive boolean not null default false,
    reason text not null default '',
    state text not null default 'queued' check (state in ('queued', 'running', 'done')),
    total integer not null,
    -- Judged so far, and of them those that were not signed.
    done integer not null default 0,
    refused integer not null default 0,
    address inet,
    user_agent text not null default '',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    version bigint not null default 1,
    primary key (tenant_id, id)
);
create trigger touch before update on bulk_approvals for each row execute function touch_version();
create index on bulk_approvals (tenant_id, person_id, created_at, id);
select protect_by_tenant('bulk_approvals');

-- What became of each: written with the signature, so a job that begins again signs nothing twice and reports what is.
create table bulk_approval_items (
    tenant_id uuid not null references organisations,
    bulk_id uuid not null,
    position smallint not null,
    -- As it was asked for: there may be no such request.
    request_id uuid not null,
    -- The signature that it waited for when it was chosen, and no other.
    stage text,
    outcome text check (outcome in ('approved', 'rejected', 'refused')),
    code text not null default '',
    detail text not null default '',
    at timestamptz,
    primary key (tenant_id, bulk_id, position),
    unique (tenant_id, bulk_id, request_id),
    foreign key (tenant_id, bulk_id) references bulk_approvals on delete cascade
);
select protect_by_tenant('bulk_approval_items');

create table quotation_rounds (
    id uuid not null default uuidv7(),
    tenant_id uuid not null references organisations,
    code text not null,
    request_id uuid not null,
    status text not null default 'open' check (status in ('open', 'awarded', 'cancelled')),
    closes_at timestamptz not null,
    -- When its time was noted to be over; null again once it is extended.
    closed_at timestamptz,
    -- Why fewer answers than the policy asks for are enough.
    exception_reason text not null default '',
    instructions text not null default '',
    reminded_at timestamptz,
    created_by uuid,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    version bigint not null default 1,
    search text generated always as (search_text(code)) stored,
    primary key (tenant_id, id),
    unique (tenant_id, code),
    foreign key (tenant_id, request_id) references purchase_requests
);
create trigger touch before update on quotation_rounds for each row execute function touch_version();
create unique index one_open_round on quotation_rounds (tenant_id, request_id) where status = 'open';
create index on quotation_rounds (tenant_id, request_id, created_at);
create index on quotation_rounds (tenant_id, created_at, id);
create index on quotation_rounds (tenant_id, closes_at, id);
create index on quotation_rounds (tenant_id, status, created_at, id);
select protect_by_tenant('quotation_rounds');

create table quotations (
    id uuid not null default uuidv7(),
    tenant_id uuid not null references organisations,
    round_id uuid not null,
    purchase_request_id uuid not null,
    supplier_id uuid not null,
    status text not null default 'invited' check (status in
        ('invited', 'active', 'declined', 'expired', 'cancelled', 'winner', 'lost')),
    link_nonce text not null,
    opened_at timestamptz,
    answered_at timestamptz,
    declined_reason text not null default '',
    payment_days smallint[] not null default '{}',
    payment_terms text not null default '',
    delivery_days smallint check (delivery_days between 0 and 999),
    valid_until date,
    -- Over the whole; items may have freight and taxes of their own beside.
    freight numeric(14, 2) not null default 0 check (freight >= 0),
    taxes numeric(14, 2) not null default 0 check (taxes >= 0),
    discount_kind text not null default 'none' check (discount_kind in ('none', 'percent', 'fixed')),
    discount_value numeric(14, 4) not null default 0 check (discount_value >= 0),
    -- What the discount over the whole comes to; that of items is in the subtotal already.
    discount numeric(14, 2) not null default 0 check (discount >= 0),
    -- Sum of the items' totals.
    subtotal numeric(14, 2) not null default 0 check (subtotal >= 0),
    -- subtotal - discount + freight + taxes, of the whole and of the items (rules/quotation_totals.py).
    total numeric(14, 2) not null default 0 check (total >= 0),
    notes text not null default '',
    answered_by text not null default '',
    answered_from inet,
    created_by uuid,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    version bigint not null default 1,
    primary key (tenant_id, id),
    unique (tenant_id, round_id, supplier_id),
    foreign key (tenant_id, round_id) references quotation_rounds,
    foreign key (tenant_id, purchase_request_id) references purchase_requests,
    foreign key (tenant_id, supplier_id) references suppliers
);
create trigger touch before update on quotations for each row execute function touch_version();
create index on quotations (tenant_id, created_at, id);
create index on quotations (tenant_id, updated_at, id);
create index on quotations (tenant_id, purchase_request_id, created_at, id);
create index on quotations (tenant_id, supplier_id, created_at, id);
create index on quotations (tenant_id, status, created_at, id);
select protect_by_tenant('quotations');

create table quotation_items (
    tenant_id uuid not null references organisations,
    quotation_id uuid not null,
    item_id uuid not null,
    available boolean not null,
    unit_price numeric(14, 4) not null default 0 check (unit_price >= 0),
    quantity numeric(14, 3) not null default 0 check (quantity >= 0),
    quantity_reason text not null default '',
    discount numeric(14, 2) not null default 0 check (discount >= 0),
    freight numeric(14, 2) not null default 0 check (freight >= 0),
    taxes numeric(14, 2) not null default 0 check (taxes >= 0),
    brand text not null default '',
    delivery_days smallint check (delivery_days between 0 and 999),
    note text not null default '',
    -- unit_price * quantity - discount, to the cent.
    total numeric(14, 2) not null default 0 check (total >= 0),
    primary key (tenant_id, quotation_id, item_id),
    foreign key (tenant_id, quotation_id) references quotations on delete cascade,
    foreign key (tenant_id, item_id) references purchase_request_items
);
create index on quotation_items (tenant_id, item_id);
select protect_by_tenant('quotation_items');

-- What supplier and buyer ask each other about a quotation.
create table quotation_messages (
    id uuid not null default uuidv7(),
    tenant_id uuid not null references organisations,
    quotation_id uuid not null,
    from_supplier boolean not null,
    person_id uuid,
    person_name text not null default '',
    text text not null check (length(text) between 1 and 4000),
    at timestamptz not null default clock_timestamp(),
    primary key (tenant_id, id),
    foreign key (tenant_id, quotation_id) references quotations
);
create index on quotation_messages (tenant_id, quotation_id, at, id);
select protect_by_tenant('quotation_messages');
revoke update, delete on quotation_messages from esteio_app;

-- What won, as it stood: a copy that nothing alters. The request names the award that counts.
create table awards (
    id uuid not null default uuidv7(),
    tenant_id uuid not null references organisations,
    request_id uuid not null,
    round_id uuid not null,
    total numeric(14, 2) not null check (total >= 0),
    reason text not null default '',
    -- The comparison map that was decided by.
    comparison jsonb not null,
    -- What it leaves to be bought: itemId and quantity each; and the request that was opened to buy it.
    left_out jsonb not null default '[]',
    following_id uuid,
    awarded_by uuid not null,
    at timestamptz not null default clock_timestamp(),
    primary key (tenant_id, id),
    foreign key (tenant_id, request_id) references purchase_requests,
    foreign key (tenant_id, round_id) references quotation_rounds,
    foreign key (tenant_id, following_id) references purchase_requests
);
create index on awards (tenant_id, request_id, at);
select protect_by_tenant('awards');
revoke update, delete on awards from esteio_app;
alter table purchase_requests add foreign key (tenant_id, award_id) references awards;

create table award_items (
    id uuid not null default uuidv7(),
    tenant_id uuid not null references organisations,
    award_id uuid not null,
    item_id uuid not null,
    quotation_id uuid not null,
    supplier_id uuid not null,
    position smallint not null,
    description text not null,
    unit text not null,
    quantity numeric(14, 3) not null check (quantity > 0),
    unit_price numeric(14, 4) not null check (unit_price >= 0),
    discount numeric(14, 2) not null default 0 check (discount >= 0),
    freight numeric(14, 2) not null default 0 check (freight >= 0),
    taxes numeric(14, 2) not null default 0 check (taxes >= 0),
    total numeric(14, 2) not null check (total >= 0),
    -- First, highest and lowest total that was offered for the same quantity: what savings are reckoned against.
    first_total numeric(14, 2) not null,
    highest_total numeric(14, 2) not null,
    lowest_total numeric(14, 2) not null,
    brand text not null default '',
    delivery_days smallint,
    primary key (tenant_id, id),
    unique (tenant_id, award_id, item_id, quotation_id),
    foreign key (tenant_id, award_id) references awards,
    foreign key (tenant_id, item_id) references purchase_request_items,
    foreign key (tenant_id, quotation_id) references quotations,
    foreign key (tenant_id, supplier_id) references suppliers
);
create index on award_items (tenant_id, supplier_id);
select protect_by_tenant('award_items');
revoke update, delete on award_items from esteio_app;

create table purchase_orders (
    id uuid not null default uuidv7(),
    tenant_id uuid not null references organisations,
    code text not null,
    request_id uuid not null,
    award_id uuid not null,
    quotation_id uuid not null,
    supplier_id uuid not null,
    cost_centre_id uuid not null,
    status text not null default 'draft' check (status in ('draft', 'sent', 'confirmed', 'completed', 'cancelled')),
    fulfilment text not null default 'pending' check (fulfilment in ('pending', 'partial', 'fulfilled')),
    -- Its balance was given up: what had not come will not come on this order.
    closed_short boolean not null default false,
    subtotal numeric(14, 2) not null check (subtotal >= 0),
    discount numeric(14, 2) not null default 0 check (discount >= 0),
    freight numeric(14, 2) not null default 0 check (freight >= 0),
    taxes numeric(14, 2) not null default 0 check (taxes >= 0),
    total numeric(14, 2) not null check (total = subtotal - discount + freight + taxes and total >= 0),
    payment_days smallint[] not null default '{}',
    payment_terms text not null default '',
    delivery_address jsonb not null default '{}',
    -- When it should be here, and when its supplier says that it will.
    expected_on date,
    promised_on date,
    -- For the supplier, who reads them on the paper.
    notes text not null default '',
    link_nonce text not null,
    link_expires_at timestamptz,
    -- What the supplier was sent, whole, and its SHA-256.
    document jsonb,
    document_sha256 text,
    pdf_file_id uuid,
    sent_at timestamptz,
    confirmed_at timestamptz,
    confirmed_by text not null default '',
    confirmed_from inet,
    completed_at timestamptz,
    cancelled_at timestamptz,
    cancelled_reason text not null default '',
    late_told_at timestamptz,
    -- The request that buys what of this order did not come.
    following_id uuid,
    buyer_id uuid,
    created_by uuid,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    version bigint not null default 1,
    search text generated always as (search_text(code)) stored,
    primary key (tenant_id, id),
    unique (tenant_id, code),
    foreign key (tenant_id, request_id) references purchase_requests,
    foreign key (tenant_id, award_id) references awards,
    foreign key (tenant_id, quotation_id) references quotations,
    foreign key (tenant_id, supplier_id) references suppliers,
    foreign key (tenant_id, cost_centre_id) references cost_centres,
    foreign key (tenant_id, following_id) references purchase_requests
);
create trigger touch before update on purchase_orders for each row
    when (new.pdf_file_id is not distinct from old.pdf_file_id
          and new.late_told_at is not distinct from old.late_told_at) execute function touch_version();
create index on purchase_orders (tenant_id, created_at, id);
create index on purchase_orders (tenant_id, updated_at, id);
create index on purchase_orders (tenant_id, status, created_at, id);
create index on purchase_orders (tenant_id, supplier_id, created_at, id);
create index on purchase_orders (tenant_id, request_id);
create index on purchase_orders (tenant_id, cost_centre_id, created_at);
create index on purchase_orders (tenant_id, sent_at) where sent_at is not null;
create index on purchase_orders (tenant_id, expected_on, id) where status in ('sent', 'confirmed');
select protect_by_tenant('purchase_orders');

create table purchase_order_items (
    id uuid not null default uuidv7(),
    tenant_id uuid not null references organisations,
    order_id uuid not null,
    award_item_id uuid not null,
    item_id uuid not null,
    position smallint not null,
    description text not null,
    unit text not null,
    brand text not null default '',
    quantity numeric(14, 3) not null check (quantity > 0),
    unit_price numeric(14, 4) not null check (unit_price >= 0),
    discount numeric(14, 2) not null default 0 check (discount >= 0),
    freight numeric(14, 2) not null default 0 check (freight >= 0),
    taxes numeric(14, 2) not null default 0 check (taxes >= 0),
    total numeric(14, 2) not null check (total >= 0),
    received numeric(14, 3) not null default 0 check (received >= 0),
    given_up numeric(14, 3) not null default 0 check (given_up >= 0),
    primary key (tenant_id, id),
    unique (tenant_id, order_id, position),
    foreign key (tenant_id, order_id) references purchase_orders,
    foreign key (tenant_id, award_item_id) references award_items,
    foreign key (tenant_id, item_id) references purchase_request_items
);
create index on purchase_order_items (tenant_id, item_id);
select protect_by_tenant('purchase_order_items');

create table purchase_order_events (
    id uuid not null default uuidv7(),
    tenant_id uuid not null references organisations,
    order_id uuid not null,
    at timestamptz not null default clock_timestamp(),
    kind text not null,
    from_status text,
    to_status text,
    person_id uuid,
    person_name text not null default '',
    text text not null default '',
    detail jsonb not null default '{}',
    primary key (tenant_id, id),
    foreign key (tenant_id, order_id) references purchase_orders
);
create index on purchase_order_events (tenant_id, order_id, at, id);
select protect_by_tenant('purchase_order_events');
revoke update, delete on purchase_order_events from esteio_app;

create table invoices (
    id uuid not null default uuidv7(),
    tenant_id uuid not null references organisations,
    -- The CNPJ in it may have letters since July 2026 (Nota Técnica Conjunta 2025.001).
    access_key text not null check (access_key ~ '^[0-9]{6}[0-9A-Z]{12}[0-9]{26}$'),
    sha256 text not null,
    number text not null,
    series text not null default '',
    issuer_document text not null,
    issuer_name text not null,
    recipient_document text not null default '',
    issued_at timestamptz not null,
    products_total numeric(14, 2) not null check (products_total >= 0),
    discount numeric(14, 2) not null default 0 check (discount >= 0),
    freight numeric(14, 2) not null default 0 check (freight >= 0),
    taxes numeric(14, 2) not null default 0 check (taxes >= 0),
    total numeric(14, 2) not null check (total >= 0),
    items smallint not null default 0,
    -- Lines of which nobody has said yet which item of the order they are.
    unmapped smallint not null default 0,
    supplier_id uuid,
    order_id uuid,
    file_id uuid,
    cancelled_at timestamptz,
    cancelled_reason text not null default '',
    created_by uuid,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    version bigint not null default 1,
    search text generated always as (search_text(number || ' ' || access_key || ' ' || issuer_name)) stored,
    primary key (tenant_id, id),
    unique (tenant_id, access_key),
    unique (tenant_id, sha256),
    foreign key (tenant_id, supplier_id) references suppliers,
    foreign key (tenant_id, order_id) references purchase_orders
);
create trigger touch before update on invoices for each row execute function touch_version();
create index on invoices (tenant_id, created_at, id);
create index on invoices (tenant_id, issued_at, id);
create index on invoices (tenant_id, order_id);
create index on invoices (tenant_id, supplier_id);
select protect_by_tenant('invoices');

create table invoice_items (
    id uuid not null default uuidv7(),
    tenant_id uuid not null references organisations,
    invoice_id uuid not null,
    position smallint not null,
    supplier_code text not null default '',
    description text not null,
    ncm text not null default '',
    unit text not null,
    -- None in a note that only complements a price.
    quantity numeric(15, 4) not null check (quantity >= 0),
    unit_price numeric(21, 10) not null check (unit_price >= 0),
    discount numeric(14, 2) not null default 0 check (discount >= 0),
    total numeric(14, 2) not null check (total >= 0),
    -- The same in the unit by which it is taxed, and the order as the supplier wrote it: what suggestions go by.
    tax_unit text not null default '',
    tax_quantity numeric(15, 4) not null default 0,
    order_code text not null default '',
    order_position integer,
    order_item_id uuid,
    -- How many of the order's units one unit of the invoice is (a box of 100).
    factor numeric(16, 6) not null default 1 check (factor > 0),
    -- Whether the program said which item it is, and nobody has looked yet.
    suggested boolean not null default false,
    primary key (tenant_id, id),
    unique (tenant_id, invoice_id, position),
    foreign key (tenant_id, invoice_id) references invoices on delete cascade,
    foreign key (tenant_id, order_item_id) references purchase_order_items
);
create index on invoice_items (tenant_id, order_item_id);
select protect_by_tenant('invoice_items');

create table receipts (
    id uuid not null default uuidv7(),
    tenant_id uuid not null references organisations,
    code text not null,
    order_id uuid not null,
    supplier_id uuid not null,
    invoice_id uuid,
    status text not null default 'physical' check (status in ('physical', 'fiscal', 'done', 'cancelled')),
    arrived_on date not null,
    notes text not null default '',
    -- Why differences of the three-way match were accepted.
    difference_reason text not null default '',
    cancelled_reason text not null default '',
    received_by uuid,
    checked_by uuid,
    done_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    version bigint not null default 1,
    search text generated always as (search_text(code)) stored,
    primary key (tenant_id, id),
    unique (tenant_id, code),
    foreign key (tenant_id, order_id) references purchase_orders,
    foreign key (tenant_id, supplier_id) references suppliers,
    foreign key (tenant_id, invoice_id) references invoices
);
create trigger touch before update on receipts for each row execute function touch_version();
create index on receipts (tenant_id, created_at, id);
create index on receipts (tenant_id, order_id);
create index on receipts (tenant_id, status, created_at, id);
create index on receipts (tenant_id, invoice_id);
create index on receipts (tenant_id, supplier_id, arrived_on);
select protect_by_tenant('receipts');

create table receipt_items (
    id uuid not null default uuidv7(),
    tenant_id uuid not null references organisations,
    receipt_id uuid not null,
    order_item_id uuid not null,
    accepted numeric(14, 3) not null check (accepted >= 0),
    refused numeric(14, 3) not null default 0 check (refused >= 0),
    refused_reason text not null default '',
    primary key (tenant_id, id),
    unique (tenant_id, receipt_id, order_item_id),
    foreign key (tenant_id, receipt_id) references receipts on delete cascade,
    foreign key (tenant_id, order_item_id) references purchase_order_items
);
create index on receipt_items (tenant_id, order_item_id);
select protect_by_tenant('receipt_items');
""")

"""Procurement's lists become live."""

from esteio.core.migrate import run_sql

revision = "procurement_0002"
down_revision = "procurement_0001"
branch_labels = None
depends_on = "live_0004"


def upgrade() -> None:
    """The triggers that tell of changes, and of changes in what rows show."""
    run_sql("""
select track_changes('departments', 'departments');
select track_changes('cost_centres', 'cost-centres');
select track_changes('budgets', 'budgets');
select track_changes('suppliers', 'suppliers');
select track_changes('approval_delegations', 'approval-delegations',
                     topics => $$array['person:' || r.from_id, 'person:' || r.to_id]$$);
select track_changes('purchase_requests', 'purchase-requests', keep => '{status}',
                     quiet => '{updated_at,version,search,reminded_at,escalated_at}');
select track_changes('purchase_request_items', 'purchase-request-items');
select track_changes('purchase_request_comments', 'purchase-request-comments');
select track_changes('approval_tasks', 'approvals', topics => $$array['person:' || r.person_id]$$);
select track_changes('bulk_approvals', 'bulk-approvals', topics => $$array['person:' || r.person_id]$$);
select track_changes('quotation_rounds', 'quotation-rounds', keep => '{status}');
select track_changes('quotations', 'quotations', keep => '{status,purchase_request_id,supplier_id}');
select track_changes('quotation_messages', 'quotation-messages');
select track_changes('purchase_orders', 'purchase-orders', keep => '{status,fulfilment}',
                     quiet => '{updated_at,version,search,pdf_file_id,document}');
select track_changes('invoices', 'invoices');
select track_changes('receipts', 'receipts', keep => '{status}');

select track_related('cost_centre_people', 'cost-centres', 'select r.tenant_id, r.cost_centre_id');
select track_related('departments', 'cost-centres', $$
    select c.tenant_id, c.id from cost_centres c where c.tenant_id = r.tenant_id and c.department_id = r.id
$$, '{name}', on_insert => false);
select track_related('cost_centres', 'budgets', $$
    select b.tenant_id, b.id from budgets b where b.tenant_id = r.tenant_id and b.cost_centre_id = r.id
$$, '{code,name}', on_insert => false);
select track_related('cost_centres', 'purchase-requests', $$
    select p.tenant_id, p.id from purchase_requests p where p.tenant_id = r.tenant_id and p.cost_centre_id = r.id
$$, '{code,name}', on_insert => false);
select track_related('departments', 'purchase-requests', $$
    select p.tenant_id, p.id from purchase_requests p where p.tenant_id = r.tenant_id and p.department_id = r.id
$$, '{name}', on_insert => false);
-- Whom a request waits for, its row says: a task comes with a move, or by itself with a delegation or an escalation.
select track_related('approval_tasks', 'purchase-requests', 'select r.tenant_id, r.request_id', '{person_id}');
select track_related('suppliers', 'quotations', $$
    select q.tenant_id, q.id from quotations q where q.tenant_id = r.tenant_id and q.supplier_id = r.id
$$, '{name,trade_name}', on_insert => false);
select track_related('suppliers', 'purchase-orders', $$
    select o.tenant_id, o.id from purchase_orders o where o.tenant_id = r.tenant_id and o.supplier_id = r.id
$$, '{name,trade_name}', on_insert => false);
-- Items change only with an answer, and an answer sets quotations.answered_at: nobody need be told of each item.
select track_related('quotations', 'quotation-rounds', 'select r.tenant_id, r.round_id', '{status,total}');
select track_related('quotation_rounds', 'quotations', $$
    select q.tenant_id, q.id from quotations q where q.tenant_id = r.tenant_id and q.round_id = r.id
$$, '{status,closes_at}', on_insert => false);
-- Only files that hang on quotations: of others there is no id, and nobody is told.
select track_related('files', 'quotations', $$
    select r.tenant_id, case when r.thing = 'quotation' then r.thing_id end
$$, '{status}', on_insert => false);
select track_related('purchase_requests', 'quotation-rounds', $$
    select x.tenant_id, x.id from quotation_rounds x where x.tenant_id = r.tenant_id and x.request_id = r.id
$$, '{title}', on_insert => false);
select track_related('purchase_requests', 'quotations', $$
    select q.tenant_id, q.id from quotations q where q.tenant_id = r.tenant_id and q.purchase_request_id = r.id
$$, '{title}', on_insert => false);
select track_related('purchase_order_items', 'purchase-orders', 'select r.tenant_id, r.order_id', '{received,given_up}',
                     on_insert => false);
select track_related('suppliers', 'invoices', $$
    select i.tenant_id, i.id from invoices i where i.tenant_id = r.tenant_id and i.supplier_id = r.id
$$, '{name,trade_name}', on_insert => false);
select track_related('purchase_requests', 'purchase-orders', $$
    select o.tenant_id, o.id from purchase_orders o where o.tenant_id = r.tenant_id and o.request_id = r.id
$$, '{title}', on_insert => false);
-- What can be done with an invoice depends on the receipts that name it.
select track_related('receipts', 'invoices', 'select r.tenant_id, r.invoice_id', '{status,invoice_id}');
select track_related('suppliers', 'receipts', $$
    select x.tenant_id, x.id from receipts x where x.tenant_id = r.tenant_id and x.supplier_id = r.id
$$, '{name,trade_name}', on_insert => false);
select track_related('receipt_items', 'receipts', 'select r.tenant_id, r.receipt_id', on_insert => false);

-- A queue is one person's: a change of what it shows is told by the rows themselves, which say whose they are.
create function show_in_approvals() returns trigger language plpgsql as $$
begin
    if tg_table_name = 'purchase_requests' then
        update approval_tasks set shown_at = clock_timestamp() where tenant_id = new.tenant_id and request_id = new.id;
    else
        update approval_tasks t set shown_at = clock_timestamp()
        from purchase_requests r
        where r.tenant_id = new.tenant_id and r.cost_centre_id = new.id
          and t.tenant_id = r.tenant_id and t.request_id = r.id;
    end if;
    return null;
end $$;
create trigger show_in_approvals after update on purchase_requests for each row when (
    new.version <> old.version and new.status = old.status and new.status in ('pending_a1', 'pending_a2', 'pending_a3')
) execute function show_in_approvals();
create trigger show_in_approvals after update of code, name on cost_centres for each row
    when ((new.code, new.name) is distinct from (old.code, old.name)) execute function show_in_approvals();
""")

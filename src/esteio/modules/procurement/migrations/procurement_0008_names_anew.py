"""Who shows a name is told when it is another: orders of their cost centre's, approvals of their suppliers'."""

from esteio.core.migrate import run_sql

revision = "procurement_0008"
down_revision = "procurement_0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What lists of requests, budgets and quotations had from the beginning."""
    run_sql("""
select track_related('cost_centres', 'purchase-orders', $$
    select o.tenant_id, o.id from purchase_orders o where o.tenant_id = r.tenant_id and o.cost_centre_id = r.id
$$, '{code,name}', on_insert => false);

create function show_supplier_in_approvals() returns trigger language plpgsql as $$
begin
    update approval_tasks t set shown_at = clock_timestamp()
    from purchase_requests r
    where t.tenant_id = new.tenant_id and t.stage <> 'a1' and r.tenant_id = t.tenant_id and r.id = t.request_id
      and exists (
          select from award_items a
          where a.tenant_id = r.tenant_id and a.award_id = r.award_id and a.supplier_id = new.id
      );
    return null;
end $$;
create trigger show_in_approvals after update of name, trade_name on suppliers for each row
    when ((new.name, new.trade_name) is distinct from (old.name, old.trade_name))
    execute function show_supplier_in_approvals();
""")

"""Lists of orders are told when a cost centre is named anew, as those of requests and budgets are."""

from esteio.core.migrate import run_sql

revision = "procurement_0008"
down_revision = "procurement_0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """An order shows the code and the name of its cost centre."""
    run_sql("""
select track_related('cost_centres', 'purchase-orders', $$
    select o.tenant_id, o.id from purchase_orders o where o.tenant_id = r.tenant_id and o.cost_centre_id = r.id
$$, '{code,name}', on_insert => false);
""")

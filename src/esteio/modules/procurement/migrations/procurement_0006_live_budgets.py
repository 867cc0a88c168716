"""What is left of a budget is told as requests take of it."""

from esteio.core.migrate import run_sql

revision = "procurement_0006"
down_revision = "procurement_0005"
branch_labels = None
depends_on = "live_0004"


def upgrade() -> None:
    """A request changes the budgets of its cost centre's year; a month's budget what its year's counts."""
    run_sql("""
-- A day to each side: which year a moment is in, the organisation's clock says.
select track_related('purchase_requests', 'budgets', $$
    select b.tenant_id, b.id from budgets b
    where b.tenant_id = r.tenant_id and b.cost_centre_id = r.cost_centre_id
      and b.year in (extract(year from r.submitted_at - interval '1 day'),
                     extract(year from r.submitted_at + interval '1 day'))
$$, '{status,archived_from,cost_centre_id,submitted_at,total,estimated_total}');
select track_related('budgets', 'budgets', $$
    select b.tenant_id, b.id from budgets b
    where b.tenant_id = r.tenant_id and b.cost_centre_id = r.cost_centre_id and b.year = r.year and b.month = 0
$$);
""")

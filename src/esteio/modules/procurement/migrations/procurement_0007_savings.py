"""What savings are reckoned from lies in an index: the awards of a year are added up without reading their rows."""

from esteio.core.migrate import run_sql

revision = "procurement_0007"
down_revision = "procurement_0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Room for a third of the table; a quarter of the time of the report."""
    run_sql("""
create index on award_items (tenant_id, award_id)
    include (supplier_id, item_id, total, first_total, highest_total, lowest_total);
""")

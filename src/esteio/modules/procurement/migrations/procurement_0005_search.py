"""Searching long lists reads an index alone: it holds what is searched beside what the list is ordered by.

An index of trigrams would not be used: under row security PostgreSQL lets no condition reach an index whose operator
is not leakproof, and `like` is not (docs/decisions/0032-search-under-row-security.md).
"""

from esteio.core.migrate import run_sql

revision = "procurement_0005"
down_revision = "procurement_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """In the place of the indexes by creation: the same, with more in their leaves."""
    run_sql("""
drop index purchase_requests_tenant_id_created_at_id_idx;
create index on purchase_requests (tenant_id, created_at, id) include (search);
drop index quotation_rounds_tenant_id_created_at_id_idx;
create index on quotation_rounds (tenant_id, created_at, id) include (search, request_id);
drop index quotations_tenant_id_created_at_id_idx;
create index on quotations (tenant_id, created_at, id) include (supplier_id, purchase_request_id, round_id);
drop index purchase_orders_tenant_id_created_at_id_idx;
create index on purchase_orders (tenant_id, created_at, id) include (search, supplier_id, request_id);
drop index receipts_tenant_id_created_at_id_idx;
create index on receipts (tenant_id, created_at, id) include (search, supplier_id, order_id);
drop index invoices_tenant_id_created_at_id_idx;
create index on invoices (tenant_id, created_at, id) include (search);
""")

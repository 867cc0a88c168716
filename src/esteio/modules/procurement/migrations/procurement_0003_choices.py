"""Suppliers are found by what they sell, and the categories in use are listed along an index."""

from esteio.core.migrate import run_sql

revision = "procurement_0003"
down_revision = "procurement_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Categories join what is searched of a supplier; indexes for lists of categories, and of suppliers by score."""
    run_sql("""
-- array_to_string is not immutable for any array; of texts it always gives the same.
create function joined_text(words text[]) returns text language sql immutable parallel safe strict
    return array_to_string(words, ' ');
alter table suppliers drop column search;
alter table suppliers add column search text generated always as (
    search_text(name || ' ' || trade_name || ' ' || coalesce(document, '') || ' ' || email || ' '
                || joined_text(categories))) stored;
create index on suppliers (tenant_id, (coalesce(score, -1)), id);
create index on purchase_request_items (tenant_id, category) where category > '';
""")

"""Whether somebody is a colleague is looked up for them, not by reading all colleagues first.

With `in (select …)` each query that named one person put all members of the organisation into a hash: 2 ms in one of
10,000, three times in a write and its telling. `offset 0` because the planner would make the same of `exists`: it does
not know how many members this organisation has.
"""

from esteio.core.migrate import run_sql

revision = "workspace_0008"
down_revision = "workspace_0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The same people as before."""
    run_sql("""
alter policy colleagues on users using (
    (select is_unscoped())
    or id = (select current_person())
    or exists (
        select from memberships m where m.tenant_id = (select current_tenant()) and m.user_id = users.id offset 0
    )
);
""")

"""New rows are told of by a trigger of their own."""

from esteio.core.migrate import run_sql

revision = "workspace_0007"
down_revision = "workspace_0006"
branch_labels = None
depends_on = "live_0004"


def upgrade() -> None:
    """The declaration of workspace_0004 once more."""
    run_sql("""
select track_changes('notifications', 'notifications', topics => $$array['person:' || r.user_id::text]$$,
                     quiet => '{mail}');
""")

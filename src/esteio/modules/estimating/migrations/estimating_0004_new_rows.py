"""New rows are told of by triggers of their own."""

from esteio.core.migrate import run_sql

revision = "estimating_0004"
down_revision = "estimating_0003"
branch_labels = None
depends_on = "live_0004"


def upgrade() -> None:
    """The declarations of estimating_0002 once more."""
    run_sql("""
select track_changes('clients', 'clients');
select track_changes('briefings', 'briefings', keep => '{status}');
select track_changes('briefing_answers', 'briefing-answers');
select track_changes('orcamentos', 'orcamentos', keep => '{status}',
                     quiet => '{updated_at,version,search,proposal_file_id}');
""")

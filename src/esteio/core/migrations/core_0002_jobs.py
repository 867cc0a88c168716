"""Background jobs: PgQueuer's tables and ours beside them."""

from esteio.core.jobs_schema import JOBS_SCHEMA_SQL
from esteio.core.migrate import run_sql

revision = "core_0002"
down_revision = "core_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the queue; see `core/jobs_schema.py` for what it holds and why it is as it is."""
    run_sql(JOBS_SCHEMA_SQL)

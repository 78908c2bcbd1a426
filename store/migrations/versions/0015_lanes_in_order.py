"""lanes in the order in which they are claimed, so that a long backlog is not sorted for each claim"""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_lanes_due", "lanes")
    op.create_index("ix_lanes_due", "lanes", ["flow", "due_at", "key"])


def downgrade() -> None:
    op.drop_index("ix_lanes_due", "lanes")
    op.create_index("ix_lanes_due", "lanes", ["flow", "due_at"])

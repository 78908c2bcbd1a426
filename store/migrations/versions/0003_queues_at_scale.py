"""one sending pace for all workers, and indexes of the few rows that staff look for"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0001"
branch_labels = None
depends_on = None

PARKED = sa.text("status = 'parked'")
IN_DOUBT = sa.text("status IN ('unknown', 'failed')")


def upgrade() -> None:
    op.create_table(
        "sending_paces",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("full_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_sending_paces")),
    )
    op.create_index("ix_inbox_parked", "inbox", ["id"], sqlite_where=PARKED, postgresql_where=PARKED)
    op.create_index(
        "ix_outbox_in_doubt", "outbox", ["created_at"], sqlite_where=IN_DOUBT, postgresql_where=IN_DOUBT
    )

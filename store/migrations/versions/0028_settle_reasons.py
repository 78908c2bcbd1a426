"""how cases were settled, and what was before, so that settling can be undone for some seconds"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("cases", sa.Column("settle_reason", sa.String(), nullable=True))
    op.create_table(
        "settlings",
        sa.Column("case_id", ID, sa.ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("staff_id", ID, sa.ForeignKey("staff.id"), nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("paused_at", MOMENT, nullable=True),
        sa.Column("chased_at", MOMENT, nullable=True),
        sa.Column("gave_back", sa.Boolean(), nullable=False),
        sa.Column("message_id", ID, nullable=True),
        sa.Column("service_id", ID, nullable=True),
    )
    op.create_index("ix_settlings_staff", "settlings", ["staff_id", "until"])


def downgrade() -> None:
    op.drop_table("settlings")
    op.drop_column("cases", "settle_reason")

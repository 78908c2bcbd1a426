"""corrective actions: findings of spot checks that a person corrects"""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "corrective_actions",
        sa.Column("id", ID, primary_key=True),
        sa.Column("reading_id", ID, sa.ForeignKey("readings.id", ondelete="CASCADE"), nullable=False),
        sa.Column("criterion", sa.String(), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("staff_id", ID, sa.ForeignKey("staff.id"), nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.UniqueConstraint("reading_id", "criterion", name="uq_corrective_actions_reading_id_criterion"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_corrective_actions_due", "corrective_actions", ["status", "due_at", "id"])
    op.create_index("ix_corrective_actions_staff_id", "corrective_actions", ["staff_id"])
    op.create_table(
        "corrective_steps",
        sa.Column("id", ID, primary_key=True),
        sa.Column(
            "action_id", ID, sa.ForeignKey("corrective_actions.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("step", sa.String(32), nullable=False),
        sa.Column("staff_id", ID, sa.ForeignKey("staff.id"), nullable=False),
        sa.Column("note", sa.String()),
        sa.Column("at", TIME, nullable=False),
    )
    op.create_index("ix_corrective_steps_action_id", "corrective_steps", ["action_id"])


def downgrade() -> None:
    op.drop_table("corrective_steps")
    op.drop_table("corrective_actions")

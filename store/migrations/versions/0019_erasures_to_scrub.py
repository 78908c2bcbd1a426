"""what was erased and may still stand in files; what earlier releases have erased is scrubbed once"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "erasures",
        sa.Column("id", ID, nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("scrubbed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_erasures"),
        sqlite_autoincrement=True,
    )
    waiting = sa.text("scrubbed_at IS NULL")
    op.create_index("ix_erasures_waiting", "erasures", ["id"], sqlite_where=waiting, postgresql_where=waiting)
    op.execute(
        "INSERT INTO erasures (erased_at) SELECT CURRENT_TIMESTAMP WHERE EXISTS (SELECT 1 FROM audit_log "
        "WHERE action IN ('customer.erased', 'retention.erased'))"
    )


def downgrade() -> None:
    op.drop_table("erasures")

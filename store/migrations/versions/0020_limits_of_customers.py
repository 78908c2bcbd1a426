"""how much each customer has used lately, and who is blocked"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
COUNTS = (
    *("hour_messages", "hour_replies", "hour_files"),
    *("day_messages", "day_replies", "day_files", "day_exports", "not_kept"),
)


def upgrade() -> None:
    op.create_table(
        "customer_usage",
        sa.Column("customer_id", ID, autoincrement=False, nullable=False),
        sa.Column("hour_began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day_began_at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, ID, nullable=False) for name in COUNTS),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("emptied_inbox_id", ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.id"],
            name="fk_customer_usage_customer_id_customers",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("customer_id", name="pk_customer_usage"),
    )
    op.add_column("customers", sa.Column("blocked_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("customers", sa.Column("block_told_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("customers", "block_told_at")
    op.drop_column("customers", "blocked_at")
    op.drop_table("customer_usage")

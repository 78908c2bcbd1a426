"""test customers, the first answer beside a changed one, and folded days by customer and occasion"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("customers", sa.Column("is_test", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index(
        "ix_customers_test",
        "customers",
        ["id"],
        sqlite_where=sa.text("is_test = 1"),
        postgresql_where=sa.text("is_test"),
    )
    op.add_column("answers", sa.Column("first_number", sa.BigInteger().with_variant(sa.Integer(), "sqlite")))
    op.create_index(
        "ix_answers_changed",
        "answers",
        ["changed_at"],
        sqlite_where=sa.text("changed_at IS NOT NULL"),
        postgresql_where=sa.text("changed_at IS NOT NULL"),
    )
    op.create_index("ix_cases_opened", "cases", ["opened_at"])
    # What is folded does not know occasions; it is folded again.
    op.execute("DELETE FROM folded_parts")
    op.execute("DELETE FROM folds")
    op.add_column(
        "folded_parts", sa.Column("occasion", sa.String(), nullable=False, server_default="service")
    )
    with op.batch_alter_table("folded_parts") as table:
        table.alter_column("occasion", server_default=None)
    op.create_table(
        "folded_columns",
        sa.Column("id", ID, primary_key=True),
        sa.Column("fold_id", ID, sa.ForeignKey("folds.id", ondelete="CASCADE"), nullable=False),
        sa.Column("survey_key", sa.String(), nullable=False),
        sa.Column("occasion", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
    )
    op.create_index("ix_folded_columns_fold", "folded_columns", ["fold_id"])


def downgrade() -> None:
    op.drop_table("folded_columns")
    op.execute("DELETE FROM folded_parts")
    op.execute("DELETE FROM folds")
    op.drop_column("folded_parts", "occasion")
    op.drop_index("ix_cases_opened", "cases")
    op.drop_index("ix_answers_changed", "answers")
    op.drop_column("answers", "first_number")
    op.drop_index("ix_customers_test", "customers")
    op.drop_column("customers", "is_test")

"""the case that a case went into"""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None

MERGED = "ix_cases_merged"
IS_MERGED = sa.text("merged_into_id IS NOT NULL")
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("cases", sa.Column("merged_into_id", ID, nullable=True))
    op.create_index(MERGED, "cases", ["merged_into_id"], sqlite_where=IS_MERGED, postgresql_where=IS_MERGED)


def downgrade() -> None:
    op.drop_index(MERGED, "cases")
    with op.batch_alter_table("cases") as cases:
        cases.drop_column("merged_into_id")

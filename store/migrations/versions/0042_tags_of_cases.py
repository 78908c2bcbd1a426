"""words of staff by which they find cases again"""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

TAGGED = "ix_cases_tagged"
HAS_TAGS = sa.text("tags IS NOT NULL")


def upgrade() -> None:
    op.add_column("cases", sa.Column("tags", sa.String(), nullable=True))
    op.create_index(TAGGED, "cases", ["id"], sqlite_where=HAS_TAGS, postgresql_where=HAS_TAGS)


def downgrade() -> None:
    op.drop_index(TAGGED, "cases")
    with op.batch_alter_table("cases") as cases:
        cases.drop_column("tags")

"""until when staff want a case out of the queue"""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

SNOOZED = "ix_cases_snoozed"
IS_SNOOZED = sa.text("snoozed_until IS NOT NULL")


def upgrade() -> None:
    op.add_column("cases", sa.Column("snoozed_until", sa.DateTime(timezone=True), nullable=True))
    op.create_index(SNOOZED, "cases", ["snoozed_until"], sqlite_where=IS_SNOOZED, postgresql_where=IS_SNOOZED)


def downgrade() -> None:
    op.drop_index(SNOOZED, "cases")
    with op.batch_alter_table("cases") as cases:
        cases.drop_column("snoozed_until")

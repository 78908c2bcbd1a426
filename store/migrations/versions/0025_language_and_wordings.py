"""the language that customers write in, and which wordings a conversation has heard"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("customers", sa.Column("written_language", sa.String(), nullable=True))
    wordings = sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
    op.add_column("conversations", sa.Column("wordings", wordings, nullable=True))


def downgrade() -> None:
    op.drop_column("conversations", "wordings")
    op.drop_column("customers", "written_language")

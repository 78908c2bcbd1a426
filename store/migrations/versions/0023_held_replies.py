"""which reply of a conversation is held back for some seconds"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("conversations", sa.Column("held_id", ID, nullable=True))


def downgrade() -> None:
    op.drop_column("conversations", "held_id")

"""how far staff have read each conversation, and the replies that they have begun"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
OF_CONVERSATION = sa.ForeignKey("conversations.id", ondelete="CASCADE")


def upgrade() -> None:
    op.create_table(
        "reading_places",
        sa.Column("staff_id", ID, sa.ForeignKey("staff.id"), primary_key=True),
        sa.Column("conversation_id", ID, OF_CONVERSATION, primary_key=True),
        sa.Column("read_to", ID, nullable=False),
        sa.Column("draft", sa.String(), nullable=True),
        sa.Column("seen_at", MOMENT, nullable=True),
        sa.Column("wrote_at", MOMENT, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
    )
    op.create_index("ix_reading_places_conversation_id", "reading_places", ["conversation_id"])


def downgrade() -> None:
    op.drop_table("reading_places")

"""what customers' matters have come to: bursts, unclear messages, chased and urgent cases"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
OF_CONVERSATIONS = {
    "burst_at": MOMENT,
    "burst_said": JSON,
    "matter_id": ID,
    "unclear_from": ID,
    "unclear_since": MOMENT,
}


def upgrade() -> None:
    for name, kind in OF_CONVERSATIONS.items():
        op.add_column("conversations", sa.Column(name, kind, nullable=True))
    op.create_index(
        "ix_conversations_unclear",
        "conversations",
        ["unclear_since"],
        sqlite_where=sa.text("unclear_since IS NOT NULL"),
        postgresql_where=sa.text("unclear_since IS NOT NULL"),
    )
    op.add_column("cases", sa.Column("chased_at", MOMENT, nullable=True))
    op.add_column("cases", sa.Column("is_urgent", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("cases", "is_urgent")
    op.drop_column("cases", "chased_at")
    op.drop_index("ix_conversations_unclear", "conversations")
    for name in reversed(OF_CONVERSATIONS):
        op.drop_column("conversations", name)

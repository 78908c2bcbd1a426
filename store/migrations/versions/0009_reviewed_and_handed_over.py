"""indexes of the few messages that were reviewed, and of the few conversations that a person took over"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

REVIEWED = sa.text("corrected_intent IS NOT NULL")
HANDED_OVER = sa.text("handed_over_at IS NOT NULL")


def upgrade() -> None:
    op.create_index(
        "ix_messages_reviewed",
        "messages",
        ["conversation_id"],
        sqlite_where=REVIEWED,
        postgresql_where=REVIEWED,
    )
    op.create_index(
        "ix_conversations_handed_over",
        "conversations",
        ["last_message_at", "id"],
        sqlite_where=HANDED_OVER,
        postgresql_where=HANDED_OVER,
    )


def downgrade() -> None:
    op.drop_index("ix_conversations_handed_over", "conversations")
    op.drop_index("ix_messages_reviewed", "messages")

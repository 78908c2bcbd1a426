"""what messages speak of"""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

SPEAKING = sa.text("aspects <> ' '")


def upgrade() -> None:
    op.add_column("messages", sa.Column("aspects", sa.String(), nullable=True))
    op.create_index(
        "ix_messages_aspects",
        "messages",
        ["created_at"],
        sqlite_where=SPEAKING,
        postgresql_where=SPEAKING,
    )


def downgrade() -> None:
    op.drop_index("ix_messages_aspects", "messages")
    op.drop_column("messages", "aspects")

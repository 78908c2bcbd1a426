"""an index of all that themes are counted from"""

import sqlalchemy as sa
from alembic import op

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None

ASPECTS = "ix_messages_aspects"
SPEAKING = sa.text("aspects <> ' '")
COUNTED = (
    *("created_at", "direction", "intent", "chosen_intent", "corrected_intent", "forwarded_from"),
    *("conversation_id", "aspects"),
)


def upgrade() -> None:
    _replace(*COUNTED)


def downgrade() -> None:
    _replace("created_at")


def _replace(*columns: str) -> None:
    op.drop_index(ASPECTS, "messages")
    op.create_index(ASPECTS, "messages", columns, sqlite_where=SPEAKING, postgresql_where=SPEAKING)

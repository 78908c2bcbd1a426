"""which answer a message was, without reading all answers: for reviewers, and when a message is erased"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

KNOWN = sa.text("message_id IS NOT NULL")


def upgrade() -> None:
    op.create_index(
        "ix_answers_message", "answers", ["message_id"], sqlite_where=KNOWN, postgresql_where=KNOWN
    )


def downgrade() -> None:
    op.drop_index("ix_answers_message", "answers")

"""answers in the talk: the message that showed one, and the last one of a conversation"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
GIVEN = sa.text("reply_id IS NOT NULL")


def upgrade() -> None:
    op.add_column("conversations", sa.Column("answered_id", ID))
    op.add_column("answer_showings", sa.Column("reply_id", ID))
    op.create_index(
        "ix_answer_showings_reply",
        "answer_showings",
        ["reply_id"],
        sqlite_where=GIVEN,
        postgresql_where=GIVEN,
    )


def downgrade() -> None:
    op.drop_index("ix_answer_showings_reply", "answer_showings")
    op.drop_column("answer_showings", "reply_id")
    op.drop_column("conversations", "answered_id")

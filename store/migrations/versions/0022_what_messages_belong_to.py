"""topics, replies, quotes, forwards, albums and reactions of messages, and last names"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NUMBERS = ("topic", "reply_to")
WORDS = ("quoted", "forwarded_from", "album", "reaction")


def upgrade() -> None:
    for name in NUMBERS:
        op.add_column("messages", sa.Column(name, ID, nullable=True))
    for name in WORDS:
        op.add_column("messages", sa.Column(name, sa.String(), nullable=True))
    in_albums = sa.text("album IS NOT NULL")
    op.create_index(
        "ix_messages_album",
        "messages",
        ["conversation_id", "album", "id"],
        sqlite_where=in_albums,
        postgresql_where=in_albums,
    )
    op.add_column("conversations", sa.Column("topic", ID, nullable=True))
    op.add_column("customers", sa.Column("last_name", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("customers", "last_name")
    op.drop_column("conversations", "topic")
    op.drop_index("ix_messages_album", table_name="messages")
    for name in reversed(NUMBERS + WORDS):
        op.drop_column("messages", name)

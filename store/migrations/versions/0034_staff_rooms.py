"""groups in which staff answer, with a topic a customer"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "staff_rooms",
        sa.Column("id", ID, primary_key=True),
        sa.Column("chat_id", ID, nullable=False),
        sa.Column("title", sa.String()),
        sa.Column("tied_by", ID, sa.ForeignKey("staff.id"), nullable=False),
        sa.Column("tied_at", TIME, nullable=False),
        sa.Column("untied_at", TIME),
        sa.Column("missing", JSON),
        sa.Column("checked_at", TIME),
        sa.Column("seen_to", ID, nullable=False),
        sa.Column("revised_to", ID, nullable=False),
        sa.Column("notes_to", ID, nullable=False),
        sa.Column("alarms_to", ID, nullable=False),
        sa.Column("marked", JSON, nullable=False),
        sa.Column("marked_at", TIME, nullable=False),
        sa.Column("passed", JSON),
        sa.Column("titled_to", ID, nullable=False),
        sa.Column("held_alarms", JSON),
        sa.Column("full_at", TIME),
        sa.Column("topic_at", TIME),
    )
    op.create_index("ix_staff_rooms_chat_id", "staff_rooms", ["chat_id"])
    op.create_table(
        "room_codes",
        sa.Column("id", ID, primary_key=True),
        sa.Column("digest", sa.String(), nullable=False, unique=True),
        sa.Column("purpose", sa.String(32), nullable=False),
        sa.Column("staff_id", ID, sa.ForeignKey("staff.id"), nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.Column("used_at", TIME),
    )
    op.create_table(
        "room_members",
        sa.Column("id", ID, primary_key=True),
        sa.Column("telegram_id", ID, nullable=False, unique=True),
        sa.Column("username", sa.String()),
        sa.Column("staff_id", ID, sa.ForeignKey("staff.id"), unique=True),
        sa.Column("tied_at", TIME),
        sa.Column("told_at", TIME),
    )
    _create_topics()
    _create_relayed()


def _create_topics() -> None:
    op.create_table(
        "customer_topics",
        sa.Column("id", ID, primary_key=True),
        sa.Column("room_id", ID, sa.ForeignKey("staff_rooms.id", ondelete="CASCADE"), nullable=False),
        sa.Column("customer_id", ID, sa.ForeignKey("customers.id", ondelete="CASCADE"), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("thread", ID),
        sa.Column("former", JSON),
        sa.Column("title", sa.String()),
        sa.Column("rank", ID, nullable=False),
        sa.Column("attempts", ID, nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("behind_from", ID),
        sa.Column("notes_from", ID),
        sa.Column("card_id", ID),
        sa.Column("pinned_at", TIME),
        sa.UniqueConstraint("room_id", "customer_id"),
        sa.UniqueConstraint("room_id", "thread"),
    )
    op.create_index("ix_customer_topics_customer_id", "customer_topics", ["customer_id"])
    op.create_index("ix_customer_topics_state", "customer_topics", ["state", "due_at"])
    _partial("ix_customer_topics_behind", "customer_topics", "behind_from", "behind_from IS NOT NULL")
    _partial("ix_customer_topics_notes", "customer_topics", "notes_from", "notes_from IS NOT NULL")
    _partial("ix_customer_topics_former", "customer_topics", "room_id", "former IS NOT NULL")
    _partial(
        "ix_customer_topics_unpinned", "customer_topics", "id", "card_id IS NOT NULL AND pinned_at IS NULL"
    )


def _create_relayed() -> None:
    op.create_table(
        "relayed_messages",
        sa.Column("id", ID, primary_key=True),
        sa.Column("topic_id", ID, sa.ForeignKey("customer_topics.id", ondelete="CASCADE"), nullable=False),
        sa.Column("message_id", ID, sa.ForeignKey("messages.id", ondelete="CASCADE")),
        sa.Column("note_id", ID, sa.ForeignKey("notes.id", ondelete="CASCADE")),
        sa.Column("outbox_id", ID),
        sa.Column("group_number", ID),
        sa.Column("album", sa.String()),
        sa.Column("receipt", sa.String(32)),
        sa.Column("at", TIME, nullable=False),
        sa.UniqueConstraint("topic_id", "message_id"),
    )
    for column in ("message_id", "note_id", "outbox_id"):
        op.create_index(f"ix_relayed_messages_{column}", "relayed_messages", [column])
    op.create_index("ix_relayed_messages_number", "relayed_messages", ["topic_id", "group_number"])
    _partial("ix_relayed_messages_queued", "relayed_messages", "id", "receipt = 'queued'")


def _partial(name: str, table: str, column: str, where: str) -> None:
    op.create_index(name, table, [column], sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def downgrade() -> None:
    for table in ("relayed_messages", "customer_topics", "room_members", "room_codes", "staff_rooms"):
        op.drop_table(table)

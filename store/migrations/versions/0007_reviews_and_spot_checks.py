"""reviews of intents, spot checks, and the indexes that their queues walk along"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0005"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON(none_as_null=True).with_variant(
    postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), "postgresql"
)
TIME = sa.DateTime(timezone=True)
UNKNOWN = (
    "direction = 'in' AND corrected_intent IS NULL AND chosen_intent IS NULL "
    "AND (understood = 'failed' OR sure IS {no})"
)
LOW = sa.text("number <= 3")
CONTESTED = sa.text("chosen_intent IS NOT NULL AND corrected_intent IS NULL")


def enumeration(*values: str) -> sa.Enum:
    return sa.Enum(*values, native_enum=False, create_constraint=False, length=32)


INTENT = ("inquiry", "complaint", "praise", "greet", "thanks", "bye", "human", "out_of_scope")


def upgrade() -> None:
    _intent_reviews()
    _spot_checks()
    _readings()
    op.create_index(
        "ix_messages_unknown",
        "messages",
        ["id"],
        sqlite_where=sa.text(UNKNOWN.format(no="0")),
        postgresql_where=sa.text(UNKNOWN.format(no="false")),
    )
    op.create_index(
        "ix_messages_contested", "messages", ["id"], sqlite_where=CONTESTED, postgresql_where=CONTESTED
    )
    op.create_index("ix_answers_low", "answers", ["answered_at"], sqlite_where=LOW, postgresql_where=LOW)


def _intent_reviews() -> None:
    op.create_table(
        "intent_reviews",
        sa.Column("id", ID, nullable=False),
        sa.Column("message_id", ID, nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("queue", enumeration("uncertain", "choice", "rating", "random"), nullable=True),
        sa.Column("model", enumeration(*INTENT), nullable=True),
        sa.Column("before", enumeration(*INTENT), nullable=True),
        sa.Column("after", enumeration(*INTENT), nullable=True),
        sa.Column("at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name="fk_intent_reviews_message_id_messages", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_intent_reviews_staff_id_staff"),
        sa.PrimaryKeyConstraint("id", name="pk_intent_reviews"),
    )
    op.create_index("ix_intent_reviews_message_id", "intent_reviews", ["message_id"])
    op.create_index("ix_intent_reviews_queue", "intent_reviews", ["queue"])
    op.create_index("ix_intent_reviews_at", "intent_reviews", ["at"])
    op.create_index("ix_intent_reviews_staff", "intent_reviews", ["staff_id", "at"])


def _spot_checks() -> None:
    op.create_table(
        "spot_checks",
        sa.Column("id", ID, nullable=False),
        sa.Column("sampled_by", enumeration("everything", "agent", "outlet", "intent"), nullable=False),
        sa.Column("value", sa.String(), nullable=True),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("seed", ID, nullable=False),
        sa.Column("population", ID, nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_spot_checks_staff_id_staff"),
        sa.PrimaryKeyConstraint("id", name="pk_spot_checks"),
    )


def _readings() -> None:
    op.create_table(
        "readings",
        sa.Column("id", ID, nullable=False),
        sa.Column("spot_check_id", ID, nullable=False),
        sa.Column("conversation_id", ID, nullable=False),
        sa.Column("turn", ID, nullable=False),
        sa.Column("staff_id", ID, nullable=True),
        sa.Column("marks", JSON, nullable=True),
        sa.Column("comment", sa.String(), nullable=True),
        sa.Column("done_at", TIME, nullable=True),
        sa.ForeignKeyConstraint(
            ["spot_check_id"],
            ["spot_checks.id"],
            name="fk_readings_spot_check_id_spot_checks",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name="fk_readings_conversation_id_conversations",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_readings_staff_id_staff"),
        sa.PrimaryKeyConstraint("id", name="pk_readings"),
        sa.UniqueConstraint(
            "spot_check_id", "conversation_id", "turn", name="uq_readings_spot_check_id_conversation_id_turn"
        ),
    )
    op.create_index("ix_readings_conversation_id", "readings", ["conversation_id"])
    op.create_index("ix_readings_staff_id", "readings", ["staff_id"])
    op.create_index("ix_readings_done", "readings", ["done_at"])


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the backup that was made before the upgrade")

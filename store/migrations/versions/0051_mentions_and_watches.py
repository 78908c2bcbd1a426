"""notes that name colleagues, and conversations and cases that staff watch"""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
IS_UNSEEN = sa.text("seen_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "mentions",
        sa.Column("id", ID, nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("conversation_id", ID, nullable=False),
        sa.Column("note_id", ID, nullable=True),
        sa.Column("event_id", ID, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_mentions"),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name="fk_mentions_staff_id_staff", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_mentions_by_id_staff"),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name="fk_mentions_conversation_id_conversations",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["note_id"], ["notes.id"], name="fk_mentions_note_id_notes", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["case_events.id"], name="fk_mentions_event_id_case_events", ondelete="CASCADE"
        ),
    )
    for column in ("staff_id", "conversation_id", "note_id", "event_id"):
        op.create_index(f"ix_mentions_{column}", "mentions", [column])
    op.create_index(
        "ix_mentions_unseen", "mentions", ["staff_id"], sqlite_where=IS_UNSEEN, postgresql_where=IS_UNSEEN
    )
    op.create_table(
        "watches",
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("conversation_id", ID, nullable=False),
        sa.Column("seen_message", ID, nullable=False),
        sa.Column("seen_note", ID, nullable=False),
        sa.Column("seen_step", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("staff_id", "conversation_id", name="pk_watches"),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name="fk_watches_staff_id_staff", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name="fk_watches_conversation_id_conversations",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_watches_conversation_id", "watches", ["conversation_id"])
    op.create_table(
        "case_watches",
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("seen_step", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("staff_id", "case_id", name="pk_case_watches"),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name="fk_case_watches_staff_id_staff", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name="fk_case_watches_case_id_cases", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_case_watches_case_id", "case_watches", ["case_id"])


def downgrade() -> None:
    op.drop_table("case_watches")
    op.drop_table("watches")
    op.drop_table("mentions")

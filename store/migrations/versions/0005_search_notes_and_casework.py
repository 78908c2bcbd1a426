"""search, notes, saved filters, take-over, paused cases, key scopes, one-time passwords"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from store.engine.search_terms import terms

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON(none_as_null=True).with_variant(
    postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), "postgresql"
)
SQLITE = (
    """CREATE VIRTUAL TABLE message_search USING fts5(
    terms, content='messages', content_rowid='id', tokenize='ascii', detail='none', columnsize=0)""",
    """CREATE TRIGGER message_search_added AFTER INSERT ON messages WHEN new.terms IS NOT NULL BEGIN
    INSERT INTO message_search (rowid, terms) VALUES (new.id, new.terms); END""",
    """CREATE TRIGGER message_search_removed AFTER DELETE ON messages WHEN old.terms IS NOT NULL BEGIN
    INSERT INTO message_search (message_search, rowid, terms) VALUES ('delete', old.id, old.terms); END""",
    """CREATE TRIGGER message_search_unsaid AFTER UPDATE OF terms ON messages WHEN old.terms IS NOT NULL BEGIN
    INSERT INTO message_search (message_search, rowid, terms) VALUES ('delete', old.id, old.terms); END""",
    """CREATE TRIGGER message_search_said AFTER UPDATE OF terms ON messages WHEN new.terms IS NOT NULL BEGIN
    INSERT INTO message_search (rowid, terms) VALUES (new.id, new.terms); END""",
)
POSTGRESQL = (
    """CREATE INDEX ix_messages_search ON messages
    USING gin (array_to_tsvector(string_to_array(terms, ' '))) WITH (fastupdate = off)""",
)


def upgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    # A table is never recreated here: dropping the old one would delete all that hangs on its rows.
    if is_sqlite:
        op.execute("ALTER TABLE messages ADD COLUMN staff_id INTEGER REFERENCES staff (id)")
    else:
        op.add_column("messages", sa.Column("staff_id", ID))
        op.create_foreign_key("fk_messages_staff_id_staff", "messages", "staff", ["staff_id"], ["id"])
    op.add_column("messages", sa.Column("terms", sa.String()))
    op.add_column("conversations", sa.Column("handed_over_at", sa.DateTime(timezone=True)))
    op.create_index("ix_conversations_mode", "conversations", ["mode", "last_message_at", "id"])
    op.add_column("cases", sa.Column("paused_at", sa.DateTime(timezone=True)))
    op.create_index("ix_cases_conversation", "cases", ["conversation_id"])
    op.create_index("ix_cases_outlet", "cases", ["outlet"])
    is_open = sa.text("cleared_at IS NULL")
    op.create_index(
        "ix_alarms_open", "alarms", ["kind", "subject"], sqlite_where=is_open, postgresql_where=is_open
    )
    op.add_column("api_keys", sa.Column("scopes", JSON))
    op.add_column("staff", sa.Column("totp_secret", sa.String()))
    op.add_column("staff", sa.Column("totp_step", ID))
    op.create_table(
        "notes",
        sa.Column("id", ID, nullable=False),
        sa.Column("conversation_id", ID, nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name="fk_notes_conversation_id_conversations",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_notes_staff_id_staff"),
        sa.PrimaryKeyConstraint("id", name="pk_notes"),
    )
    op.create_index("ix_notes_conversation_id", "notes", ["conversation_id"])
    op.create_table(
        "saved_filters",
        sa.Column("id", ID, nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("query", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name="fk_saved_filters_staff_id_staff", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_saved_filters"),
        sa.UniqueConstraint("staff_id", "name", name="uq_saved_filters_staff_id_name"),
    )
    for statement in SQLITE if is_sqlite else POSTGRESQL:
        op.execute(statement)
    _index_what_is_there()


def _index_what_is_there() -> None:
    connection = op.get_bind()
    written = sa.text("SELECT id, text FROM messages WHERE direction = 'in' AND text IS NOT NULL")
    for message_id, text in connection.execute(written).all():
        found = {"id": message_id, "terms": terms(text) or None}
        connection.execute(sa.text("UPDATE messages SET terms = :terms WHERE id = :id"), found)


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the backup that was made before the upgrade")

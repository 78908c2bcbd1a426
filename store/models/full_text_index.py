"""The full-text index over messages of customers and staff and answers: FTS5 on SQLite, GIN on PostgreSQL.

Triggers and an expression index keep it, so that no writer can forget it and an erased message is gone from
it in the same transaction. Nothing else that the bot says is indexed: set phrases would be every second hit.
"""

from sqlalchemy import Connection, Table, event, inspect
from sqlalchemy.orm import Mapper

from store.models.conversations import Direction, Message, searchable_terms

SEARCH_TABLE = "message_search"
SEARCH_INDEX = "ix_messages_search"
SEARCHED = "array_to_tsvector(string_to_array(messages.terms, ' '))"

SQLITE = (
    """CREATE VIRTUAL TABLE message_search USING fts5(
    terms, content='messages', content_rowid='id', tokenize='ascii', detail='none', columnsize=0)""",
    """CREATE TRIGGER message_search_added AFTER INSERT ON messages WHEN new.terms IS NOT NULL BEGIN
    INSERT INTO message_search (rowid, terms) VALUES (new.id, new.terms); END""",
    """CREATE TRIGGER message_search_removed AFTER DELETE ON messages WHEN old.terms IS NOT NULL BEGIN
    INSERT INTO message_search (message_search, rowid, terms) VALUES ('delete', old.id, old.terms); END""",
    # In one trigger: of several, any may be the first, and what is still said must not be taken out again.
    """CREATE TRIGGER message_search_changed AFTER UPDATE OF terms ON messages BEGIN
    INSERT INTO message_search (message_search, rowid, terms)
    SELECT 'delete', old.id, old.terms WHERE old.terms IS NOT NULL;
    INSERT INTO message_search (rowid, terms) SELECT new.id, new.terms WHERE new.terms IS NOT NULL; END""",
)
POSTGRESQL = (
    """CREATE INDEX ix_messages_search ON messages
    USING gin (array_to_tsvector(string_to_array(terms, ' '))) WITH (fastupdate = off)""",
)


def is_searched(name: str | None) -> bool:
    """Whether a table or index belongs to the search, of which the models know nothing."""
    return name is not None and name.startswith((SEARCH_TABLE, SEARCH_INDEX))


def _keep_terms(_mapper: Mapper[Message], _connection: Connection, message: Message) -> None:
    """Store what a message is found by from now on, where its text or what it carries changes."""
    if message.direction is Direction.OUT and message.staff_id is None and message.text is not None:
        return  # an answer of the business keeps its terms where a set phrase follows it
    state = inspect(message).attrs
    if state.text.history.has_changes() or state.attachment.history.has_changes():
        message.terms = searchable_terms(
            message.direction, message.staff_id, message.text, message.attachment
        )


def _create_index(_table: Table, connection: Connection, **_options: object) -> None:
    """Make the index where the tables are made without migrations, in tests."""
    for statement in SQLITE if connection.dialect.name == "sqlite" else POSTGRESQL:
        connection.exec_driver_sql(statement)


table = Message.__table__
assert isinstance(table, Table)  # noqa: S101 - for the types: a mapped class can also stand for a join
event.listen(table, "after_create", _create_index)
event.listen(Message, "before_update", _keep_terms)

"""traditional and simplified characters find each other, and edited messages keep their words (SQLite)"""

from collections.abc import Iterator, Sequence

import sqlalchemy as sa
from alembic import op

from store.engine.search_terms import terms

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

AT_ONCE = 5000
CHANGED = """CREATE TRIGGER message_search_changed AFTER UPDATE OF terms ON messages BEGIN
    INSERT INTO message_search (message_search, rowid, terms)
    SELECT 'delete', old.id, old.terms WHERE old.terms IS NOT NULL;
    INSERT INTO message_search (rowid, terms) SELECT new.id, new.terms WHERE new.terms IS NOT NULL; END"""
REBUILD = "INSERT INTO message_search (message_search) VALUES ('rebuild')"


def upgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    if is_sqlite:
        for name in ("unsaid", "said", "changed"):
            op.execute(f"DROP TRIGGER IF EXISTS message_search_{name}")
    for changed in _changed():
        op.get_bind().execute(sa.text("UPDATE messages SET terms = :terms WHERE id = :id"), changed)
    if is_sqlite:
        op.execute(REBUILD)
        op.execute(CHANGED)


def _changed() -> Iterator[Sequence[dict[str, object]]]:
    """The messages that have other terms now, some at a time."""
    some = sa.text(
        "SELECT id, text, terms FROM messages WHERE terms IS NOT NULL AND id > :last ORDER BY id LIMIT :most"
    )
    last = 0
    while rows := op.get_bind().execute(some, {"last": last, "most": AT_ONCE}).all():
        last = rows[-1].id
        found = [(row, terms(row.text or "") or None) for row in rows]
        changed = [{"id": row.id, "terms": now} for row, now in found if now != row.terms]
        if changed:
            yield changed


def downgrade() -> None:
    raise NotImplementedError("go back by restoring the backup that was made before the upgrade")

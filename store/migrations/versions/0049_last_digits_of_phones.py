"""messages are found by the last digits of the phone numbers in them"""

from collections.abc import Iterator, Sequence

import sqlalchemy as sa
from alembic import op

from store.engine.search_terms import phone_terms

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None

AT_ONCE = 5000
SOME = """SELECT id, text, terms, attachment FROM messages
    WHERE (terms IS NOT NULL OR kind = 'contact' AND direction = 'in') AND id > :last
    ORDER BY id LIMIT :most"""
WITH_TYPES = sa.text(SOME).columns(
    id=sa.BigInteger, text=sa.String, terms=sa.String, attachment=sa.JSON(none_as_null=True)
)


def upgrade() -> None:
    for changed in _changed():
        op.get_bind().execute(sa.text("UPDATE messages SET terms = :terms WHERE id = :id"), changed)


def downgrade() -> None:
    """Leave the terms: a search of an older release does not ask for them."""


def _changed() -> Iterator[Sequence[dict[str, object]]]:
    """The messages with phone numbers, some at a time. Texts stay the same, so only these terms are new.

    A shared contact has its number beside the text.
    """
    last = 0
    while rows := op.get_bind().execute(WITH_TYPES, {"last": last, "most": AT_ONCE}).all():
        last = rows[-1].id
        found = [(row, phone_terms(f"{row.text or ''}\n{_shared(row.attachment)}")) for row in rows]
        changed = [
            {"id": row.id, "terms": f"{row.terms or ''} {ends}".strip()} for row, ends in found if ends
        ]
        if changed:
            yield changed


def _shared(attachment: object) -> str:
    return str(attachment.get("phone_number", "")) if isinstance(attachment, dict) else ""

"""short indexes of what waits in the queues"""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

INDEXES = (
    ("ix_inbox_unfinished", "inbox", "lane", "status IN ('new', 'waiting')"),
    ("ix_outbox_unsent", "outbox", "chat_id", "status IN ('pending', 'sending')"),
)


def upgrade() -> None:
    for name, table, column, where in INDEXES:
        rows = sa.text(where)
        op.create_index(name, table, [column], sqlite_where=rows, postgresql_where=rows)


def downgrade() -> None:
    for name, table, *_ in INDEXES:
        op.drop_index(name, table)

"""short indexes of open cases, in place of one of all, and of messages that ask"""

import sqlalchemy as sa
from alembic import op

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None

IS_OPEN = sa.text("status IN ('open', 'in_progress', 'waiting')")
ASKS = sa.text("invitation_id IS NOT NULL")


def upgrade() -> None:
    op.drop_index("ix_cases_status_due", "cases")
    op.create_index("ix_cases_open", "cases", ["due_at"], sqlite_where=IS_OPEN, postgresql_where=IS_OPEN)
    columns = ["message_id", "invitation_id"]
    op.create_index("ix_outbox_asked", "outbox", columns, sqlite_where=ASKS, postgresql_where=ASKS)


def downgrade() -> None:
    op.drop_index("ix_outbox_asked", "outbox")
    op.drop_index("ix_cases_open", "cases")
    op.create_index("ix_cases_status_due", "cases", ["status", "due_at"])

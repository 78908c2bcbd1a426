"""views for BI tools; `store.schema.upgrade` creates them after the last migration"""

from alembic import op

from store import bi_views

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing: the views are those of the release, and not of this step."""


def downgrade() -> None:
    bi_views.drop(op.get_bind())

"""in the name of which sources an API key may speak; keys of before speak for any"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(
    postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), "postgresql"
)


def upgrade() -> None:
    op.add_column("api_keys", sa.Column("sources", JSON, nullable=True))


def downgrade() -> None:
    op.drop_column("api_keys", "sources")

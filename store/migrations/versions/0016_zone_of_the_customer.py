"""in which time zone a customer lives, as the system told that knows of the service"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("services", sa.Column("customer_timezone", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("services", "customer_timezone")

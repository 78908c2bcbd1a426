"""a customer number is bound by a proof, and a service may come with the customer's phone number"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("customers", sa.Column("bound_by", sa.String(length=32), nullable=True))
    op.add_column("customers", sa.Column("bound_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("services", sa.Column("customer_phone", sa.String(), nullable=True))
    # Numbers that a start link alone has bound stay bound; when that was is not known.
    op.execute("UPDATE customers SET bound_by = 'link' WHERE external_id IS NOT NULL")


def downgrade() -> None:
    op.drop_column("services", "customer_phone")
    op.drop_column("customers", "bound_at")
    op.drop_column("customers", "bound_by")

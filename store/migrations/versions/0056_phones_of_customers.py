"""customers are found by the last digits of phone numbers among their attributes"""

import sqlalchemy as sa
from alembic import op

from store.models.customers import phones_in

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ATTRIBUTES = sa.text("SELECT id, attributes FROM customers WHERE attributes IS NOT NULL").columns(
    id=sa.BigInteger, attributes=sa.JSON(none_as_null=True)
)


def upgrade() -> None:
    phones = op.create_table(
        "customer_phones",
        sa.Column("customer_id", ID, sa.ForeignKey("customers.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("backwards", sa.String(), primary_key=True),
    )
    op.create_index("ix_customer_phones_backwards", "customer_phones", ["backwards"])
    known = op.get_bind().execute(ATTRIBUTES).all()
    rows = [{"customer_id": row.id, "backwards": each} for row in known for each in phones_in(row.attributes)]
    op.bulk_insert(phones, rows)


def downgrade() -> None:
    op.drop_table("customer_phones")

"""customers are found by the last digits of phone numbers among their attributes"""

import re

import sqlalchemy as sa
from alembic import op

from store.engine.search_terms import phone_terms

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None

DATE = re.compile(r"(?<!\d)(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}(?!\d)")
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
    rows = [{"customer_id": row.id, "backwards": each} for row in known for each in _phones(row.attributes)]
    op.bulk_insert(phones, rows)


def _phones(attributes: dict[str, object]) -> set[str]:
    texts = (DATE.sub("/", str(value)) for value in attributes.values())
    return {term for text in texts for term in phone_terms(text).split()}


def downgrade() -> None:
    op.drop_table("customer_phones")

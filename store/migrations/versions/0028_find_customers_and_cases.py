"""find customers by name and cases by order number"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

CUSTOMER_COLUMNS = ("external_id", "username", "first_name", "last_name")


def upgrade() -> None:
    for column in CUSTOMER_COLUMNS:
        op.create_index(f"ix_customers_lower_{column}", "customers", [sa.text(f"lower({column})")])
    op.create_index("ix_cases_lower_order_number", "cases", [sa.text("lower(order_number)")])


def downgrade() -> None:
    op.drop_index("ix_cases_lower_order_number", "cases")
    for column in CUSTOMER_COLUMNS:
        op.drop_index(f"ix_customers_lower_{column}", "customers")

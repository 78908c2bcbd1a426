"""find customers by name and cases by order number"""

from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

CUSTOMER_COLUMNS = ("username", "first_name", "last_name")


def upgrade() -> None:
    for column in CUSTOMER_COLUMNS:
        op.create_index(f"ix_customers_{column}", "customers", [column])
    op.create_index("ix_cases_order_number", "cases", ["order_number"])


def downgrade() -> None:
    op.drop_index("ix_cases_order_number", "cases")
    for column in CUSTOMER_COLUMNS:
        op.drop_index(f"ix_customers_{column}", "customers")

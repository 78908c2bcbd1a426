"""when members of staff are given cases by rule, and which"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "duties",
        sa.Column("staff_id", ID, sa.ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("takes_cases", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("most", ID, nullable=False),
        sa.Column("begins", ID, nullable=True),
        sa.Column("ends", ID, nullable=True),
        sa.Column("outlets", JSON, nullable=False),
        sa.Column("languages", JSON, nullable=False),
        sa.Column("away_since", sa.DateTime(timezone=True), nullable=True),
    )


def downgrade() -> None:
    op.drop_table("duties")

"""who takes care of an alarm"""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OWNER = "fk_alarms_owner_id_staff"


def upgrade() -> None:
    with op.batch_alter_table("alarms") as alarms:
        alarms.add_column(sa.Column("owner_id", ID, sa.ForeignKey("staff.id", name=OWNER), nullable=True))
        alarms.add_column(sa.Column("owned_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("alarms") as alarms:
        alarms.drop_constraint(OWNER, type_="foreignkey")
        alarms.drop_column("owned_at")
        alarms.drop_column("owner_id")

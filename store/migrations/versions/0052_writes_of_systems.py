"""keys that write: their accounts, their pace, and the requests that they may repeat"""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ACCOUNT = "fk_api_keys_staff_id_staff"
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("api_keys") as keys:
        keys.add_column(sa.Column("staff_id", ID, sa.ForeignKey("staff.id", name=ACCOUNT), nullable=True))
        keys.add_column(sa.Column("window_at", MOMENT, nullable=True))
        keys.add_column(sa.Column("window_used", ID, nullable=False, server_default="0"))
    op.create_table(
        "api_requests",
        sa.Column("id", ID, nullable=False),
        sa.Column("key_id", ID, nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("claimed_at", MOMENT, nullable=False),
        sa.Column("status", ID, nullable=True),
        sa.Column("row_id", ID, nullable=True),
        sa.Column("tag", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_api_requests"),
        sa.ForeignKeyConstraint(
            ["key_id"], ["api_keys.id"], name="fk_api_requests_key_id_api_keys", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("key_id", "digest", name="uq_api_requests_key_id_digest"),
    )
    op.create_index("ix_api_requests_claimed_at", "api_requests", ["claimed_at"])


def downgrade() -> None:
    op.drop_table("api_requests")
    with op.batch_alter_table("api_keys") as keys:
        keys.drop_constraint(ACCOUNT, type_="foreignkey")
        for column in ("window_used", "window_at", "staff_id"):
            keys.drop_column(column)

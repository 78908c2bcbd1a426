"""the business's settings as they are changed in the browser, in versions, and their edition"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
ONE_OF_EACH = ("published", "draft")


def upgrade() -> None:
    op.create_table(
        "setting_versions",
        sa.Column("id", ID, primary_key=True),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("number", ID, nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("why", sa.String()),
        sa.Column("published_by", sa.String()),
        sa.Column("published_at", MOMENT),
        sa.UniqueConstraint("document", "number", name="uq_setting_versions_document_number"),
    )
    for state in ONE_OF_EACH:
        where = sa.text(f"state = '{state}'")
        op.create_index(
            f"ix_setting_versions_{state}",
            "setting_versions",
            ["document"],
            unique=True,
            sqlite_where=where,
            postgresql_where=where,
        )
    op.create_table(
        "setting_edition",
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        sa.Column("number", ID, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("setting_edition")
    op.drop_table("setting_versions")

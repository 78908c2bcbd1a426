"""files of staff may lie in a store of objects"""

import sqlalchemy as sa
from alembic import op

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("staff_files") as files:
        files.alter_column("content", existing_type=sa.LargeBinary(), nullable=True)
    where = sa.text("content IS NOT NULL")
    op.create_index(
        "ix_staff_files_content", "staff_files", ["message_id"], sqlite_where=where, postgresql_where=where
    )
    op.create_table(
        "stored_objects",
        sa.Column("key", sa.String(), primary_key=True),
        sa.Column(
            "message_id",
            ID,
            sa.ForeignKey("staff_files.message_id", ondelete="SET NULL"),
            nullable=True,
            unique=True,
        ),
        sa.Column("begun_at", MOMENT, nullable=False),
        sa.Column("removed_at", MOMENT, nullable=True),
    )


def downgrade() -> None:
    # What lies outside cannot be brought back here; its messages go on without their files.
    op.drop_table("stored_objects")
    op.drop_index("ix_staff_files_content", "staff_files")
    op.execute("DELETE FROM staff_files WHERE content IS NULL")
    with op.batch_alter_table("staff_files") as files:
        files.alter_column("content", existing_type=sa.LargeBinary(), nullable=False)

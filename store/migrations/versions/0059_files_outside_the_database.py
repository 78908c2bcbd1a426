"""files of staff may lie in a store of objects"""

import sqlalchemy as sa
from alembic import op

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
OBJECT, ONE_FILE = "fk_staff_files_object_key", "uq_staff_files_object_key"


def upgrade() -> None:
    op.create_table(
        "stored_objects",
        sa.Column("key", sa.String(), primary_key=True),
        sa.Column("begun_at", MOMENT, nullable=False),
        sa.Column("stored_at", MOMENT, nullable=True),
    )
    with op.batch_alter_table("staff_files") as files:
        files.alter_column("content", existing_type=sa.LargeBinary(), nullable=True)
        files.add_column(
            sa.Column(
                "object_key", sa.String(), sa.ForeignKey("stored_objects.key", name=OBJECT), nullable=True
            )
        )
        files.create_unique_constraint(ONE_FILE, ["object_key"])
    where = sa.text("content IS NOT NULL")
    op.create_index(
        "ix_staff_files_content", "staff_files", ["message_id"], sqlite_where=where, postgresql_where=where
    )


def downgrade() -> None:
    # What lies outside cannot be brought back here; its messages go on without their files.
    op.drop_index("ix_staff_files_content", "staff_files")
    op.execute("DELETE FROM staff_files WHERE content IS NULL")
    with op.batch_alter_table("staff_files") as files:
        files.drop_constraint(ONE_FILE, type_="unique")
        files.drop_constraint(OBJECT, type_="foreignkey")
        files.drop_column("object_key")
        files.alter_column("content", existing_type=sa.LargeBinary(), nullable=False)
    op.drop_table("stored_objects")

"""files that are sent with answers"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "kept_contents",
        sa.Column("checksum", sa.String(), primary_key=True),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("size", ID, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "answer_version_files",
        sa.Column(
            "version_id", ID, sa.ForeignKey("answer_versions.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("checksum", sa.String(), sa.ForeignKey("kept_contents.checksum"), primary_key=True),
    )
    op.create_index("ix_answer_version_files_checksum", "answer_version_files", ["checksum"])
    op.create_table(
        "uploaded_files",
        sa.Column("bot_id", ID, primary_key=True),
        sa.Column(
            "checksum",
            sa.String(),
            sa.ForeignKey("kept_contents.checksum", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("name", sa.String(), primary_key=True),
        sa.Column("file_id", sa.String(), nullable=False),
    )
    op.add_column("reading_places", sa.Column("draft_files", JSON))


def downgrade() -> None:
    op.drop_column("reading_places", "draft_files")
    op.drop_table("uploaded_files")
    op.drop_table("answer_version_files")
    op.drop_table("kept_contents")

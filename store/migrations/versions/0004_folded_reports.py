"""folded reports"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column(
        "invitations",
        sa.Column("asked_at", sa.DateTime(timezone=True), sa.Computed("coalesce(sent_at, created_at)")),
    )
    op.create_index("ix_invitations_asked", "invitations", ["asked_at"])
    op.create_table(
        "folds",
        sa.Column("id", ID, nullable=False),
        sa.Column("begins_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("meaning", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_folds")),
        sa.UniqueConstraint("begins_at", "ends_at", name=op.f("uq_folds_begins_at_ends_at")),
    )
    op.create_index("ix_folds_ends_at", "folds", ["ends_at"])
    op.create_table(
        "folded_parts",
        sa.Column("id", ID, nullable=False),
        sa.Column("fold_id", ID, nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("survey_key", sa.String(), nullable=False),
        sa.Column("outlet", sa.String(), nullable=True),
        sa.Column(
            "content",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["fold_id"], ["folds.id"], name=op.f("fk_folded_parts_fold_id_folds"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_folded_parts")),
    )
    op.create_index("ix_folded_parts_fold", "folded_parts", ["fold_id", "part"])
    op.add_column("decisions", sa.Column("is_last", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.execute(
        "UPDATE decisions SET is_last = false WHERE EXISTS (SELECT 1 FROM decisions AS later"
        " WHERE later.service_id = decisions.service_id AND later.id > decisions.id)"
    )
    op.create_index(
        "ix_decisions_skipped",
        "decisions",
        ["decided_at", "reason", "survey_key", "service_id"],
        sqlite_where=sa.text("is_last AND outcome = 'skipped'"),
        postgresql_where=sa.text("is_last AND outcome = 'skipped'"),
    )
    op.create_index(
        "ix_answers_words",
        "answers",
        ["answered_at"],
        sqlite_where=sa.text("text IS NOT NULL"),
        postgresql_where=sa.text("text IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_answers_words", "answers")
    op.drop_index("ix_decisions_skipped", "decisions")
    op.drop_column("decisions", "is_last")
    op.drop_table("folded_parts")
    op.drop_table("folds")
    if op.get_bind().dialect.name == "postgresql":
        for name in ("answer()", "invitation()", "case()"):
            op.execute(f"DROP FUNCTION unfold_{name} CASCADE")
    else:
        for table in ("answers", "invitations", "cases"):
            for change in ("insert", "update", "delete"):
                op.execute(f"DROP TRIGGER unfold_{table}_{change}")
    op.drop_index("ix_invitations_asked", "invitations")
    op.drop_column("invitations", "asked_at")

"""answers that the business knows: entries, versions, questions, showings, and the edition"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
TABLES = ("answer_entries", "answer_versions", "answer_questions", "answer_showings", "answer_edition")
OF_SHOWINGS = {
    "shown": ("shown_at",),
    "answer": ("answer_id", "shown_at"),
    "conversation": ("conversation_id", "id"),
}
WHERE_GIVEN = {"message": "message_id", "case": "case_id"}


def upgrade() -> None:
    op.create_table(
        "answer_entries",
        sa.Column("id", ID, primary_key=True),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("published_version", ID),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("retired_at", MOMENT),
        sa.UniqueConstraint("key", name="uq_answer_entries_key"),
        sqlite_autoincrement=True,
    )
    _versions()
    _questions()
    _showings()
    op.create_table(
        "answer_edition",
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        sa.Column("number", ID, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
    )


def downgrade() -> None:
    for name in reversed(TABLES):
        op.drop_table(name)


def _of(table: str, *, ondelete: str = "CASCADE") -> sa.ForeignKey:
    return sa.ForeignKey(f"{table}.id", ondelete=ondelete)


def _versions() -> None:
    op.create_table(
        "answer_versions",
        sa.Column("id", ID, primary_key=True),
        sa.Column("answer_id", ID, _of("answer_entries"), nullable=False),
        sa.Column("number", ID, nullable=False),
        sa.Column("content", JSON, nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("why", sa.String()),
        sa.Column("published_by", sa.String()),
        sa.Column("published_at", MOMENT),
        sa.UniqueConstraint("answer_id", "number", name="uq_answer_versions_answer_id_number"),
    )


def _questions() -> None:
    key = ("normalised", "language", "outlet")
    op.create_table(
        "answer_questions",
        sa.Column("id", ID, primary_key=True),
        sa.Column("answer_id", ID, _of("answer_entries"), nullable=False),
        sa.Column("language", sa.String(32), nullable=False),
        sa.Column("outlet", sa.String(), nullable=False),
        sa.Column("normalised", sa.String(), nullable=False),
        sa.UniqueConstraint(*key, name=f"uq_answer_questions_{'_'.join(key)}"),
    )
    op.create_index("ix_answer_questions_answer_id", "answer_questions", ["answer_id"])


def _showings() -> None:
    op.create_table(
        "answer_showings",
        sa.Column("id", ID, primary_key=True),
        sa.Column("conversation_id", ID, _of("conversations"), nullable=False),
        sa.Column("message_id", ID, _of("messages", ondelete="SET NULL")),
        sa.Column("answer_id", ID, _of("answer_entries"), nullable=False),
        sa.Column("version", ID, nullable=False),
        sa.Column("outlet", sa.String()),
        sa.Column("language", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("score", sa.Float()),
        sa.Column("shown_at", MOMENT, nullable=False),
        sa.Column("outcome", sa.String(32)),
        sa.Column("outcome_at", MOMENT),
        sa.Column("case_id", ID, _of("cases", ondelete="SET NULL")),
        sqlite_autoincrement=True,
    )
    for name, columns in OF_SHOWINGS.items():
        op.create_index(f"ix_answer_showings_{name}", "answer_showings", list(columns))
    for name, column in WHERE_GIVEN.items():
        given = sa.text(f"{column} IS NOT NULL")
        op.create_index(
            f"ix_answer_showings_{name}",
            "answer_showings",
            [column],
            sqlite_where=given,
            postgresql_where=given,
        )

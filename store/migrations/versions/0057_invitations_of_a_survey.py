"""the newest invitations of a survey are found without those of others"""

from alembic import op

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None

SURVEY = "ix_invitations_survey"


def upgrade() -> None:
    op.create_index(SURVEY, "invitations", ["survey_key", "asked_at"])


def downgrade() -> None:
    op.drop_index(SURVEY, "invitations")

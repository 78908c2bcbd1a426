"""First steps of an installation that need not be done."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from store.engine.columns import Base


class SkippedStep(Base):
    """A step, by its name; what was done is seen from what is there."""

    __tablename__ = "skipped_steps"

    step: Mapped[str] = mapped_column(primary_key=True)
    skipped_by: Mapped[str]
    skipped_at: Mapped[datetime]

"""Work on the understanding that staff have asked for: a queue of rows, and what came of each."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from store.engine.columns import Base, one_of, partial_index


class LearningKind(StrEnum):
    """What is to be done."""

    LEARN = "learn"  # train a candidate and promote it unless it is worse
    RESTORE = "restore"  # go back to a model of before


class LearningStatus(StrEnum):
    """How far it has come."""

    WAITING = "waiting"
    RUNNING = "running"
    PROMOTED = "promoted"  # another model is current
    KEPT = "kept"  # the candidate was worse: the model stays
    FAILED = "failed"


class LearningRun(Base):
    """One request, kept with its result."""

    __tablename__ = "learning_runs"
    __table_args__ = (partial_index("ix_learning_runs_waiting", "id", where="status = 'waiting'"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[LearningKind] = mapped_column(one_of(LearningKind))
    status: Mapped[LearningStatus] = mapped_column(one_of(LearningStatus), default=LearningStatus.WAITING)
    # The model to go back to; the one before the current if empty.
    model: Mapped[str | None]
    # None where the command line asked.
    requested_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    requested_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    # Both models side by side, as `nlu.learn` reports them.
    report: Mapped[dict[str, Any] | None]
    # Why it failed.
    reason: Mapped[str | None]

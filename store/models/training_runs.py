"""Work on the understanding that staff have asked for, and the models that all machines use."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from store.engine.columns import NO_ID_REUSE, Base, one_of, partial_index


class LearningKind(StrEnum):
    """What is to be done."""

    LEARN = "learn"  # train a candidate and promote it unless it is worse
    TRY = "try"  # train a candidate, see what would change, and drop it
    RESTORE = "restore"  # go back to a model of before


class LearningStatus(StrEnum):
    """How far it has come."""

    WAITING = "waiting"
    RUNNING = "running"
    PROMOTED = "promoted"  # another model is current
    KEPT = "kept"  # the candidate was worse: the model stays
    TRIED = "tried"  # the candidate was compared and dropped, as was asked for
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


class SharedModel(Base):
    """A model that was made current on one machine, for the others: the last one that fits is used."""

    __tablename__ = "shared_models"
    __table_args__ = NO_ID_REUSE

    id: Mapped[int] = mapped_column(primary_key=True)
    # The name of its file.
    name: Mapped[str]
    # What lies beside the file, in words: its checksum, and what it was made from.
    seal: Mapped[str]
    content: Mapped[bytes]
    shared_at: Mapped[datetime]

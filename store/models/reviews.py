"""What reviewers did: intents that they confirmed or corrected, conversations checked, findings corrected."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Date, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from nlu.contract.labels import Intent
from store.engine.columns import NO_ID_REUSE, Base, Json, one_of


class ReviewQueue(StrEnum):
    """Why a message is put before a reviewer."""

    UNCERTAIN = "uncertain"  # the model was not sure, and no one has labelled it
    CHOICE = "choice"  # the customer chose something else than the model recognised
    RATING = "rating"  # the comment and the score of a survey contradict each other
    SECOND = "second"  # one reader has corrected it, and a second one has to agree
    RANDOM = "random"  # one of twenty, chosen by chance: it tells how often the model is right


class IntentReview(Base):
    """A member of staff said what a message is, or took that back (`after` is empty)."""

    __tablename__ = "intent_reviews"
    __table_args__ = (Index("ix_intent_reviews_staff", "staff_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    # From which queue; empty where it was done in a transcript.
    queue: Mapped[ReviewQueue | None] = mapped_column(one_of(ReviewQueue), index=True)
    # What the model had recognised, and what staff said before and after.
    model: Mapped[Intent | None] = mapped_column(one_of(Intent))
    before: Mapped[Intent | None] = mapped_column(one_of(Intent))
    after: Mapped[Intent | None] = mapped_column(one_of(Intent))
    at: Mapped[datetime] = mapped_column(index=True)


class SampledBy(StrEnum):
    """What the conversations of a spot check have in common."""

    EVERYTHING = "everything"
    AGENT = "agent"
    OUTLET = "outlet"
    INTENT = "intent"


class Mark(StrEnum):
    """How a conversation meets a criterion of the scorecard."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"


class SpotCheck(Base):
    """A sample of conversations to check. The same seed draws the same ones from the same conversations."""

    __tablename__ = "spot_checks"

    id: Mapped[int] = mapped_column(primary_key=True)
    sampled_by: Mapped[SampledBy] = mapped_column(one_of(SampledBy))
    value: Mapped[str | None]
    # The days of the conversations, on the clock of the business.
    first: Mapped[date] = mapped_column(Date)
    last: Mapped[date] = mapped_column(Date)
    seed: Mapped[int]
    # Out of how many conversations it was drawn.
    population: Mapped[int]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    created_at: Mapped[datetime]


class Reading(Base):
    """One reading of a conversation. A second one is done by another reviewer, who sees nothing of it."""

    __tablename__ = "readings"
    __table_args__ = (
        UniqueConstraint("spot_check_id", "conversation_id", "turn"),
        Index("ix_readings_done", "done_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    spot_check_id: Mapped[int] = mapped_column(ForeignKey("spot_checks.id", ondelete="CASCADE"))
    conversation_id: Mapped[int] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), index=True
    )
    turn: Mapped[int]  # 1 or 2
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    # A mark for each criterion of the scorecard.
    marks: Mapped[dict[str, str] | None] = mapped_column(Json)
    comment: Mapped[str | None]
    done_at: Mapped[datetime | None]


class CorrectiveStatus(StrEnum):
    """How far the correction of a finding has come."""

    OPEN = "open"
    DONE = "done"  # the person says so, and another one has to look
    CLOSED = "closed"


class CorrectiveStepKind(StrEnum):
    """What happened to the correction of a finding."""

    ASSIGNED = "assigned"
    MOVED = "moved"  # to another person or day
    DONE = "done"
    REOPENED = "reopened"
    CLOSED = "closed"


class CorrectiveAction(Base):
    """A finding of a spot check that a person has to correct until a day: a criterion that was not met."""

    __tablename__ = "corrective_actions"
    __table_args__ = (
        UniqueConstraint("reading_id", "criterion"),
        Index("ix_corrective_actions_due", "status", "due_at", "id"),
        NO_ID_REUSE,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reading_id: Mapped[int] = mapped_column(ForeignKey("readings.id", ondelete="CASCADE"))
    criterion: Mapped[str]
    status: Mapped[CorrectiveStatus] = mapped_column(one_of(CorrectiveStatus), default=CorrectiveStatus.OPEN)
    # Who has to correct it.
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    # The end of the last day on the clock of the business.
    due_at: Mapped[datetime]
    created_at: Mapped[datetime]


class CorrectiveStep(Base):
    """One step of a correction, by a member of staff, with their words."""

    __tablename__ = "corrective_steps"

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(
        ForeignKey("corrective_actions.id", ondelete="CASCADE"), index=True
    )
    step: Mapped[CorrectiveStepKind] = mapped_column(one_of(CorrectiveStepKind))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    note: Mapped[str | None]
    at: Mapped[datetime]

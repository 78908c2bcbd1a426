"""What has to be settled."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, and_, false
from sqlalchemy.orm import Mapped, mapped_column

from nlu.contract.labels import Aspect
from store.engine.columns import NO_ID_REUSE, Base, Labels, equals_literal, one_of, partial_index


class CaseKind(StrEnum):
    """Why a case was opened."""

    COMPLAINT = "complaint"
    INQUIRY = "inquiry"
    HUMAN = "human"
    RECOVERY = "recovery"
    UNCLEAR = "unclear"  # what the customer wants could not be read, and was not told when asked


class CaseStatus(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    WAITING = "waiting"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"  # the customer took it back
    MERGED = "merged"  # it went into another case, which is counted instead


GRIEVANCES = (CaseKind.COMPLAINT, CaseKind.RECOVERY)
OPEN_STATUSES = (CaseStatus.OPEN, CaseStatus.IN_PROGRESS, CaseStatus.WAITING)


class Priority(StrEnum):
    """How soon a case should be looked at."""

    NORMAL = "normal"
    HIGH = "high"


class CaseStep(StrEnum):
    """What happened to a case."""

    OPENED = "opened"
    MESSAGE = "message"
    ORDER_NUMBER = "order_number"
    STATUS = "status"
    ASSIGNED = "assigned"
    PRIORITY = "priority"
    NOTE = "note"
    REPLIED = "replied"
    SETTLED = "settled"
    STALLED = "stalled"  # nothing was done for too long: staff were told
    ESCALATED = "escalated"  # … and then the manager
    CUSTOMER_TOLD = "customer_told"  # … and the customer
    CHASED = "chased"  # the customer asked how it stands
    REOPENED = "reopened"  # the customer said that it is not solved
    WITHDRAWN = "withdrawn"
    UNDONE = "undone"  # settling was taken back before the customer knew
    KIND = "kind"  # the customer said what it is
    TAGGED = "tagged"
    UNTAGGED = "untagged"
    SNOOZED = "snoozed"  # out of the queue until the time in `detail`
    WOKEN = "woken"  # … and back: the time has come, the customer wrote, or staff want it
    MERGED = "merged"  # into another case; `detail` is its number
    SEPARATED = "separated"  # … and out of it again
    SPLIT = "split"  # a message became another case; `detail` is its number
    ANSWERED = "answered"  # the bot showed an answer before, which did not help


class Case(Base):
    """Something a person has to answer or put right, under a number that the customer knows."""

    __tablename__ = "cases"
    __table_args__ = (
        partial_index("ix_cases_open", "due_at", where="status IN ('open', 'in_progress', 'waiting')"),
        Index("ix_cases_conversation", "conversation_id"),
        Index("ix_cases_opened", "opened_at"),
        partial_index("ix_cases_snoozed", "snoozed_until", where="snoozed_until IS NOT NULL"),
        partial_index("ix_cases_merged", "merged_into_id", where="merged_into_id IS NOT NULL"),
        partial_index("ix_cases_tagged", "id", where="tags IS NOT NULL"),
        NO_ID_REUSE,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str | None] = mapped_column(unique=True)
    kind: Mapped[CaseKind] = mapped_column(one_of(CaseKind))
    # What the message that opened it speaks of, as the model reads it.
    aspect: Mapped[Aspect | None] = mapped_column(one_of(Aspect))
    status: Mapped[CaseStatus] = mapped_column(one_of(CaseStatus), default=CaseStatus.OPEN)
    priority: Mapped[Priority] = mapped_column(one_of(Priority), default=Priority.NORMAL)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"), index=True)
    conversation_id: Mapped[int | None] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id", ondelete="SET NULL"))
    invitation_id: Mapped[int | None] = mapped_column(
        ForeignKey("invitations.id", ondelete="SET NULL"), unique=True
    )
    outlet: Mapped[str | None] = mapped_column(index=True)
    agent: Mapped[str | None]
    order_number: Mapped[str | None] = mapped_column(index=True)
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    due_at: Mapped[datetime]
    opened_at: Mapped[datetime]
    # When it was settled, or withdrawn by the customer.
    settled_at: Mapped[datetime | None]
    # How it was settled: a key of `settle_reasons` in the rules of that time.
    settle_reason: Mapped[str | None]
    # When the customer last asked how it stands, while no reply of staff has followed.
    chased_at: Mapped[datetime | None]
    # Someone may be in danger or lose money now: staff are alerted at once.
    is_urgent: Mapped[bool] = mapped_column(default=False, server_default=false())
    # Since when the clock stands still, because the customer has to say something first.
    paused_at: Mapped[datetime | None]
    # Until when staff want it out of the queue; NULL once it is back.
    snoozed_until: Mapped[datetime | None]
    # The case that it went into, which is open or closed for both; never one that was merged itself.
    merged_into_id: Mapped[int | None]
    # Words of staff by which they find it again.
    tags: Mapped[tuple[str, ...]] = mapped_column(Labels, nullable=True, default=())


IS_OPEN = equals_literal(Case.status, *OPEN_STATUSES)
"""For statements that read the short index of open cases."""
IS_OURS = and_(IS_OPEN, Case.status != CaseStatus.WAITING)
"""For those that look for the cases in which it is our turn."""


class Settling(Base):
    """What was before a case was settled, so that it can be taken back for some seconds."""

    __tablename__ = "settlings"
    __table_args__ = (Index("ix_settlings_staff", "staff_id", "until"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    until: Mapped[datetime]
    status: Mapped[CaseStatus] = mapped_column(one_of(CaseStatus))
    paused_at: Mapped[datetime | None]
    chased_at: Mapped[datetime | None]
    # Whether the member of staff talked to the customer, and gave the talk back to the bot.
    gave_back: Mapped[bool]
    # What the customer is told, and the occasion of the survey that follows.
    message_id: Mapped[int | None]
    service_id: Mapped[int | None]


class CaseEvent(Base):
    """One step in the life of a case."""

    __tablename__ = "case_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    step: Mapped[CaseStep] = mapped_column(one_of(CaseStep))
    detail: Mapped[str | None]
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id", ondelete="SET NULL"))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime]

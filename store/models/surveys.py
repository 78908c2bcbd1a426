"""Services that ended, the surveys asked about them, and the ledger of what was decided."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Computed, ForeignKey, Index, UniqueConstraint, text, true
from sqlalchemy.orm import Mapped, mapped_column

from nlu.contract.labels import Language
from store.engine.columns import NO_ID_REUSE, Base, one_of, partial_index
from store.models.address import Address, address_column


class Outcome(StrEnum):
    """What was decided about asking."""

    SCHEDULED = "scheduled"
    SKIPPED = "skipped"


class Reason(StrEnum):
    """Why a survey is not sent."""

    BLOCKED = "blocked"  # by staff
    OPTED_OUT = "opted_out"
    UNREACHABLE = "unreachable"
    COOLDOWN = "cooldown"
    OPEN_COMPLAINT = "open_complaint"
    TOO_OLD = "too_old"
    DUPLICATE = "duplicate"
    UNKNOWN_CUSTOMER = "unknown_customer"
    NPS_COOLDOWN = "nps_cooldown"
    MONTHLY_CAP = "monthly_cap"
    NOT_SAMPLED = "not_sampled"
    BEGUN = "begun"  # the service that was booked begins before the customer may be asked
    CALLED_OFF = "called_off"  # the booking was, by the system that reported it
    WITH_STAFF = "with_staff"  # a person is talking to the customer at the moment


class Phase(StrEnum):
    """When the policy was asked."""

    RECEIVED = "received"
    STARTED = "started"  # an unknown customer followed the start link
    SENDING = "sending"


class InvitationStatus(StrEnum):
    """Where an invitation to a survey stands."""

    SCHEDULED = "scheduled"
    SENT = "sent"
    STARTED = "started"
    COMPLETED = "completed"
    DISMISSED = "dismissed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    UNDELIVERABLE = "undeliverable"


# Invitations that a customer can still answer.
ANSWERABLE = (InvitationStatus.SENT, InvitationStatus.STARTED)


# On no scale is a higher number low.
LOWEST = 3
LOW = f"number <= {LOWEST}"
IN_WORDS = "text IS NOT NULL"
LAST_SKIPPED = "is_last AND outcome = 'skipped'"


class Service(Base):
    """A service that ended, told once by the system that knows (source and its own id)."""

    __tablename__ = "services"
    __table_args__ = (UniqueConstraint("source", "source_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str]
    source_id: Mapped[str]
    digest: Mapped[str]
    customer_id: Mapped[int | None] = mapped_column(
        ForeignKey("customers.id", ondelete="SET NULL"), index=True
    )
    customer_account: Mapped[Address | None] = address_column(
        "customer_telegram_id", key="customer_account", index=True
    )
    customer_external_id: Mapped[str | None] = mapped_column(index=True)
    customer_timezone: Mapped[str | None]
    # E.164; compared with what the customer shares, never shown, and deleted after use.
    customer_phone: Mapped[str | None]
    outlet: Mapped[str | None] = mapped_column(index=True)
    agent: Mapped[str | None] = mapped_column(index=True)
    kind: Mapped[str | None]
    survey_key: Mapped[str]
    start_token: Mapped[str | None] = mapped_column(unique=True)
    ended_at: Mapped[datetime]
    received_at: Mapped[datetime]


class SurveyVersion(Base):
    """A survey definition as it was when it was asked, so that old answers keep their meaning."""

    __tablename__ = "survey_versions"
    __table_args__ = (UniqueConstraint("key", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    digest: Mapped[str]
    definition: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]


class Decision(Base):
    """A row of the ledger: what was decided about a survey, why, and on which facts."""

    __tablename__ = "decisions"
    __table_args__ = (
        Index(
            "ix_decisions_skipped",
            *("decided_at", "reason", "survey_key", "service_id"),
            sqlite_where=text(LAST_SKIPPED),
            postgresql_where=text(LAST_SKIPPED),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    service_id: Mapped[int | None] = mapped_column(ForeignKey("services.id", ondelete="CASCADE"), index=True)
    customer_id: Mapped[int | None] = mapped_column(
        ForeignKey("customers.id", ondelete="SET NULL"), index=True
    )
    survey_key: Mapped[str]
    phase: Mapped[Phase] = mapped_column(one_of(Phase))
    outcome: Mapped[Outcome] = mapped_column(one_of(Outcome))
    reason: Mapped[Reason | None] = mapped_column(one_of(Reason))
    send_at: Mapped[datetime | None]
    facts: Mapped[dict[str, Any]]
    decided_at: Mapped[datetime]
    # Whether it holds: no later decision was made about the service.
    is_last: Mapped[bool] = mapped_column(default=True, server_default=true())


class Invitation(Base):
    """One survey for one customer about one service. Outlet and agent are snapshots."""

    __tablename__ = "invitations"
    __table_args__ = (
        UniqueConstraint("service_id", "survey_key"),
        Index("ix_invitations_due", "due_at"),
        Index("ix_invitations_customer", "customer_id", "sent_at"),
        Index("ix_invitations_asked", "asked_at"),
        Index("ix_invitations_survey", "survey_key", "asked_at"),
        NO_ID_REUSE,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    service_id: Mapped[int | None] = mapped_column(ForeignKey("services.id", ondelete="CASCADE"))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"))
    survey_key: Mapped[str]
    survey_version_id: Mapped[int | None] = mapped_column(ForeignKey("survey_versions.id"))
    status: Mapped[InvitationStatus] = mapped_column(one_of(InvitationStatus))
    language: Mapped[Language | None] = mapped_column(one_of(Language))
    outlet: Mapped[str | None] = mapped_column(index=True)
    agent: Mapped[str | None] = mapped_column(index=True)
    # The question that is being asked now.
    question: Mapped[str | None]
    # When something is due next: the first question, the reminder or the expiry.
    due_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    completed_at: Mapped[datetime | None]
    # The moment that decides to which period it belongs.
    asked_at: Mapped[datetime] = mapped_column(Computed("coalesce(sent_at, created_at)"), nullable=True)


class Answer(Base):
    """The answer to one question: a number, chosen options, or text."""

    __tablename__ = "answers"
    __table_args__ = (
        UniqueConstraint("invitation_id", "question"),
        Index("ix_answers_question", "question"),
        partial_index("ix_answers_words", "answered_at", where=IN_WORDS),
        partial_index("ix_answers_changed", "changed_at", where="changed_at IS NOT NULL"),
        partial_index("ix_answers_low", "answered_at", where=LOW),
        partial_index("ix_answers_message", "message_id", where="message_id IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitations.id", ondelete="CASCADE"))
    question: Mapped[str]
    number: Mapped[int | None]
    choices: Mapped[list[str] | None]
    text: Mapped[str | None]
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id", ondelete="SET NULL"))
    answered_at: Mapped[datetime]
    # Where the customer changed it: when they did so last, and the number that they gave first.
    changed_at: Mapped[datetime | None]
    first_number: Mapped[int | None]

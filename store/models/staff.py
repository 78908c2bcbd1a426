"""Who works with Huifang, when they are given cases by rule, what they did, and what they are to look at."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from nlu.contract.labels import Language
from store.engine.columns import Base, one_of, partial_index


class Role(StrEnum):
    """What a member of staff may do."""

    AGENT = "agent"
    REVIEWER = "reviewer"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"


class Staff(Base):
    """A member of staff."""

    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str]
    # Another person has seen the password, so it opens only the page that changes it.
    password_is_temporary: Mapped[bool] = mapped_column(default=False, server_default=false())
    role: Mapped[Role] = mapped_column(one_of(Role))
    language: Mapped[Language | None] = mapped_column(one_of(Language))
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]
    # The secret of one-time passwords (base 32), once the member has proved to have it; the last step used.
    totp_secret: Mapped[str | None]
    totp_step: Mapped[int | None]


class StaffSession(Base):
    """A login. Only the digest of the cookie is kept, so that a copy of the table opens nothing."""

    __tablename__ = "staff_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(unique=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    csrf_token: Mapped[str]
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    # A sign-in provider vouched for the person, in place of a password.
    by_provider: Mapped[bool] = mapped_column(default=False, server_default=false())


class LoginFailure(Base):
    """A failed login, kept for throttling."""

    __tablename__ = "login_failures"
    __table_args__ = (Index("ix_login_failures_at", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name_digest: Mapped[str] = mapped_column(index=True)
    address_digest: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime]


class ApiKey(Base):
    """A key for a system. It is shown once; only its digest is kept."""

    __tablename__ = "api_keys"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    digest: Mapped[str] = mapped_column(unique=True)
    # What it opens; None opens everything, as keys did before there were scopes.
    scopes: Mapped[list[str] | None]
    # The sources in whose name it may speak; None is any.
    sources: Mapped[list[str] | None]
    # The account in whose name it writes; NULL for a key that only reads.
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    # When the minute began in which requests are counted, and how many they are.
    window_at: Mapped[datetime | None]
    window_used: Mapped[int] = mapped_column(default=0, server_default="0")


class ApiRequest(Base):
    """A write of a system under an idempotency key; a repetition gets the same answer. It holds no words."""

    __tablename__ = "api_requests"
    __table_args__ = (UniqueConstraint("key_id", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key_id: Mapped[int] = mapped_column(ForeignKey("api_keys.id", ondelete="CASCADE"))
    # Of the idempotency key, and of method, address and body.
    digest: Mapped[str]
    fingerprint: Mapped[str]
    claimed_at: Mapped[datetime] = mapped_column(index=True)
    # The answer, once there is one: its status, the number of the new row, and the entity tag.
    status: Mapped[int | None]
    row_id: Mapped[int | None]
    tag: Mapped[str | None]


class AuditEntry(Base):
    """Who did what to which thing. Never holds personal text."""

    __tablename__ = "audit_log"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    # "staff:3", "key:till-3", "customer:17" or "system".
    actor: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str | None]
    detail: Mapped[dict[str, Any] | None]


class SavedFilter(Base):
    """A filter of the conversations that a member of staff keeps under a name."""

    __tablename__ = "saved_filters"
    __table_args__ = (UniqueConstraint("staff_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"))
    name: Mapped[str]
    # As it stands in an address, such as "intent=complaint&case=open".
    query: Mapped[str]
    created_at: Mapped[datetime]


class Duty(Base):
    """What one member of staff is given. Who has no row is given nothing."""

    __tablename__ = "duties"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True)
    takes_cases: Mapped[bool] = mapped_column(default=False, server_default=false())
    # Open cases in hand up to which more are given; those that wait for their customer do not count.
    most: Mapped[int]
    # Minutes of the day on the clock of the business; both or neither. The shift may go past midnight.
    begins: Mapped[int | None]
    ends: Mapped[int | None]
    # Of which outlets and in which languages; an empty list is for all.
    outlets: Mapped[list[str]]
    languages: Mapped[list[str]]
    away_since: Mapped[datetime | None]


class Mention(Base):
    """A note that names a member of staff: of a conversation, or in the history of a case."""

    __tablename__ = "mentions"
    __table_args__ = (partial_index("ix_mentions_unseen", "staff_id", where="seen_at IS NULL"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    conversation_id: Mapped[int] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), index=True
    )
    # The words are read where they stand, so that they are erased in one place.
    note_id: Mapped[int | None] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"), index=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("case_events.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    # When the member last opened the conversation.
    seen_at: Mapped[datetime | None]


class Watch(Base):
    """That a member of staff wants to know what happens in a conversation and to its cases."""

    __tablename__ = "watches"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True)
    conversation_id: Mapped[int] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    # What they saw last: messages, notes and steps of cases with higher numbers are news.
    seen_message: Mapped[int]
    seen_note: Mapped[int]
    seen_step: Mapped[int]
    at: Mapped[datetime]


class CaseWatch(Base):
    """That a member of staff wants to know what happens to a case, in any conversation."""

    __tablename__ = "case_watches"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True)
    case_id: Mapped[int] = mapped_column(
        ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    # What they saw last: steps with higher numbers are news.
    seen_step: Mapped[int]
    at: Mapped[datetime]

"""Groups in which staff answer: the group, who is in it, a topic a customer, and what was relayed."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.engine.columns import Base, one_of, partial_index
from store.models.address import Address, address_column


class CodePurpose(StrEnum):
    """What a one-time code ties."""

    ROOM = "room"
    MEMBER = "member"


class TopicState(StrEnum):
    """Where the topic of a customer stands."""

    WANTED = "wanted"  # to be made, or made again
    MAKING = "making"  # the call was begun; after a crash it is not known whether Telegram made one
    OPEN = "open"
    CLOSED = "closed"  # to be opened again


class Receipt(StrEnum):
    """What staff were shown about their message to a customer."""

    QUEUED = "queued"
    DELIVERED = "delivered"
    FAILED = "failed"


class StaffRoom(Base):
    """A group with topics in which staff answer; at most one is tied."""

    __tablename__ = "staff_rooms"

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[Address] = address_column("chat_id", key="address", index=True)
    title: Mapped[str | None]
    tied_by: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    tied_at: Mapped[datetime]
    untied_at: Mapped[datetime | None]
    # What the bot lacks in the group (see `actions.staffroom.room.room_rights`), and when that was looked at.
    missing: Mapped[list[str] | None]
    checked_at: Mapped[datetime | None]
    # All messages, edits, notes and alarms up to these numbers were looked at. What was the newest at
    # `marked_at` follows a minute later: a transaction that was slower may still bring a lower number.
    seen_to: Mapped[int]
    revised_to: Mapped[int]
    notes_to: Mapped[int]
    alarms_to: Mapped[int]
    marked: Mapped[dict[str, Any]]
    marked_at: Mapped[datetime]
    # Edits and alarms with higher numbers that were looked at, by table.
    passed: Mapped[dict[str, Any] | None]
    # Titles follow the steps of cases up to this one.
    titled_to: Mapped[int]
    # Alarms that wait for the morning, by number.
    held_alarms: Mapped[list[str] | None]
    # When the whole burst of messages is there again, and when the next topic may be made.
    full_at: Mapped[datetime | None]
    topic_at: Mapped[datetime | None]


class RoomCode(Base):
    """A one-time code that ties a group, or a person in it. Only its digest is kept."""

    __tablename__ = "room_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(unique=True)
    purpose: Mapped[CodePurpose] = mapped_column(one_of(CodePurpose))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class RoomMember(Base):
    """An account that wrote in a room: tied to a member of staff, or told once that it is not."""

    __tablename__ = "room_members"

    id: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[Address] = address_column("telegram_id", key="account", unique=True)
    username: Mapped[str | None]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), unique=True)
    tied_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]


class CustomerTopic(Base):
    """The topic of a customer in a room; `thread` is its number while there is one."""

    __tablename__ = "customer_topics"
    __table_args__ = (
        UniqueConstraint("room_id", "customer_id"),
        UniqueConstraint("room_id", "thread"),
        Index("ix_customer_topics_state", "state", "due_at"),
        partial_index("ix_customer_topics_behind", "behind_from", where="behind_from IS NOT NULL"),
        partial_index("ix_customer_topics_notes", "notes_from", where="notes_from IS NOT NULL"),
        partial_index("ix_customer_topics_former", "room_id", where="former IS NOT NULL"),
        partial_index("ix_customer_topics_unpinned", "id", where="card_id IS NOT NULL AND pinned_at IS NULL"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    room_id: Mapped[int] = mapped_column(ForeignKey("staff_rooms.id", ondelete="CASCADE"))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"), index=True)
    state: Mapped[TopicState] = mapped_column(one_of(TopicState))
    thread: Mapped[int | None]
    # Groups and threads where it was before, as "group:thread" (see `store.queries.staffroom.topic_places`).
    former: Mapped[list[str] | None]
    # As it is shown in the group.
    title: Mapped[str | None]
    # Topics of urgent matters are made first (0).
    rank: Mapped[int]
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    # From this message on, something is still to be relayed.
    behind_from: Mapped[int | None]
    # The same for notes.
    notes_from: Mapped[int | None]
    # The outgoing row of the pinned card, and whether it was pinned.
    card_id: Mapped[int | None]
    pinned_at: Mapped[datetime | None]


class RelayedMessage(Base):
    """A message or a note that both the console and the topic have.

    What Huifang put into the topic has an outgoing row, what staff wrote there has a number of the group.
    """

    __tablename__ = "relayed_messages"
    __table_args__ = (
        UniqueConstraint("topic_id", "message_id"),
        Index("ix_relayed_messages_number", "topic_id", "group_number"),
        partial_index("ix_relayed_messages_queued", "id", where="receipt = 'queued'"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("customer_topics.id", ondelete="CASCADE"))
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), index=True)
    note_id: Mapped[int | None] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"), index=True)
    outbox_id: Mapped[int | None] = mapped_column(index=True)
    group_number: Mapped[int | None]
    # Of a note: the album that it came with, whose further items have no caption of their own.
    album: Mapped[str | None]
    receipt: Mapped[Receipt | None] = mapped_column(one_of(Receipt))
    at: Mapped[datetime]

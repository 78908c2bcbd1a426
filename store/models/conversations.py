"""What was said."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from nlu.contract.labels import Aspect, Intent, Language
from store.engine.columns import NO_ID_REUSE, Base, one_of, partial_index
from store.engine.search_terms import phone_terms, terms
from store.models.address import Address, address_column


class Mode(StrEnum):
    """Who answers."""

    BOT = "bot"
    STAFF = "staff"


class Awaited(StrEnum):
    """What the bot asked for and is waiting to read as plain text."""

    ORDER_NUMBER = "order_number"
    SURVEY_TEXT = "survey_text"
    MATTER = "matter"  # what it is about
    WITHDRAWAL = "withdrawal"  # whether the case is to be closed
    REOPENING = "reopening"  # whether the case is still not solved
    HELPED = "helped"  # whether the answer helped
    CHOICE = "choice"  # which of the questions it is


class Direction(StrEnum):
    """Which way a message went."""

    IN = "in"
    OUT = "out"


class MessageKind(StrEnum):
    """What a message carries."""

    TEXT = "text"
    COMMAND = "command"
    TAP = "tap"
    PHOTO = "photo"
    VOICE = "voice"
    VIDEO = "video"
    AUDIO = "audio"
    DOCUMENT = "document"
    LOCATION = "location"
    CONTACT = "contact"
    STICKER = "sticker"
    OTHER = "other"


QUIET = (MessageKind.TAP, MessageKind.COMMAND)  # what the customer does with the bot, without words


class Understood(StrEnum):
    """How far the understanding of an incoming message has come."""

    NOT_NEEDED = "not_needed"
    PENDING = "pending"
    DONE = "done"
    FAILED = "failed"


class Conversation(Base):
    """One stretch of talk with one customer; a long silence ends it."""

    __tablename__ = "conversations"
    __table_args__ = (
        Index("ix_conversations_newest", "last_message_at", "id"),
        Index("ix_conversations_mode", "mode", "last_message_at", "id"),
        partial_index(
            "ix_conversations_handed_over", "last_message_at", "id", where="handed_over_at IS NOT NULL"
        ),
        partial_index("ix_conversations_unclear", "unclear_since", where="unclear_since IS NOT NULL"),
        NO_ID_REUSE,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"), index=True)
    mode: Mapped[Mode] = mapped_column(one_of(Mode), default=Mode.BOT)
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    awaited: Mapped[Awaited | None] = mapped_column(one_of(Awaited))
    # The case, the invitation or the showing of an answer that the awaited text belongs to.
    awaited_for: Mapped[int | None]
    # Since when words for a survey are waited for: what was written before that is no answer.
    awaited_since: Mapped[datetime | None]
    # The burst of messages that the customer is writing: when the last one came, and what was said to it.
    burst_at: Mapped[datetime | None]
    burst_said: Mapped[list[str] | None]
    # The case that the customer last spoke of.
    matter_id: Mapped[int | None]
    # The last showing of an answer: what follows may go on from it.
    answered_id: Mapped[int | None]
    # The first message whose meaning is not known, and since when staff wait for the customer to tell it.
    unclear_from: Mapped[int | None]
    unclear_since: Mapped[datetime | None]
    started_at: Mapped[datetime]
    last_message_at: Mapped[datetime]
    # The topic of the private chat in which the customer last did something; None outside topics.
    topic: Mapped[int | None]
    # The reply that is held back for some seconds; see `actions.desk.held_reply`.
    held_id: Mapped[int | None]
    # When a member of staff took it over last; stays after it was handed back.
    handed_over_at: Mapped[datetime | None]
    # Which wording of each reply was used last, by the reply's name: see `actions.turn.wording`.
    wordings: Mapped[dict[str, Any] | None]
    # When its words had been kept for long enough and were erased; see `actions.rights.retention`.
    words_erased_at: Mapped[datetime | None]


# What the messages speak of that speak of something; see `aspects_text`.
SPEAKING = "aspects <> ' '"


def aspects_text(aspects: Sequence[Aspect]) -> str:
    """Return aspects as they are kept, each between spaces, so that SQL can look for one."""
    return " ".join(("", *(each.value for each in aspects), ""))


# Messages without a certain intent, and those that customers named otherwise than the model.
UNKNOWN = (
    "direction = 'in' AND corrected_intent IS NULL AND chosen_intent IS NULL "
    "AND (understood = 'failed' OR sure IS {no})"
)
CONTESTED = "chosen_intent IS NOT NULL AND corrected_intent IS NULL"


def searchable_terms(
    direction: Direction, staff_id: int | None, text: str | None, attachment: Mapping[str, Any] | None = None
) -> str | None:
    """Return what a message is found by; None for set phrases of the bot, and where there is nothing.

    A phone number in the text, or of a shared contact, is found by its last digits too.
    """
    if direction is not Direction.IN and staff_id is None:
        return None
    phone = str((attachment or {}).get("phone_number", ""))
    return " ".join(filter(None, (terms(text or ""), phone_terms(f"{text or ''}\n{phone}")))) or None


def _terms_of_new(context: Any) -> str | None:
    given = context.get_current_parameters()
    return searchable_terms(
        given["direction"], given.get("staff_id"), given.get("text"), given.get("attachment")
    )


class Message(Base):
    """One message, in or out, with what was understood of it and who corrected that."""

    __tablename__ = "messages"
    __table_args__ = (
        Index("ix_messages_conversation", "conversation_id", "id"),
        Index("ix_messages_telegram", "address", "telegram_message_id"),
        Index("ix_messages_intent", "intent", "id"),
        Index(
            "ix_messages_unknown",
            "id",
            sqlite_where=text(UNKNOWN.format(no="0")),
            postgresql_where=text(UNKNOWN.format(no="false")),
        ),
        partial_index("ix_messages_contested", "id", where=CONTESTED),
        partial_index("ix_messages_reviewed", "conversation_id", where="corrected_intent IS NOT NULL"),
        partial_index(
            # All that themes are counted from, so that they read no message.
            "ix_messages_aspects",
            *("created_at", "direction", "intent", "chosen_intent", "corrected_intent", "forwarded_from"),
            *("conversation_id", "aspects"),
            where=SPEAKING,
        ),
        partial_index("ix_messages_album", "conversation_id", "album", "id", where="album IS NOT NULL"),
        NO_ID_REUSE,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    # The update that brought it: one update makes at most one message.
    inbox_id: Mapped[int | None] = mapped_column(unique=True)
    direction: Mapped[Direction] = mapped_column(one_of(Direction))
    kind: Mapped[MessageKind] = mapped_column(one_of(MessageKind))
    text: Mapped[str | None]
    attachment: Mapped[dict[str, Any] | None]
    address: Mapped[Address | None] = address_column("chat_id", key="address")
    telegram_message_id: Mapped[int | None]
    topic: Mapped[int | None]
    # Telegram's id of the message that it replies to, and what it quotes: words of others, never understood.
    reply_to: Mapped[int | None]
    quoted: Mapped[str | None]
    # The name of whom it was forwarded from: then its words are not the customer's own.
    forwarded_from: Mapped[str | None]
    # What the items of one album have in common.
    album: Mapped[str | None]
    # The emoji with which the bot reacted to it.
    reaction: Mapped[str | None]
    language: Mapped[Language | None] = mapped_column(one_of(Language))
    understood: Mapped[Understood] = mapped_column(one_of(Understood), default=Understood.NOT_NEEDED)
    intent: Mapped[Intent | None] = mapped_column(one_of(Intent))
    confidence: Mapped[float | None]
    ranking: Mapped[dict[str, Any] | None]
    model: Mapped[str | None]
    # Whether the model was sure enough to act on it; otherwise the customer was asked.
    sure: Mapped[bool | None]
    # What it speaks of; NULL where no model has looked for that.
    aspects: Mapped[str | None]
    # The customer's own choice from the three buttons, and the correction by staff: both are labels.
    chosen_intent: Mapped[Intent | None] = mapped_column(one_of(Intent))
    corrected_intent: Mapped[Intent | None] = mapped_column(one_of(Intent))
    corrected_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    corrected_at: Mapped[datetime | None]
    # Who wrote it, where a member of staff did.
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    # When the member of staff who wrote it took it back from the customer's chat.
    deleted_at: Mapped[datetime | None]
    # What it is found by; see `store.engine.search_terms`. Only the search index reads it.
    terms: Mapped[str | None] = mapped_column(deferred=True, default=_terms_of_new)
    created_at: Mapped[datetime]


class Revision(Base):
    """An earlier wording of an edited message."""

    __tablename__ = "revisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), index=True)
    text: Mapped[str]
    replaced_at: Mapped[datetime]


class ReadingPlace(Base):
    """How far a member of staff has read a conversation, and the reply that they have begun."""

    __tablename__ = "reading_places"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    conversation_id: Mapped[int] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    read_to: Mapped[int]
    draft: Mapped[str | None]
    # The files that go with it, as `actions.answers.showing.reply_files` names them.
    draft_files: Mapped[list[str] | None]
    # When the page was last open, and when the draft last grew: colleagues see who else is at it.
    seen_at: Mapped[datetime | None]
    wrote_at: Mapped[datetime | None]
    at: Mapped[datetime]


class Note(Base):
    """What a member of staff wants colleagues to know about a conversation; no customer reads it."""

    __tablename__ = "notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), index=True
    )
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    text: Mapped[str]
    at: Mapped[datetime]

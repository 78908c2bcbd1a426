"""What the business knows: answers in versions, the questions that find them, and where they were shown.

The table `answers` holds answers to surveys, so the table of these is `answer_entries`.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from nlu.contract.labels import Language
from store.engine.columns import NO_ID_REUSE, Base, one_of, partial_index
from store.models.address import Address, address_column
from store.models.conversations import MessageKind
from store.models.version_columns import EditionColumns, VersionColumns

EVERYWHERE = ""
"""The outlet of a question that holds at every outlet: NULL would escape the unique key."""


class ShowingKind(StrEnum):
    """How an answer came to be shown."""

    DIRECT = "direct"  # the finder was sure
    CHOSEN = "chosen"  # the customer pressed its button
    OFFERED = "offered"  # one of the buttons
    SUGGESTED = "suggested"  # to staff, who have taken over
    FOLLOW_UP = "follow_up"  # again, for a question that goes on from it


# The kinds that give an answer, and do not only offer some.
GIVEN = (ShowingKind.DIRECT, ShowingKind.CHOSEN, ShowingKind.FOLLOW_UP)
# The kinds that customers see.
SEEN = (*GIVEN, ShowingKind.OFFERED)


class ShowingOutcome(StrEnum):
    """What the customer said of an answer."""

    CONFIRMED = "confirmed"
    NOT_MY_QUESTION = "not_my_question"
    UNCLEAR = "unclear"
    PERSON = "person"


class AnswerEntry(Base):
    """A thing that the business knows. Its words are in its versions; files and systems name it by `key`."""

    __tablename__ = "answer_entries"
    __table_args__ = (NO_ID_REUSE,)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    # The number of the version that customers are shown; None if there is none.
    published_version: Mapped[int | None]
    created_at: Mapped[datetime]
    # Since when it is no longer used; it keeps its versions and can be published again.
    retired_at: Mapped[datetime | None]


class AnswerVersion(VersionColumns, Base):
    """One wording of an entry. Its content never changes; a change is another version."""

    __tablename__ = "answer_versions"
    __table_args__ = (UniqueConstraint("answer_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer_entries.id", ondelete="CASCADE"))
    # As `actions.answers.document.AnswerDocument` writes it.
    content: Mapped[dict[str, Any]]


class AnswerQuestion(Base):
    """A published question or variant: no two entries are found by the same one at the same outlet."""

    __tablename__ = "answer_questions"
    __table_args__ = (UniqueConstraint("normalised", "language", "outlet"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer_entries.id", ondelete="CASCADE"), index=True)
    language: Mapped[Language] = mapped_column(one_of(Language))
    outlet: Mapped[str] = mapped_column(default=EVERYWHERE)
    # As `actions.answers.normal_question.normalised` gives it.
    normalised: Mapped[str]


class KeptContent(Base):
    """The content of a file that answers send, once for all answers and versions that have it."""

    __tablename__ = "kept_contents"

    # SHA-256 in hexadecimal digits.
    checksum: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[MessageKind] = mapped_column(one_of(MessageKind))
    # In bytes.
    size: Mapped[int]
    content: Mapped[bytes]
    # When it was handed in last; one that no version has is dropped some time later.
    kept_at: Mapped[datetime]


class VersionFile(Base):
    """A version of an answer that has a file."""

    __tablename__ = "answer_version_files"

    version_id: Mapped[int] = mapped_column(
        ForeignKey("answer_versions.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    checksum: Mapped[str] = mapped_column(ForeignKey("kept_contents.checksum"), primary_key=True, index=True)


class UploadedFile(Base):
    """Telegram's id of a file that a bot has uploaded, so that it is uploaded once.

    Telegram shows the name of the upload, so that a content with another name is uploaded again.
    """

    __tablename__ = "uploaded_files"

    bot: Mapped[Address] = address_column("bot_id", key="bot", primary_key=True)
    checksum: Mapped[str] = mapped_column(
        ForeignKey("kept_contents.checksum", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(primary_key=True)
    file_id: Mapped[str]


class AnswerShowing(Base):
    """An answer, or a choice of it, that was shown once, and what the customer said of it."""

    __tablename__ = "answer_showings"
    __table_args__ = (
        Index("ix_answer_showings_shown", "shown_at"),
        Index("ix_answer_showings_answer", "answer_id", "shown_at"),
        Index("ix_answer_showings_conversation", "conversation_id", "id"),
        partial_index("ix_answer_showings_message", "message_id", where="message_id IS NOT NULL"),
        partial_index("ix_answer_showings_case", "case_id", where="case_id IS NOT NULL"),
        partial_index("ix_answer_showings_reply", "reply_id", where="reply_id IS NOT NULL"),
        NO_ID_REUSE,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    # The question.
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id", ondelete="SET NULL"))
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer_entries.id", ondelete="CASCADE"))
    version: Mapped[int]
    outlet: Mapped[str | None]
    language: Mapped[Language] = mapped_column(one_of(Language))
    kind: Mapped[ShowingKind] = mapped_column(one_of(ShowingKind))
    score: Mapped[float | None]
    shown_at: Mapped[datetime]
    outcome: Mapped[ShowingOutcome | None] = mapped_column(one_of(ShowingOutcome))
    outcome_at: Mapped[datetime | None]
    # The case that was opened since the answer did not help.
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id", ondelete="SET NULL"))
    # The message that showed it; ids of messages are not used twice, so it may outlive that.
    reply_id: Mapped[int | None]


class QuestionSettling(StrEnum):
    """What staff did about a question that was not answered."""

    NEW_ENTRY = "new_entry"
    VARIANT = "variant"
    IGNORED = "ignored"


class SettledQuestion(Base):
    """An unanswered question that staff have dealt with, so that it is not listed again."""

    __tablename__ = "answer_settled_questions"

    message_id: Mapped[int] = mapped_column(
        ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    settling: Mapped[QuestionSettling] = mapped_column(one_of(QuestionSettling))
    settled_by: Mapped[str]
    settled_at: Mapped[datetime]


class AnswerEdition(EditionColumns, Base):
    """The edition of the answers that are published."""

    __tablename__ = "answer_edition"

"""The lines of a transcript: what was said, how it was understood, and whether it arrived."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from nlu.contract.labels import Intent, Language
from store.models.answers import KeptContent
from store.models.conversations import Direction, Message, MessageKind, Revision, Understood
from store.models.queues import OutboxItem, OutboxStatus
from store.models.staff import Staff
from store.models.staff_files import StaffFile, StoredObject
from store.queries.not_found import NotFound


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file; `name` may hold anything. `file_id` is Telegram's, None for a file that is kept here."""

    kind: MessageKind
    file_id: str | None
    name: str | None


async def read_attachment(session: AsyncSession, conversation_id: int, message_id: int) -> AttachedFile:
    """The file of a message in this conversation.

    Raises:
        NotFound: there is no such message, or it has no file.
    """
    statement = select(Message.kind, Message.attachment).where(
        Message.id == message_id, Message.conversation_id == conversation_id
    )
    found = (await session.execute(statement)).tuples().one_or_none()
    details = (found[1] or {}) if found else {}
    file_id, name = details.get("file_id"), details.get("file_name")
    if found is None or not (isinstance(file_id, str) or details.get("stored") or details.get(CHECKSUM)):
        raise NotFound("file", message_id)
    return AttachedFile(
        found[0],
        file_id if isinstance(file_id, str) else None,
        name if isinstance(name, str) else None,
    )


async def read_kept_file(session: AsyncSession, conversation_id: int, message_id: int) -> bytes | None:
    """Return the content of a file of staff or of the business in a conversation; None for other messages."""
    statement = (
        select(func.coalesce(StaffFile.content, KeptContent.content))
        .select_from(Message)
        .outerjoin(StaffFile, Message.id == StaffFile.message_id)
        .outerjoin(KeptContent, KeptContent.checksum == Message.attachment[CHECKSUM].as_string())
        .where(Message.id == message_id, Message.conversation_id == conversation_id)
    )
    content: bytes | None = await session.scalar(statement)
    return content


async def read_object_key(session: AsyncSession, conversation_id: int, message_id: int) -> str | None:
    """Return the key of a file of staff that lies in the store of objects; None for other messages."""
    statement = (
        select(StoredObject.key)
        .join(Message, Message.id == StoredObject.message_id)
        .where(Message.id == message_id, Message.conversation_id == conversation_id)
    )
    key: str | None = await session.scalar(statement)
    return key


@dataclass(frozen=True, slots=True)
class TalkLines:
    """Messages of the conversation `id`. `earlier` is the message before which more can be read."""

    id: int
    lines: "tuple[TranscriptLine, ...]"
    earlier: int | None


async def read_lines(
    session: AsyncSession, conversation_id: int, *, before: int | None = None, size: int = 200
) -> TalkLines:
    """Return the newest messages of a conversation, or those before a message, oldest first."""
    said = await lines(session, conversation_id, before, size + 1)
    shown = said[-size:]
    return TalkLines(conversation_id, shown, shown[0].id if len(said) > size else None)


CHECKSUM = "checksum"  # in the details of an attachment: of a file of the business
AUTHOR = aliased(Staff)
WITHOUT_PAUSE = timedelta(seconds=60)
# A message may be sent in parts; the part that went worst speaks for it.
WORST_FIRST = (
    OutboxStatus.FAILED,
    OutboxStatus.UNREACHABLE,
    OutboxStatus.UNKNOWN,
    OutboxStatus.PENDING,
    OutboxStatus.SENDING,
    OutboxStatus.SENT,
)


@dataclass(frozen=True, slots=True)
class EarlierWording:
    """An earlier wording of an edited message."""

    text: str
    replaced_at: datetime


@dataclass(frozen=True, slots=True)
class IntentCorrection:
    """What staff say a message is; `by` is a name."""

    intent: Intent
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class TranscriptLine:
    """One message. `sent` is how the sending stands, for outgoing ones that went through the outbox."""

    id: int
    direction: Direction
    kind: MessageKind
    text: str | None
    attachment: dict[str, Any] | None
    language: Language | None
    at: datetime
    understood: Understood
    intent: Intent | None
    confidence: float | None
    sure: bool | None
    chosen: Intent | None
    correction: IntentCorrection | None
    earlier: tuple[EarlierWording, ...]
    sent: OutboxStatus | None
    # The member of staff who wrote it, if one did.
    by: str | None = None
    topic: int | None = None
    # What it replies to, in this conversation, and the words of that which it quotes.
    replies_to: int | None = None
    quoted: str | None = None
    forwarded_from: str | None = None
    album: str | None = None
    reaction: str | None = None
    deleted_at: datetime | None = None

    @property
    def effective(self) -> Intent | None:
        """The correction, else the customer's choice, else what the model recognised."""
        corrected = self.correction.intent if self.correction else None
        return corrected or self.chosen or (self.intent if self.forwarded_from is None else None)

    def follows(self, before: "TranscriptLine | None") -> bool:
        """Whether it is of the same album as the line before, or the customer went on without a pause."""
        if before is None or self.direction is Direction.OUT or before.direction is Direction.OUT:
            return False
        is_album = self.album is not None and self.album == before.album
        return is_album or abs(self.at - before.at) <= WITHOUT_PAUSE

    @property
    def is_uncertain(self) -> bool:
        """Whether the intent of this incoming message is unknown."""
        if self.direction is Direction.OUT or self.chosen is not None or self.correction is not None:
            return False
        return self.understood is Understood.FAILED or self.sure is False


async def lines(
    session: AsyncSession, conversation_id: int, before: int | None, limit: int
) -> tuple[TranscriptLine, ...]:
    """The newest lines of a conversation (before a message, if one is named), oldest first."""
    statement = (
        select(Message, Staff.name, AUTHOR.name)
        .outerjoin(Staff, Staff.id == Message.corrected_by)
        .outerjoin(AUTHOR, AUTHOR.id == Message.staff_id)
        .where(Message.conversation_id == conversation_id)
        .order_by(Message.id.desc())
        .limit(limit)
    )
    if before is not None:
        statement = statement.where(Message.id < before)
    found = (await session.execute(statement)).tuples().all()[::-1]
    ids = [message.id for message, *_ in found]
    revised = await _revisions(session, ids)
    sent = await _sent(session, ids)
    replied = await _replied(session, conversation_id, [message for message, *_ in found])
    return tuple(
        replace(
            _line(message, corrector, revised.get(message.id, ()), sent.get(message.id)),
            by=author,
            replies_to=replied.get(message.reply_to) if message.reply_to is not None else None,
        )
        for message, corrector, author in found
    )


async def _replied(
    session: AsyncSession, conversation_id: int, messages: Sequence[Message]
) -> dict[int | None, int]:
    """The messages of this conversation that are replied to, by their numbers at Telegram."""
    numbers = {message.reply_to for message in messages if message.reply_to is not None}
    if not numbers:
        return {}
    statement = select(Message.telegram_message_id, Message.id).where(
        Message.conversation_id == conversation_id, Message.telegram_message_id.in_(numbers)
    )
    return dict((await session.execute(statement)).tuples().all())


async def _revisions(
    session: AsyncSession, message_ids: Sequence[int]
) -> dict[int, tuple[EarlierWording, ...]]:
    statement = select(Revision).where(Revision.message_id.in_(message_ids)).order_by(Revision.id)
    revised: dict[int, tuple[EarlierWording, ...]] = {}
    for revision in await session.scalars(statement):
        earlier = EarlierWording(revision.text, revision.replaced_at)
        revised[revision.message_id] = (*revised.get(revision.message_id, ()), earlier)
    return revised


async def _sent(session: AsyncSession, message_ids: Sequence[int]) -> dict[int, OutboxStatus]:
    statement = select(OutboxItem.message_id, OutboxItem.status).where(OutboxItem.message_id.in_(message_ids))
    sent: dict[int, OutboxStatus] = {}
    for message_id, status in (await session.execute(statement)).tuples():
        if message_id is not None:
            sent[message_id] = min(sent.get(message_id, status), status, key=WORST_FIRST.index)
    return sent


def _line(
    message: Message, by: str | None, earlier: tuple[EarlierWording, ...], sent: OutboxStatus | None
) -> TranscriptLine:
    return TranscriptLine(
        id=message.id,
        direction=message.direction,
        kind=message.kind,
        text=message.text,
        attachment=message.attachment,
        language=message.language,
        at=message.created_at,
        understood=message.understood,
        intent=message.intent,
        confidence=message.confidence,
        sure=message.sure,
        chosen=message.chosen_intent,
        correction=_correction(message, by),
        earlier=earlier,
        sent=sent,
        topic=message.topic,
        quoted=message.quoted,
        forwarded_from=message.forwarded_from,
        album=message.album,
        reaction=message.reaction,
        deleted_at=message.deleted_at,
    )


def _correction(message: Message, by: str | None) -> IntentCorrection | None:
    if message.corrected_intent is None or message.corrected_at is None:
        return None
    return IntentCorrection(message.corrected_intent, by or "", message.corrected_at)

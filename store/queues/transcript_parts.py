"""What outgoing rows take from the transcript when they are sent: files of staff, numbers of messages."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.conversations import Message, MessageKind
from store.models.staff_files import StaffFile


@dataclass(frozen=True, slots=True)
class StaffUpload:
    """A file of staff, and what it is shown as: a photo, a voice message or a document."""

    kind: MessageKind
    name: str
    content: bytes


async def uploads_of(session: AsyncSession, message_ids: Sequence[int | None]) -> dict[int, StaffUpload]:
    """Return the files of these messages, as far as they were not erased."""
    if not message_ids:
        return {}
    statement = (
        select(Message.id, Message.kind, Message.attachment, StaffFile.content)
        .join(StaffFile, StaffFile.message_id == Message.id)
        .where(Message.id.in_(message_ids), StaffFile.content.is_not(None))
    )
    return {
        message_id: StaffUpload(kind, str((attachment or {}).get("file_name", "file")), content)
        for message_id, kind, attachment, content in (await session.execute(statement)).tuples()
    }


async def number_of(session: AsyncSession, message_id: int) -> int | None:
    """Return Telegram's number of a message; None if it is not known to have arrived."""
    number: int | None = await session.scalar(
        select(Message.telegram_message_id).where(Message.id == message_id)
    )
    return number

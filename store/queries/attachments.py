"""What was attached to a message."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.conversations import Message, MessageKind
from store.queries.errors import NotFound


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file at Telegram's; `name` is the customer's own and may hold anything."""

    kind: MessageKind
    file_id: str
    name: str | None


async def read_attachment(session: AsyncSession, conversation_id: int, message_id: int) -> Attachment:
    """The file of a message in this conversation.

    Raises:
        NotFound: there is no such message, or it has no file.
    """
    statement = select(Message.kind, Message.attachment).where(
        Message.id == message_id, Message.conversation_id == conversation_id
    )
    found = (await session.execute(statement)).tuples().one_or_none()
    details = (found[1] or {}) if found else {}
    if found is None or not isinstance(details.get("file_id"), str):
        raise NotFound("file", message_id)
    name = details.get("file_name")
    return Attachment(found[0], details["file_id"], name if isinstance(name, str) else None)

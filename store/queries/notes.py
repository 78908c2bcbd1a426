"""What colleagues have written down beside a conversation."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.conversations import Note
from store.models.staff import Staff


@dataclass(frozen=True, slots=True)
class NoteCard:
    """A note; `by` is a name."""

    id: int
    by: str
    text: str
    at: datetime


async def notes_of(session: AsyncSession, conversation_id: int, limit: int = 50) -> tuple[NoteCard, ...]:
    """The newest notes of a conversation, newest first."""
    statement = (
        select(Note.id, Staff.name, Note.text, Note.at)
        .join(Staff, Staff.id == Note.staff_id)
        .where(Note.conversation_id == conversation_id)
        .order_by(Note.id.desc())
        .limit(limit)
    )
    return tuple(NoteCard(*row) for row in (await session.execute(statement)).tuples())

"""Notes for colleagues beside a conversation; no customer reads them."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from actions.casework.case_history import audit
from actions.casework.noticing.mentioning import note_mentions
from store.models.conversations import Conversation, Note
from store.queries.not_found import NotFound


async def write_note(
    session: AsyncSession, conversation_id: int, text: str, staff_id: int, now: datetime
) -> Note:
    """Write something down about a conversation, and return its row; colleagues that it names are told.

    Raises:
        NotFound: there is no such conversation.
    """
    if await session.get(Conversation, conversation_id) is None:
        raise NotFound("conversation", conversation_id)
    note = Note(conversation_id=conversation_id, staff_id=staff_id, text=text, at=now)
    session.add(note)
    await session.flush()
    await note_mentions(session, text, conversation_id, staff_id, now, note_id=note.id)
    audit(session, "note.written", f"conversation:{conversation_id}", staff_id, now)
    return note

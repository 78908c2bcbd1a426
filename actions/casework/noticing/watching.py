"""Conversations that a member of staff watches; opening one shows that its news are seen."""

from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.engine.row_insert import conflict_insert
from store.models.conversations import Conversation
from store.models.staff import Mention, Watch
from store.queries.not_found import NotFound
from store.queries.staff_notices import NewestRows, newest_in


async def watch(session: AsyncSession, conversation_id: int, staff_id: int, now: datetime) -> None:
    """Watch a conversation from here on; watching it twice changes nothing.

    Raises:
        NotFound: there is no such conversation.
    """
    if await session.get(Conversation, conversation_id) is None:
        raise NotFound("conversation", conversation_id)
    newest = await newest_in(session, conversation_id)
    row = conflict_insert(session.get_bind().dialect.name, Watch).values(
        staff_id=staff_id,
        conversation_id=conversation_id,
        seen_message=newest.message,
        seen_note=newest.note,
        seen_step=newest.step,
        at=now,
    )
    await session.execute(row.on_conflict_do_nothing(index_elements=["staff_id", "conversation_id"]))


async def unwatch(session: AsyncSession, conversation_id: int, staff_id: int) -> None:
    """Watch a conversation no longer."""
    await session.execute(
        delete(Watch).where(Watch.staff_id == staff_id, Watch.conversation_id == conversation_id)
    )


async def note_seen(
    session: AsyncSession, conversation_id: int, staff_id: int, shown: NewestRows, now: datetime
) -> None:
    """Note what a member who has opened a conversation has seen: the rows shown, and notes that name them.

    What came after `now` was not on their page.
    """
    await session.execute(
        update(Mention)
        .where(
            Mention.staff_id == staff_id,
            Mention.conversation_id == conversation_id,
            Mention.seen_at.is_(None),
            Mention.at <= now,
        )
        .values(seen_at=now)
    )
    await session.execute(
        update(Watch)
        .where(Watch.staff_id == staff_id, Watch.conversation_id == conversation_id)
        .values(seen_message=shown.message, seen_note=shown.note, seen_step=shown.step)
    )

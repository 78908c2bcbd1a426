"""One look after the room: everything that needs no call to the channel, in one transaction."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.settings.house import House
from actions.staffroom.topics.room_marks import move_marks
from actions.staffroom.topics.room_notices import say_notices
from actions.staffroom.topics.room_receipts import show_receipts
from actions.staffroom.topics.topic_edits import relay_edits
from actions.staffroom.topics.topic_heads import pin_cards
from actions.staffroom.topics.topic_making import want_topics
from actions.staffroom.topics.topic_notes import mark_noted, relay_notes
from actions.staffroom.topics.topic_relay import mark_behind, relay_topics
from store.models.staff_rooms import StaffRoom


async def tend_room(session: AsyncSession, room_id: int, now: datetime, house: House) -> None:
    """Order topics, relay messages, notes and edits, show receipts and notices; one worker at a time."""
    room = await session.scalar(
        select(StaffRoom)
        .where(StaffRoom.id == room_id, StaffRoom.untied_at.is_(None))
        .with_for_update(skip_locked=True)
    )
    if room is None:
        return
    await want_topics(session, room, now)
    await mark_behind(session, room)
    await relay_topics(session, room, now, house)
    await mark_noted(session, room)
    await relay_notes(session, room, now, house)
    await relay_edits(session, room, now, house)
    await show_receipts(session, room, now, house)
    await say_notices(session, room, now, house)
    await pin_cards(session, room, now)
    await move_marks(session, room, now)

"""How far a room has looked, where a slower transaction may still bring a lower number."""

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.conversations import Message, Note, Revision
from store.models.queues import Alarm
from store.models.staff_rooms import StaffRoom

Watched = type[Message] | type[Revision] | type[Note] | type[Alarm]
# The column of the room with the number up to which nothing is to come any more.
WATCHED: dict[Watched, str] = {
    Message: "seen_to",
    Revision: "revised_to",
    Note: "notes_to",
    Alarm: "alarms_to",
}


def unseen(room: StaffRoom, table: Watched) -> ColumnElement[bool]:
    """Return the condition for the rows that the room has not looked at."""
    after: int = getattr(room, WATCHED[table])
    passed = (room.passed or {}).get(table.__tablename__, [])
    return (table.id > after) & table.id.not_in(passed)


async def newest_numbers(session: AsyncSession) -> dict[str, int]:
    """Return the newest number of each table that rooms watch."""
    return {
        table.__tablename__: await session.scalar(select(func.coalesce(func.max(table.id), 0))) or 0
        for table in WATCHED
    }

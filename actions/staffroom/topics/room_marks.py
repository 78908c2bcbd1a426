"""What the room has looked at, remembered until no slower transaction can bring a lower number any more."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.conversations import Message, Note
from store.models.staff_rooms import StaffRoom
from store.queries.staffroom.late_rows import WATCHED, Watched, newest_numbers, unseen

# A transaction with a lower number may end later than one with a higher number, but not by so much.
SLOWEST = timedelta(minutes=1)
# Each look takes all new rows of these, and topics remember which of them they lack.
TAKEN_WHOLE = (Message, Note)


def pass_rows(room: StaffRoom, table: Watched, numbers: Iterable[int]) -> None:
    """Note that the room has looked at these rows."""
    passed = room.passed or {}
    name = table.__tablename__
    room.passed = passed | {name: sorted({*passed.get(name, []), *numbers})}


async def move_marks(session: AsyncSession, room: StaffRoom, now: datetime) -> None:
    """Let the room's numbers follow what was the newest a minute ago, but never beyond an unseen row."""
    if abs(now - room.marked_at) < SLOWEST:
        return
    for table, column in WATCHED.items():
        setattr(room, column, await _seen_to(session, room, table))
    room.marked, room.marked_at = await newest_numbers(session), now
    room.passed = {
        table.__tablename__: left
        for table, column in WATCHED.items()
        if (left := _left(room, table, getattr(room, column)))
    } or None


async def _seen_to(session: AsyncSession, room: StaffRoom, table: Watched) -> int:
    mark: int = room.marked[table.__tablename__]
    if table in TAKEN_WHOLE:
        return mark
    first = await session.scalar(select(func.min(table.id)).where(unseen(room, table)))
    return mark if first is None else min(mark, first - 1)


def _left(room: StaffRoom, table: Watched, after: int) -> list[int]:
    return [number for number in (room.passed or {}).get(table.__tablename__, []) if number > after]

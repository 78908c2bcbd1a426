"""Who else has the page of a conversation open, and who writes there."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.conversations import ReadingPlace
from store.models.staff import Staff

STAYS = timedelta(seconds=45)  # an open page reports three times in it
WRITES = timedelta(seconds=30)  # after the last change of a draft


@dataclass(frozen=True, slots=True)
class Colleague:
    """A member of staff who reads a conversation now, or writes in it."""

    name: str
    is_writing: bool


async def colleagues_in(
    session: AsyncSession, conversation_id: int, besides: int, now: datetime
) -> tuple[Colleague, ...]:
    """Return who else is there, those who write first, and then by name."""
    writes = and_(ReadingPlace.draft.is_not(None), ReadingPlace.wrote_at > now - WRITES)
    statement = (
        select(Staff.name, writes)
        .join(ReadingPlace, ReadingPlace.staff_id == Staff.id)
        .where(
            ReadingPlace.conversation_id == conversation_id,
            ReadingPlace.staff_id != besides,
            ReadingPlace.seen_at > now - STAYS,
        )
    )
    found = [
        Colleague(name, bool(is_writing)) for name, is_writing in (await session.execute(statement)).tuples()
    ]
    return tuple(sorted(found, key=lambda each: (not each.is_writing, each.name)))

"""How far a member of staff has read, and what they have begun to write."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.conversations import ReadingPlace


@dataclass(frozen=True, slots=True)
class StaffPlace:
    """The newest message that was seen, 0 for none, and a reply that is not sent yet."""

    read_to: int = 0
    draft: str | None = None


async def reading_in(session: AsyncSession, staff_id: int, conversation_id: int) -> StaffPlace:
    """Return the place of a member of staff in a conversation."""
    row = await session.get(ReadingPlace, (staff_id, conversation_id))
    return StaffPlace() if row is None else StaffPlace(row.read_to, row.draft)


async def read_to(session: AsyncSession, staff_id: int, conversation_ids: Sequence[int]) -> dict[int, int]:
    """Return the newest seen message of each of these conversations that a member of staff has opened."""
    statement = select(ReadingPlace.conversation_id, ReadingPlace.read_to).where(
        ReadingPlace.staff_id == staff_id, ReadingPlace.conversation_id.in_(conversation_ids)
    )
    return dict((await session.execute(statement)).tuples().all())

"""How far a member of staff has read, and what they have begun to write."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.conversations import ReadingPlace

BEAT = timedelta(seconds=15)  # how often an open page says that it is open


@dataclass(frozen=True, slots=True)
class StaffPlace:
    """The newest message that was seen, 0 for none, and a reply that is not sent yet.

    `seen_at` is when the page was open; `files` go with the reply.
    """

    read_to: int = 0
    draft: str | None = None
    seen_at: datetime | None = None
    files: tuple[str, ...] = ()

    def is_present(self, now: datetime) -> bool:
        """Return whether an open page has said so within a beat."""
        return self.seen_at is not None and now - self.seen_at < BEAT


async def reading_in(session: AsyncSession, staff_id: int, conversation_id: int) -> StaffPlace:
    """Return the place of a member of staff in a conversation."""
    row = await session.get(ReadingPlace, (staff_id, conversation_id))
    if row is None:
        return StaffPlace()
    return StaffPlace(row.read_to, row.draft, row.seen_at, tuple(row.draft_files or ()))


async def read_to(session: AsyncSession, staff_id: int, conversation_ids: Sequence[int]) -> dict[int, int]:
    """Return the newest seen message of each of these conversations that a member of staff has opened."""
    statement = select(ReadingPlace.conversation_id, ReadingPlace.read_to).where(
        ReadingPlace.staff_id == staff_id, ReadingPlace.conversation_id.in_(conversation_ids)
    )
    return dict((await session.execute(statement)).tuples().all())

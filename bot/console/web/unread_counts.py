"""The number of unread customers of each member of staff, counted once for all their open pages."""

import asyncio
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from store.queries.cases.unread_cases import count_unread

AGAIN = timedelta(seconds=15)  # what is read or answered, by colleagues too, is noticed after that


@dataclass(frozen=True, slots=True)
class UnreadCount:
    """A number of customers, when it was counted, and the newest message anywhere at that time."""

    customers: int
    newest: int
    at: datetime

    def is_good(self, newest: int, now: datetime) -> bool:
        """Return whether the number can still be shown; a case that changes hands changes it too."""
        return newest == self.newest and now - self.at < AGAIN


class UnreadCounts:
    """Keeps the numbers by member and scope. There is one in a process."""

    def __init__(self) -> None:
        self._kept = dict[tuple[int, bool], UnreadCount]()
        self._locks = defaultdict[int, asyncio.Lock](asyncio.Lock)

    async def count(
        self, session: AsyncSession, staff_id: int, newest: int, now: datetime, *, is_own: bool
    ) -> int:
        """Return the number of `count_unread`; `newest` is the newest message anywhere."""
        async with self._locks[staff_id]:
            kept = self._kept.get((staff_id, is_own))
            if kept is None or not kept.is_good(newest, now):
                customers = await count_unread(session, staff_id, is_own=is_own)
                kept = self._kept[staff_id, is_own] = UnreadCount(customers, newest, now)
            return kept.customers

    async def forget(self, staff_id: int) -> None:
        """Count again at the next call, since the member has read something."""
        async with self._locks[staff_id]:
            for is_own in (True, False):
                self._kept.pop((staff_id, is_own), None)

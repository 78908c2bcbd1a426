"""What a clock that was put back has left in the queues: work that is due too late, leases that end too late.

Times are written by the clock of the maker of the work, and read by the clock of its worker. Nothing
here belongs to the path of a message: the claims go on reading times as they are.
"""

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from store.queues.inbox import INBOX, IS_UNFINISHED
from store.queues.lanes import book_of
from store.queues.outbox import IS_UNSENT, OUTBOX


async def correct_late_times(
    session: AsyncSession, now: datetime, ahead: timedelta, lease: timedelta
) -> bool:
    """Make due now what is due later than `ahead` from now, and end leases a `lease` from now at the latest.

    Return whether there was anything. A lease lasts as long as if it had been taken now. What
    Telegram has told us to wait is not touched: it is kept by the sending pace.
    """
    if not await book_of(session).correct_late_times(session, now, ahead, lease):
        return False
    for queue, unfinished in (
        (INBOX, IS_UNFINISHED),
        (OUTBOX, IS_UNSENT),
    ):
        late = update(queue).where(unfinished, queue.c.due_at > now + ahead)
        await session.execute(late.values(due_at=now))
    return True

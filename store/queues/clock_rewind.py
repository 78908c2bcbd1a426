"""What a clock that was put back has left in the queues: work that is due too late, leases that end too late.

Times are written by the clock of the maker of the work, and read by the clock of its worker. Nothing
here belongs to the path of a message: the claims go on reading times as they are.
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, Table, and_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.address import Address
from store.models.queues import Flow
from store.queues.inbox import INBOX, UNFINISHED
from store.queues.lanes import LANES
from store.queues.outbox import OUTBOX, UNSENT


async def correct_late_times(
    session: AsyncSession, now: datetime, ahead: timedelta, lease: timedelta
) -> bool:
    """Make due now what is due later than `ahead` from now, and end leases a `lease` from now at the latest.

    Return whether there was anything. A lease lasts as long as if it had been taken now. What
    Telegram has told us to wait is not touched: it is kept by the sending pace.
    """
    late, held = LANES.c.due_at > now + ahead, LANES.c.leased_until > now + ahead + lease
    has_work = LANES.c.due_at.is_not(None)
    if await session.scalar(select(LANES.c.key).where(has_work, or_(late, held)).limit(1)) is None:
        return False
    # Locked first and in this order, as everywhere, so that none is given back with an old time.
    await session.execute(
        select(LANES.c.key).where(has_work).order_by(LANES.c.flow, LANES.c.key).with_for_update()
    )
    of_inbox = and_(INBOX.c.lane.in_(_busy(Flow.IN)), INBOX.c.status.in_(UNFINISHED))
    of_outbox = and_(OUTBOX.c.address.in_(_busy(Flow.OUT)), OUTBOX.c.status.in_(UNSENT))
    await _make_due(session, INBOX, of_inbox, now, ahead)
    await _make_due(session, OUTBOX, of_outbox, now, ahead)
    await _make_due(session, LANES, has_work, now, ahead)
    await session.execute(update(LANES).where(has_work, held).values(leased_until=now + lease))
    return True


async def _make_due(
    session: AsyncSession, table: Table, where: ColumnElement[bool], now: datetime, ahead: timedelta
) -> None:
    await session.execute(update(table).where(where, table.c.due_at > now + ahead).values(due_at=now))


def _busy(flow: Flow) -> Select[tuple[Address]]:
    """The chats that have work; the queues themselves keep everything, and are long."""
    return select(LANES.c.key).where(LANES.c.flow == flow, LANES.c.due_at.is_not(None))

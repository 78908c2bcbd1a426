"""How far the bot's sending limit is used up, and until when it must not send: one row for all workers."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Table, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.engine.row_insert import conflict_insert
from store.models.queues import SendingPace

PACES = cast("Table", SendingPace.__table__)
BOT = "bot"
READ = (
    select(PACES.c.full_at, PACES.c.paused_at, PACES.c.paused_until)
    .where(PACES.c.name == BOT)
    .with_for_update()
)


@dataclass(frozen=True, slots=True)
class SendPause:
    """From when and until when nothing may be sent."""

    begun: datetime
    until: datetime

    def left(self, now: datetime) -> timedelta:
        """How much of it is left: never more than there was, even where the clock was put back since."""
        return max(min(self.until - now, self.until - self.begun), timedelta(0))


@dataclass(frozen=True, slots=True)
class AgreedPace:
    """When the whole burst will be there again (None is long ago), and when nothing may be sent."""

    full_at: datetime | None = None
    pause: SendPause | None = None


async def read(session: AsyncSession) -> AgreedPace:
    """The pace that all workers share; until this transaction ends, no other reads or writes it."""
    row = (await session.execute(READ)).one_or_none()
    if row is None:
        return AgreedPace()
    is_paused = row.paused_at is not None and row.paused_until is not None
    return AgreedPace(row.full_at, SendPause(row.paused_at, row.paused_until) if is_paused else None)


async def write(session: AsyncSession, agreed: AgreedPace) -> None:
    """Tell the other workers, and ourselves after a restart."""
    values: dict[str, Any] = {
        "full_at": bindparam("full"),
        "paused_at": bindparam("begun"),
        "paused_until": bindparam("until"),
    }
    insert = conflict_insert(session.get_bind().dialect.name, PACES).values(name=BOT, **values)
    statement = insert.on_conflict_do_update(index_elements=["name"], set_=values)
    pause = agreed.pause
    begun, until = (None, None) if pause is None else (pause.begun, pause.until)
    await session.execute(statement, {"full": agreed.full_at, "begun": begun, "until": until})

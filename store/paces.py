"""How far the bot's sending limit is used up, and until when it must not send: one row for all workers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.queues import SendingPace

PACES = cast("Table", SendingPace.__table__)
BOT = "bot"
READ = select(PACES.c.full_at, PACES.c.paused_until).where(PACES.c.name == BOT).with_for_update()


@dataclass(frozen=True, slots=True)
class Agreed:
    """When the whole burst will be there again, and until when nothing may be sent; None is long ago."""

    full_at: datetime | None = None
    paused_until: datetime | None = None


async def read(session: AsyncSession) -> Agreed:
    """What all workers agree on; until this transaction ends, nobody else reads or writes it."""
    row = (await session.execute(READ)).one_or_none()
    return Agreed() if row is None else Agreed(row.full_at, row.paused_until)


async def write(session: AsyncSession, agreed: Agreed) -> None:
    """Tell the other workers, and ourselves after a restart."""
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    values: dict[str, Any] = {"full_at": bindparam("full"), "paused_until": bindparam("paused")}
    statement = (
        insert(PACES).values(name=BOT, **values).on_conflict_do_update(index_elements=["name"], set_=values)
    )
    await session.execute(statement, {"full": agreed.full_at, "paused": agreed.paused_until})

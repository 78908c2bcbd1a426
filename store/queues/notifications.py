"""Hearing at once of work that other processes have made, where the database can tell: PostgreSQL's NOTIFY.

It is no more than a wake-up. A listener also looks for work now and then, so nothing depends on it.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from store.engine.database import KEPT, Database
from store.models.queues import Flow

PAUSE = 5.0
"""Seconds until a lost connection is made again."""
NOTIFY = select(func.pg_notify(bindparam("channel"), ""))
NOTIFIED = "told_flows"


def channel(flow: Flow) -> str:
    """The channel that announces work in this direction."""
    return f"huifang_{flow.value}"


async def notify(session: AsyncSession, flow: Flow) -> None:
    """Tell all who listen, when this transaction is committed, that there is work; nothing on SQLite.

    Work that this process keeps to itself is not announced: all would look, and find it taken.
    """
    told: set[Flow] = session.info.setdefault(NOTIFIED, set())
    if flow not in told | session.info.get(KEPT, set()) and session.get_bind().dialect.name == "postgresql":
        told.add(flow)
        await session.execute(NOTIFY, {"channel": channel(flow)})


async def listen(database: Database, hear: Callable[[Flow], None], pause: float = PAUSE) -> None:
    """Call `hear` whenever another process (or this one) has made work, until cancelled; never on SQLite.

    After a reconnect everything may have been missed, so `hear` is called too.
    """
    if database.is_sqlite:
        return
    # The driver's own errors come through untranslated, since we read from it directly.
    driver: Any = database.engine.dialect.loaded_dbapi
    while True:
        with suppress(SQLAlchemyError, OSError, driver.Error):  # the parts that use the database report it
            await _hear_all(database, hear)
        await asyncio.sleep(pause)


async def _hear_all(database: Database, hear: Callable[[Flow], None]) -> None:
    flows = {channel(flow): flow for flow in Flow}
    async with database.engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        for name in flows:
            await connection.exec_driver_sql(f"LISTEN {name}")
        for flow in Flow:
            hear(flow)
        driver: Any = (await connection.get_raw_connection()).driver_connection
        try:
            async for note in driver.notifies():
                if note.channel in flows:
                    hear(flows[note.channel])
        finally:
            # It still listens, and must not go back to the others.
            await connection.invalidate()

"""Intake: updates are committed to the inbox before they are acknowledged."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import structlog

from bot.telegram.raw_update import cleaned, lane_of, update_id_of
from bot.telegram.send_errors import Undecodable
from store.engine.database import Database
from store.models.address import Address
from store.queues.alarm_rows import raise_alarm
from store.queues.inbox import ReceivedUpdate, add

log = structlog.get_logger(__name__)

UNREADABLE = "telegram.unreadable"


class Intake:
    """Stores the raw updates of one bot, and calls `arrived` when there are new ones."""

    def __init__(self, database: Database, bot: Address, arrived: Callable[[], None]) -> None:
        self._database = database
        self._bot = bot
        self._arrived = arrived

    async def keep(self, updates: Sequence[Any], now: datetime) -> int:
        """Commit these updates in one transaction; return how many of them are new.

        Raises:
            StoreUnavailable: nothing was stored, so nothing may be acknowledged.
        """
        received = [self._received(update) for update in updates]
        readable = [each for each in received if each is not None]
        async with self._database.transaction() as session:
            new = await add(session, readable, now)
            if len(readable) < len(received):
                await raise_alarm(session, UNREADABLE, f"bot:{self._bot}", now)
        if new:
            self._arrived()
        return new

    def _received(self, update: Any) -> ReceivedUpdate | None:
        """Return what is stored of an update; None if it has no number, by which it could be recognised."""
        update_id = update_id_of(update)
        try:
            body = cleaned(update)
        except Undecodable:
            update_id = None
        if update_id is None:
            log.error("update is unreadable", bot=str(self._bot))
            return None
        return ReceivedUpdate(self._bot, update_id, lane_of(body), body)

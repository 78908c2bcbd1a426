"""Takes up, in every process, the settings that are published anywhere."""

import asyncio
from collections.abc import Collection
from datetime import datetime

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.documents.settings_in_force import SettingsInForce
from store.engine.database import Database
from store.models.queues import Alarm
from store.models.setting_versions import SettingEdition
from store.queries.documents.document_states import published_texts
from store.queries.edition import current_edition, locked_edition
from store.queues.alarm_rows import clear_alarm, raise_alarm

log = structlog.get_logger(__name__)

REFUSED = "settings.refused"
"""The alarm about a published text that this release cannot read: its file holds instead."""


class SettingsWatch:
    """Builds the settings again whenever the edition in the database has grown."""

    def __init__(self, database: Database, in_force: SettingsInForce) -> None:
        self._database = database
        self._in_force = in_force
        self._edition: int | None = None
        self._turn = asyncio.Lock()  # else an older edition may be put in force over a newer one

    async def look(self, now: datetime) -> bool:
        """Look once, which costs one small query; return whether settings were taken up.

        Raises:
            StoreUnavailable: the database cannot be used; the next look tries again.
        """
        async with self._turn:
            return await self._take_up(now)

    async def _take_up(self, now: datetime) -> bool:
        async with self._database.reading() as session:
            edition = await current_edition(session, SettingEdition)
            if edition == self._edition:
                return False
            texts = await published_texts(session)
        built = await asyncio.to_thread(self._in_force.build, texts)
        self._in_force.put(built.settings)
        await self._tell(built.refused, now)
        self._edition = edition
        return True

    async def _tell(self, refused: Collection[str], now: datetime) -> None:
        """Raise an alarm for each document that is not in force, and clear those of others."""
        subjects = {f"settings:{key}" for key in refused}
        async with self._database.reading() as session:
            known = await _open_alarms(session)
        if known == subjects:
            return
        log.warning("published settings are refused", documents=sorted(refused))
        async with self._database.transaction() as session:
            await locked_edition(session, SettingEdition, now)  # so that two processes raise it once
            for subject in sorted(subjects - known):
                await raise_alarm(session, REFUSED, subject, now)
            for subject in sorted(known - subjects):
                await clear_alarm(session, REFUSED, subject, now)


async def _open_alarms(session: AsyncSession) -> set[str]:
    found = select(Alarm.subject).where(Alarm.kind == REFUSED, Alarm.cleared_at.is_(None))
    return set(await session.scalars(found))

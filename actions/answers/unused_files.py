"""Dropping the contents of files that no version of an answer has: they were uploaded and never saved."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from actions.settings.house import House
from store.engine.database import Database
from store.models.answers import KeptContent, VersionFile

KEPT_UNUSED = timedelta(days=1)  # for a form that is open, or a set whose files are sent before it


async def drop_unused_files(database: Database, now: datetime, house: House) -> int:
    """Drop what has been kept for a day without a version that has it; 0, as it notifies no one."""
    used = select(VersionFile.checksum).where(VersionFile.checksum == KeptContent.checksum)
    unused = delete(KeptContent).where(KeptContent.kept_at < now - KEPT_UNUSED, ~used.exists())
    async with database.transaction() as session:
        await session.execute(unused.execution_options(synchronize_session=False))
    return 0

"""What a bot has uploaded, in the database, so that all machines know it."""

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.engine.database import Database
from store.engine.database_errors import StoreError
from store.engine.row_insert import conflict_insert
from store.models.address import Address
from store.models.answers import UploadedFile
from store.queries.answers.kept_contents import kept_content
from store.queues.outgoing import BusinessFile

log = structlog.get_logger(__name__)


class UploadRows:
    """The uploads of one bot."""

    def __init__(self, database: Database, bot: Address) -> None:
        self._database = database
        self._bot = bot

    async def file_id(self, file: BusinessFile) -> str | None:
        """Return Telegram's id of a file; None if this bot has not uploaded it under its name.

        Raises:
            StoreUnavailable: the database cannot be used.
        """
        async with self._database.reading() as session:
            known: str | None = await session.scalar(
                select(UploadedFile.file_id).where(
                    UploadedFile.bot == self._bot,
                    UploadedFile.checksum == file.checksum,
                    UploadedFile.name == file.name,
                )
            )
        return known

    async def content(self, checksum: str) -> bytes | None:
        """Return a content; None where it is not kept.

        Raises:
            StoreUnavailable: the database cannot be used.
        """
        async with self._database.reading() as session:
            return await kept_content(session, checksum)

    async def note(self, file: BusinessFile, file_id: str) -> None:
        """Remember the id; if that fails, the file is uploaded once more, and what was sent stays sent."""
        try:
            async with self._database.transaction() as session:
                await _note(session, self._bot, file, file_id)
        except StoreError:
            log.warning("an upload was not noted", checksum=file.checksum[:12])


async def _note(session: AsyncSession, bot: Address, file: BusinessFile, file_id: str) -> None:
    insert = conflict_insert(session.get_bind().dialect.name, UploadedFile)
    keys = ["bot_id", "checksum", "name"]
    newer = insert.on_conflict_do_update(index_elements=keys, set_={"file_id": file_id})
    row = {"bot": bot, "checksum": file.checksum, "name": file.name, "file_id": file_id}
    await session.execute(newer, [row])

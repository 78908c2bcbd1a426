"""Contents that no version has are dropped after a day; others stay, also in versions that are history."""

from datetime import datetime, timedelta

from sqlalchemy import select

from actions.answers.drafting import discard_draft, save_draft
from actions.answers.unused_files import KEPT_UNUSED, drop_unused_files
from actions.settings.house import House
from store.engine.database import Database
from store.models.address import Address
from store.models.answers import KeptContent, UploadedFile
from tests.actions.answers.documents import CHANGE, document
from tests.actions.answers.sample_files import MAP, MENU, kept, named


async def names(database: Database) -> set[str]:
    async with database.reading() as session:
        return set(await session.scalars(select(KeptContent.checksum)))


async def test_only_old_contents_without_a_version_are_dropped(
    database: Database, house: House, now: datetime
) -> None:
    await kept(database, now, MENU, MAP)
    async with database.transaction() as session:
        await save_draft(session, "way", document(files=named(MAP)), CHANGE)
        await discard_draft(session, "way", CHANGE)
        session.add(UploadedFile(bot=Address(42), checksum=MENU.checksum, name=MENU.name, file_id="x"))
    assert await drop_unused_files(database, now + KEPT_UNUSED, house) == 0
    assert await names(database) == {MENU.checksum, MAP.checksum}
    await drop_unused_files(database, now + KEPT_UNUSED + timedelta(seconds=1), house)
    assert await names(database) == {MAP.checksum}
    async with database.reading() as session:
        assert list(await session.scalars(select(UploadedFile))) == []

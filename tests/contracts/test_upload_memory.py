"""The port `UploadMemory`: the rows of a bot and the memory of tests keep the same promises."""

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import delete

from bot.telegram.business_files import UploadMemory
from bot.telegram.upload_rows import UploadRows
from store.engine.database import Database
from store.models.address import Address
from store.models.answers import KeptContent
from store.models.conversations import MessageKind
from store.queues.outgoing import BusinessFile
from tests.actions.answers.sample_files import MENU, kept
from tests.fakes.uploads import RememberedUploads

UPLOAD = BusinessFile(MessageKind.DOCUMENT, MENU.name, MENU.checksum)


@pytest.fixture(params=["rows", "remembered"])
async def memory(request: pytest.FixtureRequest, database: Database, now: datetime) -> UploadMemory:
    if request.param == "remembered":
        return RememberedUploads({MENU.checksum: MENU.content})
    await kept(database, now, MENU)
    return UploadRows(database, Address(42))


async def test_content_is_known_by_its_checksum(memory: UploadMemory) -> None:
    assert await memory.content(MENU.checksum) == MENU.content
    assert await memory.content("0" * 64) is None


async def test_newest_id_of_an_upload_is_remembered(memory: UploadMemory) -> None:
    assert await memory.file_id(UPLOAD) is None
    await memory.note(UPLOAD, "old")
    await memory.note(UPLOAD, "new")
    assert await memory.file_id(UPLOAD) == "new"
    assert await memory.file_id(replace(UPLOAD, name="other.pdf")) is None


async def test_bots_have_ids_of_their_own(database: Database, now: datetime) -> None:
    await kept(database, now, MENU)
    await UploadRows(database, Address(42)).note(UPLOAD, "x")
    assert await UploadRows(database, Address(43)).file_id(UPLOAD) is None


async def test_upload_of_a_file_that_was_dropped_meanwhile_is_not_noted(
    database: Database, now: datetime
) -> None:
    await kept(database, now, MENU)
    async with database.transaction() as session:
        await session.execute(delete(KeptContent))
    rows = UploadRows(database, Address(42))
    await rows.note(UPLOAD, "x")
    assert await rows.file_id(UPLOAD) is None

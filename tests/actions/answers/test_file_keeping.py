"""Contents are kept once, and documents name only what is kept."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from actions.answers.answer_refusals import FileRefused, FilesMissing, MissingFile
from actions.answers.document import read_content
from actions.answers.drafting import save_draft
from actions.answers.file_keeping import NewFile, keep_file, require_kept
from actions.answers.publishing import publish, roll_back
from store.engine.database import Database
from store.models.answers import KeptContent, VersionFile
from tests.actions.answers.documents import CHANGE, document
from tests.actions.answers.sample_files import MAP, MENU, kept, named


async def test_same_content_is_kept_once_whatever_its_name(database: Database, now: datetime) -> None:
    again = NewFile("speisen.pdf", MENU.content)
    await kept(database, now, MENU)
    await kept(database, now + timedelta(hours=1), again, MAP)
    async with database.reading() as session:
        rows = list(await session.scalars(select(KeptContent).order_by(KeptContent.size)))
    assert [(row.checksum, row.content, row.kept_at) for row in rows] == [
        (MAP.checksum, MAP.content, now + timedelta(hours=1)),
        (MENU.checksum, MENU.content, now + timedelta(hours=1)),
    ]


async def test_file_that_is_refused_is_not_kept(database: Database, now: datetime) -> None:
    with pytest.raises(FileRefused):
        await kept(database, now, NewFile("menu.exe", b"MZ"))
    async with database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(KeptContent)) == 0


async def test_document_with_a_file_that_is_not_kept_is_refused(database: Database, now: datetime) -> None:
    await kept(database, now, MENU)
    written = document(files=named(MENU, MAP))
    with pytest.raises(FilesMissing) as refused:
        async with database.transaction() as session:
            await save_draft(session, "way", written, CHANGE)
    assert refused.value.files == (MissingFile("way", "map.png", MAP.checksum),)
    assert str(refused.value) == f"way: the file 'map.png' (sha256 {MAP.checksum}) is missing; hand it in too"
    async with database.reading() as session:
        await require_kept(session, {"way": written}, [MAP.checksum])
        assert await session.scalar(select(func.count()).select_from(VersionFile)) == 0


async def test_files_belong_to_versions_and_come_back_with_them(database: Database, now: datetime) -> None:
    await kept(database, now, MENU, MAP)
    async with database.transaction() as session:
        await save_draft(session, "way", document(files=named(MENU)), CHANGE)
        await publish(session, "way", CHANGE)
        await save_draft(session, "way", document(files=named(MAP)), CHANGE)
        await publish(session, "way", CHANGE)
        assert await roll_back(session, "way", 1, CHANGE) == 3
    async with database.reading() as session:
        rows = await session.execute(
            select(VersionFile.version_id, VersionFile.checksum).order_by("version_id")
        )
        assert rows.tuples().all() == [(1, MENU.checksum), (2, MAP.checksum), (3, MENU.checksum)]


async def test_keeping_returns_the_checksum(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        assert await keep_file(session, MENU, now) == MENU.checksum
    assert read_content({"files": named(MENU), "wordings": document().content()["wordings"]}).files[
        0
    ].name == ("menu.pdf")

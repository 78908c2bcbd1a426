"""All rows of a database in another one, of either kind."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, delete, text
from sqlalchemy.ext.asyncio import AsyncSession

from store.copying import BATCH_OF_FILES, CopyDiffers, NotEmpty, SchemaBehind, TableDigest, copy_database
from store.engine.database import Database
from store.models.answers import KeptContent
from store.models.conversations import MessageKind
from store.models.erasures import Erasure
from store.models.folds import Fold, FoldedColumns, FoldedPart
from store.models.staff_files import StaffFile
from store.schema import upgrade
from tests.postgres import new_database
from tests.records import Records

NUMBERS = count(1)


@pytest.fixture(params=["sqlite", "postgresql"])
async def empty(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """A new database without tables."""
    if request.param == "sqlite":
        address = f"sqlite:///{tmp_path / 'empty.db'}"
    else:
        address = new_database(request.getfixturevalue("postgres_url"), f"copies_{next(NUMBERS)}")
    database = Database.at(address)
    yield database
    await database.close()


@pytest.fixture
async def filled(tmp_path: Path, now: datetime) -> AsyncIterator[Database]:
    """An SQLite database with talks, a folded day, and a row whose number must not be given again."""
    database = Database.at(f"sqlite:///{tmp_path / 'filled.db'}")
    await upgrade(database)
    async with database.transaction() as session:
        records = Records(session, now)
        for name in ("王小明", "Osei", "Li"):
            talk = await records.conversation(await records.customer(name))
            message = await records.heard(talk, f"我是{name} \U0001f600")
            session.add(StaffFile(message_id=message.id, content=b"\x00\xff"))
        row = {"kind": MessageKind.PHOTO, "size": 1, "content": b"\xff", "kept_at": now}
        session.add_all(KeptContent(checksum=f"{number:064x}", **row) for number in range(BATCH_OF_FILES + 1))
        for _ in range(2):
            session.add(Erasure(erased_at=now))
        await session.flush()
        await session.execute(delete(Erasure).where(Erasure.id == 2))
        await add_fold(session, now)
    yield database
    await database.close()


async def add_fold(session: AsyncSession, now: datetime) -> None:
    session.add(fold := Fold(begins_at=now - timedelta(days=1), ends_at=now, meaning="m"))
    await session.flush()
    of = {"fold_id": fold.id, "survey_key": "s", "occasion": "visit"}
    session.add(FoldedPart(**of, part="all", outlet=None, content={"count": 1}))
    session.add(FoldedColumns(**of, content=b"\x00\xff"))


async def test_sums_are_left_out(filled: Database, empty: Database) -> None:
    rows = await copy_database(filled, empty)
    assert [name for name in rows if name.startswith("fold")] == []
    async with empty.reading() as session:
        for name in ("folds", "folded_parts", "folded_columns"):
            assert await session.scalar(text(f"SELECT count(*) FROM {name}")) == 0  # noqa: S608 - our names


async def test_rows_are_the_same_and_numbers_go_on(filled: Database, empty: Database, now: datetime) -> None:
    rows = await copy_database(filled, empty)
    assert (rows["customers"], rows["conversations"], rows["messages"]) == (3, 3, 3)
    async with empty.transaction() as session:
        assert (await Records(session, now).customer("New")).id == 4
        session.add(added := Erasure(erased_at=now))
        await session.flush()
        assert added.id == 3
    async with filled.reading() as before, empty.reading() as after:
        statement = text("SELECT id, text, terms FROM messages ORDER BY id")
        assert (await before.execute(statement)).all() == (await after.execute(statement)).all()


async def test_database_with_rows_is_refused(filled: Database, empty: Database) -> None:
    await copy_database(filled, empty)
    with pytest.raises(NotEmpty, match="customers"):
        await copy_database(filled, empty)


async def test_source_of_another_schema_is_refused(empty: Database, tmp_path: Path) -> None:
    old = Database.at(f"sqlite:///{tmp_path / 'old.db'}")
    await old.ping()
    with pytest.raises(SchemaBehind):
        await copy_database(old, empty)
    await old.close()


async def test_copy_that_differs_is_not_kept(filled: Database, empty: Database) -> None:
    await upgrade(empty)
    spoils = (
        "CREATE TRIGGER spoils AFTER INSERT ON messages BEGIN "
        "UPDATE messages SET text = 'other' WHERE id = new.id; END"
    )
    if not empty.is_sqlite:
        function = (
            "CREATE FUNCTION other() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN NEW.text := 'other'; RETURN NEW; END $$"
        )
        spoils = "CREATE TRIGGER spoils BEFORE INSERT ON messages FOR EACH ROW EXECUTE FUNCTION other()"
        async with empty.transaction() as session:
            await session.execute(text(function))
    async with empty.transaction() as session:
        await session.execute(text(spoils))
    with pytest.raises(CopyDiffers, match="messages: 3 rows were read, 3 are there, or differ"):
        await copy_database(filled, empty)
    async with empty.reading() as session:
        assert await session.scalar(text("SELECT count(*) FROM customers")) == 0


def test_digest_does_not_depend_on_the_order() -> None:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT 1, 'a' UNION SELECT 2, 'b'")).all()
    engine.dispose()
    assert TableDigest().with_rows(rows) == TableDigest().with_rows(rows[::-1])
    assert TableDigest().with_rows(rows) != TableDigest().with_rows(rows[:1])

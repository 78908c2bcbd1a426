"""Nothing of a deleted row stays in the files of SQLite."""

import random
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import delete, text

from store.engine.database import Database
from store.engine.search_terms import query_terms
from store.erased_bytes import empty_log, merge_index, rewrite, size_of
from store.models import Base
from store.models.customers import Customer
from store.queries.conversations.full_text import matching
from tests.records import Records


@pytest.fixture
async def sqlite(tmp_path: Path) -> AsyncIterator[Database]:
    opened = Database.at(f"sqlite:///{tmp_path / 'huifang.db'}")
    async with opened.engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    yield opened
    await opened.close()


def left(folder: Path, numbers: range) -> list[int]:
    content = b"".join(file.read_bytes() for file in folder.iterdir())
    return [number for number in numbers if f"planted{number:04d}x".encode() in content]


async def test_rows_that_have_moved_between_pages_leave_nothing(
    sqlite: Database, tmp_path: Path, now: datetime
) -> None:
    chance, half = random.Random(55), range(40)  # noqa: S311 - only for lengths
    for _ in range(4):  # rows of a customer lie on many pages, which are split and merged
        async with sqlite.transaction() as session:
            records = Records(session, now)
            for number in range(80):
                talk = await records.conversation(await records.customer(f"planted{number:04d}x"))
                for _ in range(3):
                    await records.heard(
                        talk, f"planted{number:04d}x " + "and so on " * chance.randint(1, 150)
                    )
    async with sqlite.transaction() as session:
        names = [f"planted{number:04d}x" for number in half]
        await session.execute(delete(Customer).where(Customer.first_name.in_(names)))
    await merge_index(sqlite)
    await rewrite(sqlite)
    assert await empty_log(sqlite)
    assert (left(tmp_path, half), len(left(tmp_path, range(40, 80)))) == ([], 40)
    async with sqlite.reading() as session:
        found = [await matching(session, query_terms(f"planted{n:04d}x"), None, 99) for n in (0, 79)]
        assert [len(ids) for ids in found] == [0, 12]


async def test_log_that_a_reader_needs_is_left_for_later(
    sqlite: Database, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.erased_bytes.PAUSE", 0.01)
    monkeypatch.setattr("store.erased_bytes.TRIES", 2)
    async with sqlite.engine.connect() as connection:
        await connection.execution_options(reads_only=True)
        await connection.execute(text("PRAGMA busy_timeout"))
        async with sqlite.reading() as session:
            await session.execute(text("SELECT count(*) FROM customers"))
            async with sqlite.transaction() as writer:
                await Records(writer, now).customer()
            assert not await empty_log(sqlite)
    assert await empty_log(sqlite)


async def test_size_is_that_of_the_file(sqlite: Database, tmp_path: Path) -> None:
    assert size_of(sqlite) == (tmp_path / "huifang.db").stat().st_size

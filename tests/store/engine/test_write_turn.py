"""One writer of an SQLite file at a time, over all processes."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import text

from store.engine.database import Database
from store.engine.database_errors import StoreUnavailable
from store.engine.write_turn import WriteTurn


async def test_second_process_waits_for_its_turn(tmp_path: Path) -> None:
    file = str(tmp_path / "x.db")
    first, second = WriteTurn(file, 5), WriteTurn(file, 0.05)
    async with first:
        with pytest.raises(StoreUnavailable, match="another process"):
            async with second:
                pass
    async with second:
        assert (tmp_path / "x.db.turn").stat().st_mode & 0o077 == 0


async def test_turns_of_one_process_queue() -> None:
    turn, seen = WriteTurn(":memory:", 1), []

    async def take(name: str) -> None:
        async with turn:
            seen.append(f"{name} in")
            await asyncio.sleep(0)
            seen.append(f"{name} out")

    await asyncio.gather(take("a"), take("b"))
    assert seen == ["a in", "a out", "b in", "b out"]


async def test_database_is_closed_although_another_writer_hangs(tmp_path: Path) -> None:
    file = tmp_path / "x.db"
    database = Database.at(f"sqlite:///{file}")
    async with database.transaction() as session:
        await session.execute(text("CREATE TABLE notes (text)"))
    async with WriteTurn(str(file), 1):
        await asyncio.wait_for(database.close(), 4)
    assert file.exists()

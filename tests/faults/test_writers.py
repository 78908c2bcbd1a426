"""Fault 80: no two processes write to or checkpoint an SQLite file at the same instant."""

import asyncio
import sqlite3
import sys
from contextlib import closing
from itertools import pairwise
from pathlib import Path

from sqlalchemy import text

from store.engine.database import Database
from tests.faults.commands import ROOT

ROUNDS = 40
# Writes with the times at which each transaction had its turn; the clock is the same for all processes.
WRITER = """
import asyncio, sys, time
from sqlalchemy import text
from store.engine.database import Database

async def main():
    database = Database.at(sys.argv[1])
    for _ in range(int(sys.argv[2])):
        async with database.transaction() as session:
            began = time.monotonic()
            await session.execute(text("INSERT INTO notes VALUES ('x')"))
            print(began, time.monotonic())
        if int(sys.argv[3]):
            async with database.alone() as connection:
                began = time.monotonic()
                await connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                print(began, time.monotonic())
    await database.close()

asyncio.run(main())
"""


async def test_80_no_two_processes_write_or_checkpoint_at_the_same_instant(tmp_path: Path) -> None:
    file = tmp_path / "x.db"
    database = Database.at(f"sqlite:///{file}")
    async with database.transaction() as session:
        await session.execute(text("CREATE TABLE notes (text)"))
    await database.close()
    said = await asyncio.gather(
        *(written(f"sqlite:///{file}", checkpoints) for checkpoints in ("0", "1", "1"))
    )
    turns = sorted(tuple(map(float, line.split())) for one in said for line in one.splitlines())
    assert len(turns) == ROUNDS * 5
    assert [(first, later) for first, later in pairwise(turns) if later[0] < first[1]] == []
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("SELECT count(*) FROM notes").fetchone() == (ROUNDS * 3,)


async def written(address: str, checkpoints: str) -> str:
    """What a process prints that writes, and checkpoints where it is told to."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", WRITER, address, str(ROUNDS), checkpoints),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await process.communicate()
    assert process.returncode == 0
    return said.decode()

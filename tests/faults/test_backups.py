"""Fault 67: backups of a live database, restored whole, and a copy before each migration."""

import asyncio
import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from alembic import command as alembic
from alembic.config import Config
from sqlalchemy import Connection

from bot.cli.backups.backup_set import BadBackup, DataPlaces, InTheWay, restore_backup, write_backup
from store.engine.database import Database
from store.engine.database_errors import NoDatabase
from store.schema import MIGRATIONS, upgrade
from store.sqlite_copies import KEPT, copy_sqlite, count_rows, remove_copies, require_whole
from tests.faults.commands import ROOT, command
from tests.records import Records

LONGEST_PAUSE = 1.0
BEFORE = "0020"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A data folder."""
    folder = tmp_path / "home"
    (folder / "learned").mkdir(parents=True)
    (folder / "learned" / "praise.zh.yml").write_text("好", encoding="utf-8")
    return folder


@pytest.fixture
async def live(home: Path) -> AsyncIterator[Database]:
    """A database that is in use."""
    database = Database.at(f"sqlite:///{home / 'huifang.db'}")
    await upgrade(database)
    yield database
    await database.close()


def places(folder: Path) -> DataPlaces:
    return DataPlaces(folder / "huifang.db", folder / "learned", folder / "models")


async def write_on(database: Database, now: datetime, pauses: list[float]) -> None:
    """Write one customer after the other until cancelled, and note how long each took."""
    number = 0
    while True:
        began = time.monotonic()
        async with database.transaction() as session:
            records = Records(session, now)
            talk = await records.conversation(await records.customer(f"C{number}"))
            await records.heard(talk, "where is it? " * 50)
        pauses.append(time.monotonic() - began)
        number += 1


def limited(
    kilobytes: int, folder: Path, environment: dict[str, str], *arguments: str
) -> subprocess.CompletedProcess[str]:
    """Run a command that can write no file larger than this, as if the disk were full."""
    shell = ("sh", "-c", f'ulimit -f {kilobytes * 2}; exec "$0" "$@"', sys.executable, "-m", "bot.cli")
    common = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [*shell, *arguments],
        cwd=folder,
        env={**common, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


async def test_67_backup_while_messages_arrive_shows_one_moment(
    live: Database, home: Path, tmp_path: Path, now: datetime
) -> None:
    pauses: list[float] = []
    writing = asyncio.create_task(write_on(live, now, pauses))
    copies = []
    for number in range(3):
        await asyncio.sleep(0.3)
        target = tmp_path / f"backup{number}"
        copies.append(await asyncio.to_thread(write_backup, places(home), target, [], now))
    writing.cancel()
    await asyncio.gather(writing, return_exceptions=True)
    assert max(pauses) < LONGEST_PAUSE
    for number, rows in enumerate(copies):
        elsewhere = places(tmp_path / f"restored{number}")
        assert restore_backup(tmp_path / f"backup{number}", elsewhere, now, replace=False) == rows
        assert elsewhere.database is not None
        require_whole(elsewhere.database)
        assert count_rows(elsewhere.database) == rows
        # A customer, a conversation and a message are written together, so a moment has as many of each.
        assert rows["customers"] == rows["conversations"] == rows["messages"]
        assert (elsewhere.learned / "praise.zh.yml").read_text(encoding="utf-8") == "好"
    assert 0 < copies[0]["messages"] < copies[2]["messages"] <= len(pauses)


async def test_67_restored_database_is_used_again(
    live: Database, home: Path, tmp_path: Path, now: datetime
) -> None:
    async with live.transaction() as session:
        await Records(session, now).customer("Wang")
    write_backup(places(home), tmp_path / "backup", [], now)
    elsewhere = tmp_path / "restored"
    restore_backup(tmp_path / "backup", places(elsewhere), now, replace=False)
    restored = Database.at(f"sqlite:///{elsewhere / 'huifang.db'}")
    await upgrade(restored)
    async with restored.transaction() as session:
        assert (await Records(session, now).customer("Li")).id == 2
    await restored.close()


def test_67_commands_back_up_and_restore(tmp_path: Path) -> None:
    models = ("--models", str(tmp_path / "models"))
    environment = {"HUIFANG_HOME": str(tmp_path / "home"), "HUIFANG_TELEGRAM_TOKEN": "42:secret-token"}

    def run(*arguments: str) -> tuple[int, str]:
        done = command(tmp_path, environment, *arguments)
        return done.returncode, done.stdout + done.stderr

    assert run("backup", "b", *models)[0] == 1  # there is no database yet, and none is made
    run("staff", "add", "mei", "--role", "manager")
    assert run("backup", "b", *models)[0] == 0
    run("staff", "add", "osei", "--role", "manager")
    said = "exists: stop Huifang, and add --replace to keep it under another name"
    refusal = f"huifang: the database cannot be used: {tmp_path / 'home' / 'huifang.db'} {said}\n"
    assert run("restore", "b", *models) == (1, refusal)
    code, said = run("restore", "b", *models, "--replace")
    assert (code, said.startswith("Restored and checked: ")) == (0, True)
    assert run("staff", "list") == (0, "mei\tmanager\tactive\n")
    kept = [file.name for file in (tmp_path / "home").glob("huifang.db.before-*")]
    assert len([name for name in kept if not name.endswith(("-wal", "-shm"))]) == 1
    written = b"".join(file.read_bytes() for file in (tmp_path / "b").glob("*") if file.is_file())
    assert b"secret-token" not in written
    assert b"# HUIFANG_TELEGRAM_TOKEN is a secret, and is not in this backup." in written


@pytest.mark.parametrize(("refused", "kilobytes"), [("the database", 64), ("a model", 4096)])
def test_67_backup_that_the_disk_refuses_leaves_nothing(tmp_path: Path, refused: str, kilobytes: int) -> None:
    models = tmp_path / "models"
    models.mkdir()
    (models / "large.tar.gz").write_bytes(b"x" * 2**23)
    environment = {"HUIFANG_HOME": str(tmp_path / "home")}
    assert command(tmp_path, environment, "staff", "add", "mei", "--role", "manager").returncode == 0
    arguments = ("backup", "b", "--models", str(models))
    done = limited(kilobytes, tmp_path, environment, *arguments)
    said = {
        "the database": "the database cannot be used: disk I/O error",
        "a model": f"not copied: [Errno 27] File too large: '{models / 'large.tar.gz'}' -> "
        "'b.part/models/large.tar.gz'",
    }
    assert (done.returncode, done.stderr) == (1, f"huifang: {said[refused]}\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "models"]


def test_67_restore_that_the_disk_refuses_changes_nothing(tmp_path: Path) -> None:
    models = ("--models", str(tmp_path / "models"))
    environment = {"HUIFANG_HOME": str(tmp_path / "home")}
    assert command(tmp_path, environment, "staff", "add", "mei", "--role", "manager").returncode == 0
    assert command(tmp_path, environment, "backup", "b", *models).returncode == 0
    file = tmp_path / "home" / "huifang.db"
    before = file.read_bytes()
    done = limited(64, tmp_path, environment, "restore", "b", "--replace", *models)
    assert (done.returncode, done.stderr) == (1, "huifang: b/huifang.db: File too large\n")
    assert file.read_bytes() == before
    assert list((tmp_path / "home").glob("*.part")) == []


def test_67_copy_of_a_damaged_database_is_removed(tmp_path: Path) -> None:
    source, target = tmp_path / "huifang.db", tmp_path / "copy.db"
    with closing(sqlite3.connect(source)) as connection, connection:
        connection.execute("CREATE TABLE notes (text UNIQUE)")
        connection.executemany("INSERT INTO notes VALUES (?)", [(f"{n:06}",) for n in range(10_000)])
    content = source.read_bytes()
    source.write_bytes(content[:-40_000] + bytes(40_000))
    with pytest.raises(NoDatabase):
        copy_sqlite(source, target)
    assert not target.exists()


def test_67_changed_or_foreign_folder_is_refused(tmp_path: Path, now: datetime) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with closing(sqlite3.connect(home / "huifang.db")) as connection:
        connection.execute("CREATE TABLE notes (text)")
    write_backup(places(home), tmp_path / "backup", [], now)
    with pytest.raises(InTheWay):
        write_backup(places(home), tmp_path / "backup", [], now)
    target = places(tmp_path / "new")
    with (tmp_path / "backup" / "huifang.db").open("ab") as file:
        file.write(b"!")
    with pytest.raises(BadBackup, match=r"is not as it was written: huifang\.db"):
        restore_backup(tmp_path / "backup", target, now, replace=True)
    with pytest.raises(BadBackup, match="is no backup"):
        restore_backup(home, target, now, replace=True)
    assert not (tmp_path / "new").exists()


async def test_67_copy_is_made_before_each_migration_and_goes_with_an_erasure(home: Path) -> None:
    file = home / "huifang.db"
    database = Database.at(f"sqlite:///{file}")
    async with database.engine.begin() as connection:
        await connection.run_sync(_older)
    assert not (home / "backups").exists()  # nothing was there to be copied
    await upgrade(database)
    await upgrade(database)  # nothing to do, so nothing to copy
    (copy,) = (home / "backups").iterdir()
    require_whole(copy)
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(BEFORE,)]
    assert copy.name.endswith(f"-at-{BEFORE}.db")
    assert (remove_copies(database), list((home / "backups").iterdir()), KEPT) == (1, [], 3)
    await database.close()


def test_67_list_of_a_backup_names_files_and_rows(tmp_path: Path, now: datetime) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with closing(sqlite3.connect(home / "huifang.db")) as connection, connection:
        connection.execute("CREATE TABLE notes (text)")
        connection.execute("INSERT INTO notes VALUES ('a')")
    rows: Mapping[str, int] = write_backup(places(home), tmp_path / "backup", ["HUIFANG_PORT=1"], now)
    listed = json.loads((tmp_path / "backup" / "backup.json").read_text(encoding="utf-8"))
    assert (rows, listed["rows"], sorted(listed["files"])) == (
        {"notes": 1},
        {"notes": 1},
        ["huifang.db", "settings.env"],
    )


def _older(connection: Connection) -> None:
    """Bring an empty database to the schema of an earlier release."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    alembic.upgrade(config, BEFORE)

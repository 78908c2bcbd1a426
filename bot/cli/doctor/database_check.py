"""Checks of the database: that it answers, is whole, and has the schema of this release."""

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

from sqlalchemy import make_url, text

from bot.cli.doctor.diagnosis import CheckResult, Health, fine, note, wrong
from store.engine.database import Database
from store.engine.database_errors import StoreError
from store.objects.moving_files import count_objects
from store.schema import NewerSchema, missing_migrations

FIXED = ((3, 51, 3), (3, 50, 7), (3, 44, 6))
"""SQLite from these versions on, each in its line, has no WAL-reset fault (sqlite.org/wal.html)."""
OLDEST_POSTGRESQL = 130_000
BACKUP = "`huifang backup TO` first; the migrations run at the next start"


async def check_database(address: str, *, has_bucket: bool) -> AsyncIterator[CheckResult]:
    """Yield what is found; nothing is made or changed. `has_bucket`: the settings name one for files."""
    url = make_url(address)
    file = Path(url.database or "") if url.get_backend_name() == "sqlite" else None
    if file is not None:
        yield check_sqlite_version(sqlite3.sqlite_version_info)
        if not file.exists():
            yield note("database", f"{file} does not exist yet", "it is made at the first start")
            return
    database = Database.at(address)
    try:
        await database.ping()
        yield await _server(database)
        schema = await _schema(database)
        yield schema
        if schema.health is Health.FINE and not has_bucket:
            async for result in _files_left_outside(database):
                yield result
        if file is not None:
            yield await _pages(database, file)
    except NewerSchema as exc:
        yield wrong("database", str(exc), "install the newer release again, or restore its backup")
    except StoreError as exc:
        yield wrong("database", f"cannot be used: {exc}", "start it, or correct HUIFANG_DATABASE_URL")
    finally:
        await database.close()


def check_sqlite_version(version: tuple[int, int, int]) -> CheckResult:
    """Return whether this SQLite has the WAL-reset fault; where it has, one process writes at a time."""
    named = ".".join(map(str, version))
    has_fault = version < FIXED[-1] or all(
        version < fixed for fixed in FIXED if fixed[:2] == version[:2] or fixed == FIXED[0]
    )
    if not has_fault:
        return fine("sqlite", named)
    return note("sqlite", f"{named} has the WAL-reset fault: Huifang lets one process write at a time")


async def _server(database: Database) -> CheckResult:
    if database.is_sqlite:
        return fine("database", f"{database.engine.url.database} answers")
    async with database.reading() as session:
        version = int(await session.scalar(text("SHOW server_version_num")) or 0)
    found = f"PostgreSQL {version // 10_000}.{version % 10_000} answers"
    if version < OLDEST_POSTGRESQL:
        return wrong("database", found, "upgrade it to PostgreSQL 13 or newer")
    return fine("database", found)


async def _schema(database: Database) -> CheckResult:
    missing = await missing_migrations(database)
    if missing:
        return note("schema", f"{len(missing)} migrations are missing, from {missing[0]} on", BACKUP)
    return fine("schema", "as this release expects it")


async def _files_left_outside(database: Database) -> AsyncIterator[CheckResult]:
    async with database.reading() as session:
        count = await count_objects(session)
    if count:
        advice = "set HUIFANG_FILES again: without it they can be neither opened nor removed"
        yield wrong("files", f"{count} files lie in a bucket, and the settings name none", advice)


async def _pages(database: Database, file: Path) -> CheckResult:
    async with database.reading() as session:
        found = await session.scalar(text("PRAGMA quick_check(1)"))
    if found == "ok":
        return fine("pages", "undamaged")
    advice = "stop Huifang, and `huifang restore FROM --replace` with the newest backup"
    return wrong("pages", f"{file} is damaged: {found}", advice)

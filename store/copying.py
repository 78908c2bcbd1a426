"""Copying all rows of a database into an empty one, perhaps of the other kind, and comparing both.

Sums are left out: reports add them up again from the rows.
"""

import hashlib
import json
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import Column, LargeBinary, Row, Table, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from store.engine.database import Database
from store.engine.database_errors import StoreError, translated
from store.models import Base
from store.schema import missing_migrations, upgrade

BATCH = 1_000  # rows
BATCH_OF_FILES = 8  # rows of a table with contents of some MB each
SUMS = frozenset({"folds", "folded_parts", "folded_columns"})
WIDTH = 2**256
POSTGRESQL_NUMBERS = (
    "SELECT sequencename, last_value FROM pg_sequences "
    "WHERE schemaname = current_schema() AND last_value IS NOT NULL"
)
FORGET_NUMBER = "DELETE FROM sqlite_sequence WHERE name = :name"
SET_NUMBER = "INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"


class NotEmpty(StoreError):
    """The target holds rows that a copy would mix with; nothing was written."""


class SchemaBehind(StoreError):
    """The source lacks migrations of this release: upgrade it first."""


class CopyDiffers(StoreError):
    """A table of the target is not like that of the source; nothing was kept."""


@dataclass(frozen=True, slots=True)
class TableDigest:
    """How many rows a table has, and the sum of their SHA-256, which does not depend on their order."""

    rows: int = 0
    checksum: int = 0

    def with_rows(self, rows: Iterable[Row[Any]]) -> "TableDigest":
        """Return the digest of the rows before and these."""
        digests = [hashlib.sha256(_canonical(row)).digest() for row in rows]
        total = sum(int.from_bytes(digest) for digest in digests)
        return TableDigest(self.rows + len(digests), (self.checksum + total) % WIDTH)


async def copy_database(source: Database, target: Database) -> Mapping[str, int]:
    """Copy every table but sums in one transaction; return the rows of each, which were counted and compared.

    Raises:
        SchemaBehind: see above.
        NotEmpty: see above.
        CopyDiffers: see above.
        StoreUnavailable: one of the two cannot be used.
    """
    if await missing_migrations(source):
        raise SchemaBehind("the database to copy has not the schema of this release: `huifang db upgrade`")
    await upgrade(target)
    async with source.reading() as reading, target.transaction() as writing:
        await _require_empty(writing)
        digests = {table.name: await _copy(reading, writing, table) for table in _tables()}
        await _go_on_counting(writing, await _last_numbers(reading, is_sqlite=source.is_sqlite))
        await _compare(writing, digests)
    return {name: digest.rows for name, digest in digests.items()}


def _tables() -> Sequence[Table]:
    """Return the tables to copy so that each comes after those that it refers to."""
    return [table for table in Base.metadata.sorted_tables if table.name not in SUMS]


async def _require_empty(session: AsyncSession) -> None:
    filled = [
        table.name for table in _tables() if await session.scalar(select(func.count()).select_from(table))
    ]
    if filled:
        raise NotEmpty(f"the database to copy to is not empty: {', '.join(filled)}")


async def _copy(reading: AsyncSession, writing: AsyncSession, table: Table) -> TableDigest:
    written = [column for column in table.columns if column.computed is None]
    digest = TableDigest()
    with translated():
        async for rows in _batches(reading, table, written):
            digest = digest.with_rows(rows)
            values = [{column.key: row[place] for place, column in enumerate(written)} for row in rows]
            await writing.execute(table.insert(), values)
    return digest


async def _batches(
    session: AsyncSession, table: Table, columns: Sequence[Column[Any]]
) -> AsyncIterator[Sequence[Row[Any]]]:
    has_contents = any(isinstance(column.type, LargeBinary) for column in table.columns)
    size = BATCH_OF_FILES if has_contents else BATCH
    found = await session.stream(select(*columns).execution_options(yield_per=size))
    async for rows in found.partitions():
        yield rows


async def _compare(session: AsyncSession, digests: Mapping[str, TableDigest]) -> None:
    for name, expected in digests.items():
        table, found = Base.metadata.tables[name], TableDigest()
        written = [column for column in table.columns if column.computed is None]
        async for rows in _batches(session, table, written):
            found = found.with_rows(rows)
        if found != expected:
            raise CopyDiffers(f"{name}: {expected.rows} rows were read, {found.rows} are there, or differ")


async def _last_numbers(session: AsyncSession, *, is_sqlite: bool) -> Mapping[str, int]:
    """Return the last number that each table gave, also to a row that is erased; not all tables keep it."""
    ending = "" if is_sqlite else "_id_seq"
    statement = "SELECT name, seq FROM sqlite_sequence" if is_sqlite else POSTGRESQL_NUMBERS
    rows = await session.execute(text(statement))
    return {name.removesuffix(ending): int(number) for name, number in rows.tuples()}


async def _go_on_counting(session: AsyncSession, given: Mapping[str, int]) -> None:
    """Let new rows be numbered after the last one."""
    for table in _tables():
        key = next(iter(table.primary_key.columns))
        if session.get_bind().dialect.name == "sqlite":
            if table.name in given and table.dialect_options["sqlite"]["autoincrement"]:
                await session.execute(text(FORGET_NUMBER), {"name": table.name})
                await session.execute(text(SET_NUMBER), {"name": table.name, "last": given[table.name]})
            continue
        sequence = await session.scalar(select(func.pg_get_serial_sequence(table.name, key.name)))
        last = (
            max(await session.scalar(select(func.max(key))) or 0, given.get(table.name, 0)) if sequence else 0
        )
        if last:
            await session.execute(select(func.setval(sequence, last)))


def _canonical(row: Row[Any]) -> bytes:
    """Return a row in bytes that do not depend on the kind of database."""
    return json.dumps(list(row), sort_keys=True, ensure_ascii=True, default=_plain).encode()


def _plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, bytes):
        return value.hex()
    raise TypeError(f"cannot compare a {type(value).__name__}")

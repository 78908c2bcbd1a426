"""A dump of a PostgreSQL database by pg_dump, with the rows of its moment, and bringing it back."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO

import psycopg
from psycopg import IsolationLevel, sql
from sqlalchemy import URL

from bot.cli.clear_errors import Failure

DUMP = "huifang.dump"
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
READ = ("pg_restore", "--clean", "--if-exists", "--no-owner", "--file=-")
WRITE = ("psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--dbname")
MISSING = "{} is not installed: install PostgreSQL's client, of the server's version"

Rows = Mapping[str, int]


def write_dump(url: URL, folder: Path) -> Rows:
    """Dump a database as it is at one moment, also while it is used; return the rows of each table.

    Raises:
        Failure: pg_dump is not installed, or fails.
    """
    _require("pg_dump")
    with psycopg.connect(address_of(url), password=url.password) as connection:
        connection.isolation_level = IsolationLevel.REPEATABLE_READ
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        snapshot = str(row[0]) if row else ""
        rows = _count(connection)
        options = ("--format=custom", "--no-owner", f"--snapshot={snapshot}", "--file", str(folder / DUMP))
        command = ["pg_dump", "--dbname", address_of(url), *options]
        done = subprocess.run(  # noqa: S603 - our own command
            command, env=_environment(url), capture_output=True, text=True, check=False
        )
    if done.returncode:
        raise Failure(f"pg_dump failed: {done.stderr.strip() or done.returncode}")
    return rows


def restore_dump(url: URL, folder: Path, expected: Rows, *, replace: bool) -> None:
    """Bring a dump back in one transaction, in the place of all tables that are there, and compare the rows.

    Raises:
        Failure: there is no dump, the database has tables and is not to be replaced, or a program of
            PostgreSQL is not installed or fails.
    """
    dump = folder / DUMP
    if not expected or not dump.is_file():
        raise Failure(f"{folder} has no dump of PostgreSQL with its rows")
    _require(READ[0], WRITE[0])
    with psycopg.connect(address_of(url), password=url.password) as connection:
        present = _tables(connection)
    if present and not replace:
        raise Failure("the database has tables: stop Huifang, and add --replace to overwrite them")
    _write_tables(url, dump, present)
    with psycopg.connect(address_of(url), password=url.password) as connection:
        if _count(connection) != expected:
            raise Failure("the restored database has other numbers of rows than the backup")


def address_of(url: URL) -> str:
    """Return the address for PostgreSQL's programs, without the password."""
    return url.set(drivername="postgresql")._replace(password=None).render_as_string()


def _write_tables(url: URL, dump: Path, present: Iterable[str]) -> None:
    """Drop the tables that are there and write those of the dump.

    Tables of a newer release, which the dump does not know, may refer to older ones and must go first.
    pg_restore alone has no one transaction for both, so psql runs its script. COMMIT is sent only after
    pg_restore has ended well; without it, psql gives up the transaction.
    """
    begin = ["BEGIN;", *(f'DROP TABLE IF EXISTS "{name}" CASCADE;' for name in present), ""]
    with tempfile.TemporaryFile() as errors:
        reading = subprocess.Popen([*READ, str(dump)], stdout=subprocess.PIPE, stderr=errors)  # noqa: S603
        writing = subprocess.Popen(  # noqa: S603 - our own command
            [*WRITE, address_of(url)],
            env=_environment(url),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
        if reading.stdout is None or writing.stdin is None:
            raise AssertionError("both were opened as pipes")
        with suppress(BrokenPipeError), writing.stdin, reading.stdout:
            writing.stdin.write("\n".join(begin).encode())
            shutil.copyfileobj(reading.stdout, writing.stdin)
            if reading.wait() == 0:
                writing.stdin.write(b"COMMIT;\n")
        ended = (reading.wait(), writing.wait())
        if ended != (0, 0):
            raise Failure(f"the dump was not restored, and nothing was changed: {_text_of(errors)}")


def _count(connection: psycopg.Connection) -> Rows:
    rows = {}
    for name in _tables(connection):
        found = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name))).fetchone()
        rows[name] = int(found[0]) if found else 0
    return rows


def _tables(connection: psycopg.Connection) -> list[str]:
    return [str(row[0]) for row in connection.execute(TABLES).fetchall()]


def _require(*programs: str) -> None:
    for program in programs:
        if shutil.which(program) is None:
            raise Failure(MISSING.format(program))


def _environment(url: URL) -> Mapping[str, str]:
    """Return the environment with the password, which other users cannot see there."""
    return {**os.environ, **({"PGPASSWORD": str(url.password)} if url.password else {})}


def _text_of(errors: IO[bytes]) -> str:
    errors.seek(0)
    return errors.read().decode(errors="replace").strip()

"""A dump of a PostgreSQL database by pg_dump, with the rows of its moment, and bringing it back."""

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import psycopg
from psycopg import IsolationLevel, sql
from sqlalchemy import URL

from bot.cli.clear_errors import Failure

DUMP = "huifang.dump"
LIST = "huifang.dump.json"
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
RESTORE = ("pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error")

Rows = Mapping[str, int]


def write_dump(url: URL, folder: Path) -> Rows:
    """Dump a database as it is at one moment, also while it is used; return the rows of each table.

    Raises:
        Failure: pg_dump is not installed, or fails.
    """
    dump = folder / DUMP
    with psycopg.connect(_address(url), password=url.password) as connection:
        connection.isolation_level = IsolationLevel.REPEATABLE_READ
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        snapshot = str(row[0]) if row else ""
        rows = _count(connection)
        options = ["--format=custom", "--no-owner", f"--snapshot={snapshot}", "--file", str(dump)]
        _run(url, "pg_dump", *options)
    listed = {"rows": rows, "sha256": _digest(dump)}
    (folder / LIST).write_text(json.dumps(listed, indent=1), encoding="utf-8")
    return rows


def restore_dump(url: URL, folder: Path, *, replace: bool) -> Rows:
    """Bring a dump back in one transaction, and compare the rows; return those of each table.

    Raises:
        Failure: the dump is not as it was written, the database has tables and is not to be replaced, or
            pg_restore is not installed or fails.
    """
    dump = folder / DUMP
    try:
        listed = json.loads((folder / LIST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as exc:
        raise Failure(f"{folder} has no dump of PostgreSQL with its list {LIST}") from exc
    if not dump.is_file() or _digest(dump) != listed["sha256"]:
        raise Failure(f"{dump} is not as it was written")
    with psycopg.connect(_address(url), password=url.password) as connection:
        if _count(connection) and not replace:
            raise Failure("the database has tables: stop Huifang, and add --replace to overwrite them")
    _run(url, *RESTORE, str(dump))
    with psycopg.connect(_address(url), password=url.password) as connection:
        rows = _count(connection)
    if rows != listed["rows"]:
        raise Failure("the restored database has other numbers of rows than the backup")
    return rows


def _count(connection: psycopg.Connection) -> Rows:
    names = [str(row[0]) for row in connection.execute(TABLES).fetchall()]
    rows = {}
    for name in names:
        found = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name))).fetchone()
        rows[name] = int(found[0]) if found else 0
    return rows


def _address(url: URL) -> str:
    return url.set(drivername="postgresql", password=None).render_as_string()


def _run(url: URL, program: str, *options: str) -> None:
    """Run a program of PostgreSQL; the password goes by the environment, where other users cannot see it."""
    if shutil.which(program) is None:
        raise Failure(f"{program} is not installed: install PostgreSQL's client, of the server's version")
    environment = {**os.environ, **({"PGPASSWORD": str(url.password)} if url.password else {})}
    command = [program, "--dbname", _address(url), *options]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise Failure(f"{program} failed: {done.stderr.strip() or done.returncode}")


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()

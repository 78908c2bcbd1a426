"""Copies of an SQLite database that is in use, and what tells whether a copy is whole.

The copy is made in one step by SQLite's backup interface, from a connection that only reads: it shows one
moment, no writer waits for it, and it brings nothing from the log into the file.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime
from pathlib import Path

from store.engine.database import Database
from store.engine.database_errors import NoDatabase

COPIES = "backups"  # the folder beside the database
KEPT = 3
"""So many copies of before migrations are kept."""


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a database, and leave the copy without a log beside it.

    A copy that fails is removed: on a full disk, it would leave the application no room to go on.

    Raises:
        NoDatabase: the source is no database, the copy is damaged, or the disk has no room for it.
    """
    with ExitStack() as undo:
        undo.callback(target.unlink, missing_ok=True)
        with _explained(), closing(_reading(source)) as old, closing(sqlite3.connect(target)) as new:
            old.backup(new)
            new.execute("PRAGMA journal_mode=DELETE")
        require_whole(target)
        undo.pop_all()


def require_whole(file: Path) -> None:
    """Check every page and index of a database that nothing else has open.

    Raises:
        NoDatabase: it is damaged.
    """
    with _explained(), closing(_reading(file)) as connection:
        (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        raise NoDatabase(f"{file} is damaged: {found}")


def count_rows(file: Path) -> Mapping[str, int]:
    """Return the number of rows of each table."""
    with _explained(), closing(_reading(file)) as connection:
        names = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        ]
        return {
            name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - its own names
            for name in sorted(names)
        }


def copy_before_migration(file: Path, revision: str, now: datetime) -> Path:
    """Copy a database into the folder `backups` beside it, and remove the oldest of such copies."""
    folder = file.parent / COPIES
    folder.mkdir(exist_ok=True, mode=0o700)
    target = folder / f"{file.stem}-{now:%Y%m%d-%H%M%S-%f}-at-{revision}.db"
    copy_sqlite(file, target)
    for old in sorted(folder.glob(f"{file.stem}-*-at-*.db"))[:-KEPT]:
        old.unlink()
    return target


def remove_copies(database: Database) -> int:
    """Remove all copies of before migrations, since they hold what was erased later; return how many."""
    name = database.engine.url.database
    if not database.is_sqlite or not name or name == ":memory:":
        return 0
    file = Path(name)
    found = list((file.parent / COPIES).glob(f"{file.stem}-*-at-*.db"))
    for copy in found:
        copy.unlink()
    return len(found)


def _reading(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=30)


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as exc:
        raise NoDatabase(str(exc)) from exc

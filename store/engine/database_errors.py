"""What can go wrong with the database, named by what the caller must do.

StoreError
├── StoreUnavailable   acknowledge nothing, wait and try again: locked, full, down or restarting
├── NoDatabase         name another file, or restore a backup: this is no database, or is damaged
├── SchemaMissing      run `huifang db upgrade`
├── Conflict           the row exists already: read it instead
└── LeaseLost          stop: another worker has this now, and nothing of ours was written
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout

UNREADABLE = "{said}: HUIFANG_DATABASE_URL must name an SQLite database; restore a backup if this was one"
ROLLED_BACK = "40"
"""The class of PostgreSQL's codes for a transaction that gave way to another one."""


class StoreError(Exception):
    """Any failure to remember."""


class StoreUnavailable(StoreError):
    """The database cannot be used at the moment; `in_the_way` was only another transaction.

    `code` is the driver's name of the failure, such as SQLITE_BUSY_RECOVERY or 57P01; it quotes nothing.
    """

    def __init__(self, reason: str, *, in_the_way: bool = False, code: str | None = None) -> None:
        super().__init__(reason)
        self.in_the_way = in_the_way
        self.code = code


class NoDatabase(StoreError):
    """The file is no SQLite database, or is damaged."""


class SchemaMissing(StoreError):
    """The database lacks tables or columns of this release."""


class Conflict(StoreError):
    """A unique key or a foreign key refused the row."""


class LeaseLost(StoreError):
    """The lane or row was taken over by another worker."""


@contextmanager
def translated() -> Iterator[None]:
    """Turn driver errors into ours, without statement, parameters and rows: they hold texts.

    Raises:
        Conflict, NoDatabase, SchemaMissing, StoreUnavailable: see above.
    """
    try:
        yield
    except IntegrityError as exc:
        raise Conflict(_said(exc.orig)) from exc
    except (OperationalError, ProgrammingError, InterfaceError) as exc:
        if isinstance(exc, ProgrammingError) or "no such" in str(exc.orig):
            raise SchemaMissing(f"run `huifang db upgrade` first ({_said(exc.orig)})") from exc
        code = getattr(exc.orig, "sqlstate", None) or getattr(exc.orig, "sqlite_errorname", None)
        raise StoreUnavailable(
            f"{type(exc.orig).__name__}: {_said(exc.orig)}",
            in_the_way=str(code).startswith(ROLLED_BACK),
            code=code,
        ) from exc
    except PoolTimeout as exc:
        raise StoreUnavailable("no database connection became free in time") from exc
    except DBAPIError as exc:
        if exc.connection_invalidated:
            raise StoreUnavailable("the database connection was lost") from exc
        if isinstance(exc.orig, sqlite3.DatabaseError):
            raise NoDatabase(UNREADABLE.format(said=_said(exc.orig))) from exc
        raise
    except sqlite3.DatabaseError as exc:  # of the statements that prepare a connection
        raise NoDatabase(UNREADABLE.format(said=exc)) from exc
    except ConnectionError as exc:
        # Some refused and reset connections come through as they are.
        raise StoreUnavailable(str(exc)) from exc


def _said(failure: BaseException | None) -> str:
    """What the database says went wrong; on further lines PostgreSQL quotes the row."""
    return str(failure).partition("\n")[0]

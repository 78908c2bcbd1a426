"""The one way to the database: a session that reads, or a transaction that writes."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, nullcontext, suppress
from pathlib import Path
from select import POLLIN, poll
from typing import Any

from sqlalchemy import Connection, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import (
    AsyncConnection,
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)

from store.engine.database_errors import StoreUnavailable, translated
from store.engine.sqlite_in_place import connect_in_place
from store.engine.write_turn import WriteTurn

BUSY_TIMEOUT_MS = 5_000
FAREWELL = 1.0  # seconds that closing waits for a writer
KEPT = "huifang_kept"
AT_END = "huifang_at_end"
MANY_STATEMENTS = 400
"""How many statements a connection keeps prepared; the driver's 100 are fewer than a worker has."""
PATIENCE = {
    "connect_timeout": 10,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
"""When a PostgreSQL server that the network has swallowed is given up: within a minute, not when the kernel
would. In seconds, the last one in milliseconds. Only the kernels talk here, so no statement is too long."""
# A server that was set up without a locale keeps bytes as they come, and would give bytes back for texts.
CHARACTERS = {"client_encoding": "utf8"}
# The server gives us up likewise, or it would hold the locks of a lost transaction for hours.
OF_THE_SERVER = {
    "tcp_keepalives_idle": "30s",
    "tcp_keepalives_interval": "10s",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": "30s",
}
SAME_MOMENT, NO_TRANSACTION = {"isolation_level": "REPEATABLE READ"}, {"isolation_level": "AUTOCOMMIT"}
DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}


AtEnd = Callable[[bool], None]
"""Takes whether what the session did is committed; where that is not known, it is not."""


def at_end(session: AsyncSession, call: AtEnd) -> None:
    """Call this after the session's transaction, and before the next one that writes to SQLite begins."""
    session.info.setdefault(AT_END, []).append(call)


@asynccontextmanager
async def _ending(session: AsyncSession) -> AsyncIterator[AsyncSession]:
    is_over = False
    try:
        async with session:
            yield session
        is_over = True
    finally:
        for call in session.info.pop(AT_END, ()):
            call(is_over)


def database_url(address: str) -> URL:
    """Read any SQLAlchemy URL for SQLite or PostgreSQL and give it the driver that we ship.

    Raises:
        ValueError: the address is no URL, or names another kind of database.
    """
    try:
        url = make_url(address)
    except Exception as exc:  # SQLAlchemy raises ArgumentError or ValueError by the kind of mistake
        raise ValueError("not a database URL, such as sqlite:///var/huifang.db") from exc
    backend = url.drivername.partition("+")[0]
    if backend not in DRIVERS:
        raise ValueError(f"{backend!r} is not supported: use sqlite or postgresql")
    return url.set(drivername=DRIVERS[backend])


class Database:
    """Sessions on one SQLite file or one PostgreSQL database.

    Writers on SQLite wait for each other here and not in the file's lock: waiting there is a poll with
    growing pauses, and a read that turns into a write fails at once.

    `outages` counts the transactions that could not be committed because the database was away, locked or
    full. `kept` names the directions of work that is done where it is made, so that it is not announced.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"
        self.outages = 0
        self.kept: set[str] = set()
        self._write_turn = (
            WriteTurn(engine.url.database, BUSY_TIMEOUT_MS / 1000) if self.is_sqlite else nullcontext()
        )
        self.told_sessions: dict[str, Any] = {KEPT: self.kept}
        self._writing = async_sessionmaker(engine, expire_on_commit=False, info=self.told_sessions)
        # What is read in several statements belongs together; on SQLite a transaction sees one moment anyway.
        moment, none = ({}, {}) if self.is_sqlite else (SAME_MOMENT, NO_TRANSACTION)
        self._reading = _reading_sessions(engine, moment)
        self._glancing = _reading_sessions(engine, none)

    def inform_sessions(self, name: str, value: object) -> None:
        """Put a value into the `info` of every session that begins from now on."""
        self.told_sessions[name] = value
        self._writing.configure(info=self.told_sessions)
        self._reading.configure(info=self.told_sessions)
        self._glancing.configure(info=self.told_sessions)

    @classmethod
    def at(cls, address: str) -> "Database":
        """Open the database at this address; no connection is made before the first session.

        Raises:
            ValueError: see `database_url`.
            StoreUnavailable: the folder of the SQLite file cannot be made.
        """
        url = database_url(address)
        if url.get_backend_name() == "sqlite":
            return cls(_sqlite_engine(url))
        return cls(_postgresql_engine(url))

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """Everything in here is committed together, or not at all.

        Raises:
            StoreUnavailable: nothing was written; the same may be tried again later.
            Conflict: nothing was written, since a unique key refused it.
        """
        try:
            async with self._write_turn:
                with translated():
                    async with _ending(self._writing()) as session, session.begin():
                        yield session
        except StoreUnavailable as exc:
            self.outages += not exc.in_the_way
            raise

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A session for queries that all see the same moment; on SQLite it waits for no writer."""
        with translated():
            async with _ending(self._reading()) as session:
                yield session

    @asynccontextmanager
    async def glance(self) -> AsyncIterator[AsyncSession]:
        """A session for queries that stand for themselves, so that PostgreSQL begins and ends nothing."""
        with translated():
            async with _ending(self._glancing()) as session:
                yield session

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[Any]:
        """A driver's connection outside any transaction, while nothing else in this process writes (SQLite).

        What may take long runs in the driver's thread.
        """
        async with self._write_turn:
            with translated():
                async with self.engine.connect() as connection:
                    yield (await connection.get_raw_connection()).driver_connection

    async def ping(self) -> None:
        """Answer a trivial query.

        Raises:
            StoreUnavailable: the database does not answer.
        """
        async with self.reading() as session:
            await session.execute(text("SELECT 1"))

    async def close(self) -> None:
        """Close all connections; on SQLite the last one brings the log into the file."""
        async with AsyncExitStack() as turn:
            # A transaction that hangs must not keep the process from ending.
            with suppress(StoreUnavailable, TimeoutError):
                async with asyncio.timeout(FAREWELL):
                    await turn.enter_async_context(self._write_turn)
            await self.engine.dispose()

    @asynccontextmanager
    async def writing_connection(self) -> AsyncIterator[AsyncConnection]:
        """A connection in a transaction, for what is no session's work: the schema."""
        async with self._write_turn:
            with translated():
                async with self.engine.begin() as connection:
                    yield connection


def _reading_sessions(engine: AsyncEngine, options: Mapping[str, str]) -> async_sessionmaker[AsyncSession]:
    reading = engine.execution_options(reads_only=True, **options)
    return async_sessionmaker(reading, expire_on_commit=False, autoflush=False)


def _postgresql_engine(url: URL) -> AsyncEngine:
    # The connection that was used last has met most statements.
    engine = create_async_engine(
        url,
        # What the address says itself holds.
        connect_args={
            name: limit for name, limit in (PATIENCE | CHARACTERS).items() if name not in url.query
        },
        pool_size=10,
        max_overflow=10,
        pool_use_lifo=True,
        hide_parameters=True,
    )
    event.listen(engine.sync_engine, "connect", _prepare_postgresql)
    event.listen(engine.sync_engine, "checkout", _refuse_closed)
    return engine


def _prepare_postgresql(connection: Any, _record: object) -> None:
    connection.driver_connection.prepared_max = MANY_STATEMENTS
    cursor = connection.cursor()
    cursor.execute("; ".join(f"SET {name} = '{limit}'" for name, limit in OF_THE_SERVER.items()))
    cursor.close()
    connection.commit()


def _refuse_closed(connection: Any, _record: object, _proxy: object) -> None:
    """Take no connection from the pool that the server has closed, so that a restart fails nothing.

    The server says nothing unasked but its farewell; a ping would take as long as most statements.

    Raises:
        DisconnectionError: the pool shall make a new one.
    """
    heard = poll()
    heard.register(connection.driver_connection.fileno(), POLLIN)
    if heard.poll(0):
        raise DisconnectionError("the server has closed the connection")


def _sqlite_engine(url: URL) -> AsyncEngine:
    if url.database and url.database != ":memory:":
        _make_folder(Path(url.database).parent)
    options = {"timeout": BUSY_TIMEOUT_MS / 1000, "async_creator_fn": connect_in_place}
    engine = create_async_engine(url, connect_args=options, hide_parameters=True)
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise StoreUnavailable(f"the folder {folder} cannot be made: {exc.strerror}") from exc


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver must not begin transactions by itself: we say BEGIN IMMEDIATE where we write.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    reads_only = connection.get_execution_options().get("reads_only", False)
    connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")
    prompt: Any = connection.connection.driver_connection
    prompt.in_place = not reads_only

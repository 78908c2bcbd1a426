"""What all tests share: a database of each kind, the house rules, and no network but loopback."""

import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from hypothesis import settings
from sqlalchemy import create_engine

from actions.settings.house import House
from store.engine.database import Database
from store.models import Base
from tests import postgres
from tests.house import shipped_house
from tests.ports import free_port

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)  # a Monday, 12:00 in Shanghai
LOOPBACK = ("127.", "::1", "localhost")

# The same examples every time, none too slow; `--hypothesis-profile searching` seeks new ones.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("searching", deadline=None, max_examples=1000)
settings.load_profile("steady")


@pytest.fixture(scope="session", autouse=True)
def loopback_only() -> None:
    """Refuse every connection that would leave this machine."""

    def watch(event: str, args: tuple[Any, ...]) -> None:
        if event == "socket.connect" and isinstance(args[1], tuple):
            host = str(args[1][0])
            if not host.startswith(LOOPBACK):
                raise AssertionError(f"a test tried to reach {host}")

    sys.addaudithook(watch)


@pytest.fixture
def unused_port() -> int:
    """A port that is free at the moment."""
    return free_port()


@pytest.fixture
def now() -> datetime:
    """A fixed time in business hours."""
    return NOON


@pytest.fixture(scope="session")
def house() -> House:
    """The rules that Huifang ships with."""
    return shipped_house()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server of this test process's own."""
    with postgres.running() as server:
        yield server.url


@pytest.fixture(scope="session")
def nlu_url() -> Iterator[str]:
    """An NLU server with the model that `make test` has trained."""
    server = subprocess.Popen(
        [sys.executable, "-m", "bot.cli", "nlu", "--port", "0"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    ready = server.stdout.readline()
    assert ready.startswith("ready "), "the NLU server did not start; see above"
    yield ready.split()[-1]
    server.terminate()
    server.wait()
    server.stdout.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'huifang.db'}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture(scope="session")
def tables_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database with all tables and no rows: a copy costs less than making the tables."""
    path = tmp_path_factory.mktemp("tables") / "huifang.db"
    engine = create_engine(f"sqlite:///{path}")
    Base.metadata.create_all(engine)
    engine.dispose()
    return path


@pytest.fixture
async def database(database_url: str, tables_file: Path) -> AsyncIterator[Database]:
    """An open database with all tables and no rows."""
    database = Database.at(database_url)
    if database.is_sqlite:
        copyfile(tables_file, str(database.engine.url.database))
    else:
        async with database.engine.begin() as connection:
            await connection.run_sync(postgres.make_tables)
    yield database
    if not database.is_sqlite:
        async with database.engine.begin() as connection:
            await connection.run_sync(postgres.remove_rows)
    await database.close()

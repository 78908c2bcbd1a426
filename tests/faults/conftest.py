"""An installation of each kind of database, started once for the faults of one file."""

from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path

import pytest
import pytest_asyncio

from tests.faults.stage import Stage, staged
from tests.postgres import new_database

NUMBERS = count(1)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def empty_database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a new database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path_factory.mktemp('faults') / 'huifang.db'}"
    return new_database(request.getfixturevalue("postgres_url"), f"faults_{next(NUMBERS)}")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the application is started."""
    return tmp_path_factory.mktemp("installation")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(folder: Path, empty_database: str, nlu_url: str) -> AsyncIterator[Stage]:
    """A started application."""
    async with staged(folder, empty_database, nlu_url) as made:
        await made.start()
        yield made

"""Fifteen kills of each database; `make chaos KILLS=500` does the same for longer."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests import postgres
from tests.chaos.run import Kills, chaos
from tests.postgres import Postgres

pytestmark = [pytest.mark.rasa, pytest.mark.timeout(900)]
KILLS, BEFORE_ROOM = 15, 10


@pytest.fixture(params=["sqlite", "postgresql"])
def server(request: pytest.FixtureRequest) -> Iterator[Postgres | None]:
    """A PostgreSQL server to be killed; none for SQLite, which dies with the application."""
    with ExitStack() as stack:
        yield stack.enter_context(postgres.running()) if request.param == "postgresql" else None


async def test_nothing_is_lost_or_doubled_when_processes_are_killed(
    tmp_path: Path, server: Postgres | None
) -> None:
    outcome = await chaos(
        tmp_path, seed=20261123, kills=Kills(KILLS, BEFORE_ROOM), postgres=server, tell=print
    )
    assert (outcome.findings.lost, outcome.findings.doubled, outcome.kills) == ((), (), KILLS)
    assert outcome.messages > 0
    assert outcome.talks.texts > 0

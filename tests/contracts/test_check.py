"""The port `Check`: each says its name, and nothing or one reason."""

from collections.abc import AsyncIterator, Callable

import pytest

from bot.api.health import Check, NotReady
from bot.api.readiness import DatabaseAnswers, NluAnswers, PollingIsRecent
from store.engine.database import Database
from tests.conftest import NOON
from tests.fakes.check import ScriptedCheck

Make = Callable[[bool], Check]


@pytest.fixture(params=["database", "nlu", "polling", "scripted"])
async def make(request: pytest.FixtureRequest, database: Database) -> AsyncIterator[Make]:
    """Make a check of something that is well, or is not."""
    away = Database.at("postgresql://guest@127.0.0.1:1/none")

    def nlu(is_well: bool) -> Check:
        async def ready() -> bool:
            return is_well

        return NluAnswers(ready)

    made: dict[str, Make] = {
        "database": lambda is_well: DatabaseAnswers(database if is_well else away),
        "nlu": nlu,
        "polling": lambda is_well: PollingIsRecent(lambda: NOON if is_well else None, lambda: NOON),
        "scripted": lambda is_well: ScriptedCheck("scripted", "" if is_well else "unavailable"),
    }
    yield made[request.param]
    await away.close()


async def test_what_is_well_passes_again_and_again(make: Make) -> None:
    check = make(True)
    assert [await check.require(), await check.require()] == [None, None]  # type: ignore[func-returns-value] # that it returns is the point


async def test_what_is_not_well_says_why_in_a_few_words(make: Make) -> None:
    with pytest.raises(NotReady, match=r"^[a-z][\w ]{5,40}$"):
        await make(False).require()


def test_name_is_a_word(make: Make) -> None:
    assert make(True).name.isidentifier()
    assert make(True).name == make(False).name

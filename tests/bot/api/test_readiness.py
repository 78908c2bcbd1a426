"""The usual checks find out what is not well."""

from datetime import datetime, timedelta

import pytest

from bot.api.health import Check, NotReady
from bot.api.readiness import DatabaseAnswers, NluAnswers, PollingIsRecent
from store.engine.database import Database
from tests.conftest import NOON


async def reason(check: Check) -> str | None:
    """What the check says is not well."""
    try:
        await check.require()
    except NotReady as exc:
        return str(exc)
    return None


async def test_open_database_is_well(database: Database) -> None:
    assert await reason(DatabaseAnswers(database)) is None


async def test_closed_port_is_no_database() -> None:
    database = Database.at("postgresql://guest@127.0.0.1:1/none")
    assert await reason(DatabaseAnswers(database)) == "unavailable"
    await database.close()


@pytest.mark.parametrize("answer", [True, False])
async def test_understanding_is_asked(*, answer: bool) -> None:
    async def ready() -> bool:
        return answer

    assert await reason(NluAnswers(ready)) == (None if answer else "unavailable")


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (None, "has not begun"),
        (NOON, None),
        (NOON - timedelta(seconds=120), None),
        (NOON - timedelta(seconds=121), "silent since 2026-11-23T03:57:59+00:00"),
    ],
)
async def test_polling_must_be_recent(last: datetime | None, expected: str | None) -> None:
    assert await reason(PollingIsRecent(lambda: last, lambda: NOON)) == expected


def test_checks_have_names(database: Database) -> None:
    async def ready() -> bool:
        return True

    checks = (DatabaseAnswers(database), NluAnswers(ready), PollingIsRecent(lambda: None, lambda: NOON))
    assert [check.name for check in checks] == ["database", "nlu", "polling"]

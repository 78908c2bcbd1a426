"""The usual checks find out what is not well."""

from datetime import datetime, timedelta

import pytest

from bot.api.health import NotReady
from bot.api.readiness import DatabaseAnswers, NluAnswers, PollingIsRecent
from store.engine.database import Database
from tests.conftest import NOON


async def test_open_database_is_well(database: Database) -> None:
    await DatabaseAnswers(database).require()


async def test_closed_port_is_no_database() -> None:
    database = Database.at("postgresql://nobody@127.0.0.1:1/none")
    with pytest.raises(NotReady, match="unavailable"):
        await DatabaseAnswers(database).require()
    await database.close()


@pytest.mark.parametrize("answer", [True, False])
async def test_understanding_is_asked(*, answer: bool) -> None:
    async def ready() -> bool:
        return answer

    if answer:
        await NluAnswers(ready).require()
    else:
        with pytest.raises(NotReady, match="unavailable"):
            await NluAnswers(ready).require()


@pytest.mark.parametrize(
    ("last", "reason"),
    [
        (None, "has not begun"),
        (NOON, None),
        (NOON - timedelta(seconds=120), None),
        (NOON - timedelta(seconds=121), "silent since 2026-11-23T03:57:59\\+00:00"),
    ],
)
async def test_polling_must_be_recent(last: datetime | None, reason: str | None) -> None:
    check = PollingIsRecent(lambda: last, lambda: NOON)
    if reason is None:
        await check.require()
    else:
        with pytest.raises(NotReady, match=reason):
            await check.require()


def test_checks_have_names(database: Database) -> None:
    async def ready() -> bool:
        return True

    checks = (DatabaseAnswers(database), NluAnswers(ready), PollingIsRecent(lambda: None, lambda: NOON))
    assert [check.name for check in checks] == ["database", "nlu", "polling"]

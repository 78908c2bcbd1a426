"""Staff snooze a case by a form."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from actions.settings.house import House
from store.engine.database import Database
from store.models.cases import Case
from tests.bot.console.browser import Browser
from tests.bot.console.cases.conftest import COMPLAINT, followed
from tests.bot.console.scene import Scene


async def until(database: Database) -> datetime | None:
    async with database.reading() as session:
        return (await session.scalars(select(Case.snoozed_until).where(Case.id == 3))).one()


async def test_case_leaves_the_queue_and_can_be_put_back(
    agent: Browser, scene: Scene, database: Database, now: datetime
) -> None:
    page = (await followed(agent, COMPLAINT)).text
    assert "1 snoozed" not in page
    answer = await agent.post(f"{COMPLAINT}/snooze", span="hour")
    assert answer.headers["location"] == f"/console{COMPLAINT}?notice=snoozed"
    assert await until(database) == now + timedelta(hours=1)
    page = (await followed(agent, COMPLAINT)).text
    assert ("1 snoozed" in page, "Snoozed until" in page, "<b>Snoozed</b>: <time" in page) == (True,) * 3
    listed = (await agent.get("/cases?snoozed=true")).text
    assert ("HF-000003" in listed, "HF-000002" in listed) == (True, False)
    await agent.post(f"{COMPLAINT}/wake")
    assert await until(database) is None


async def test_time_is_by_the_clock_of_the_reader(
    agent: Browser, scene: Scene, database: Database, house: House, now: datetime
) -> None:
    tomorrow = (now + timedelta(days=1)).astimezone(house.zone).replace(second=0, microsecond=0)
    await followed(agent, COMPLAINT)
    await agent.post(f"{COMPLAINT}/snooze", until=tomorrow.strftime("%Y-%m-%dT%H:%M"))
    assert await until(database) == tomorrow


async def test_past_time_is_refused_and_said(agent: Browser, scene: Scene) -> None:
    await followed(agent, COMPLAINT)
    answer = await agent.post(f"{COMPLAINT}/snooze", until="2020-01-01T09:00")
    assert answer.headers["location"] == f"/console{COMPLAINT}?notice=not_ahead"
    assert "choose a time that is ahead" in (await followed(agent, f"{COMPLAINT}?notice=not_ahead")).text


@pytest.mark.parametrize("fields", [{}, {"span": "never"}, {"until": "soon"}])
async def test_form_without_a_time_is_refused(agent: Browser, scene: Scene, fields: dict[str, str]) -> None:
    await followed(agent, COMPLAINT)
    assert (await agent.post(f"{COMPLAINT}/snooze", **fields)).status_code == 400

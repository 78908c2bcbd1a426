"""Ticked cases of the list are changed together."""

import httpx
import pytest
from sqlalchemy import select

from store.engine.database import Database
from store.models.cases import Case, Priority
from tests.bot.console.browser import Browser
from tests.bot.console.scene import Scene

ME = 1  # the agent


async def post(browser: Browser, chosen: list[int], **fields: str) -> httpx.Response:
    values = {"csrf": browser.secret, "chosen": [str(each) for each in chosen], **fields}
    return await browser.client.post("/console/cases/bulk?urgent=true", data=values)


async def test_ticked_cases_are_changed_and_the_filter_stays(
    agent: Browser, scene: Scene, database: Database
) -> None:
    page = (await agent.get("/cases")).text
    assert page.count('name="chosen"') == 2
    answer = await post(agent, [2, 3], assignee=str(ME), priority="high")
    assert answer.headers["location"] == "/console/cases?urgent=True&notice=changed"
    async with database.reading() as session:
        rows = await session.execute(select(Case.assignee_id, Case.priority).where(Case.id > 1))
        assert [tuple(row) for row in rows] == [(ME, Priority.HIGH)] * 2
    assert "Done." in (await agent.get("/cases?notice=changed")).text
    await post(agent, [3], assignee="none")
    async with database.reading() as session:
        assert (await session.get_one(Case, 3)).assignee_id is None


@pytest.mark.parametrize("fields", [{"assignee": "me"}, {"priority": "highest"}])
async def test_unfit_step_is_refused(agent: Browser, scene: Scene, fields: dict[str, str]) -> None:
    assert (await post(agent, [3], **fields)).status_code == 400


async def test_nothing_ticked_is_refused(agent: Browser, scene: Scene) -> None:
    assert (await post(agent, [], priority="high")).status_code == 400


async def test_readers_tick_nothing(reviewer: Browser, scene: Scene) -> None:
    assert 'name="chosen"' not in (await reviewer.get("/cases")).text
    assert (await post(reviewer, [3], priority="high")).status_code == 403

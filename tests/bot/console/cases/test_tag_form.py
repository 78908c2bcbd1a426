"""Staff tag a case by a form, and find it by the tag."""

import pytest
from sqlalchemy import select

from store.engine.database import Database
from store.models.cases import Case
from tests.bot.console.browser import Browser
from tests.bot.console.cases.conftest import COMPLAINT, followed
from tests.bot.console.scene import Scene


async def tags(database: Database) -> tuple[str, ...]:
    async with database.reading() as session:
        return (await session.scalars(select(Case.tags).where(Case.id == 3))).one()


async def test_tag_is_shown_found_and_taken_away(agent: Browser, scene: Scene, database: Database) -> None:
    await followed(agent, COMPLAINT)
    answer = await agent.post(f"{COMPLAINT}/tags", tag=" #退款 <1>")
    assert answer.headers["location"] == f"/console{COMPLAINT}?notice=changed"
    assert await tags(database) == ("退款 <1>",)
    page = (await followed(agent, COMPLAINT)).text
    assert "#<bdi>退款 &lt;1&gt;</bdi>" in page
    listed = (await agent.get("/cases?tag=退款 <1>")).text
    assert ("HF-000003" in listed, "HF-000002" in listed) == (True, False)
    await agent.post(f"{COMPLAINT}/tags", drop="退款 <1>")
    assert await tags(database) == ()


async def test_ticked_cases_are_tagged_together(agent: Browser, scene: Scene, database: Database) -> None:
    await agent.get("/cases")
    await agent.post("/cases/bulk", chosen="3", tag="recall")
    assert await tags(database) == ("recall",)


@pytest.mark.parametrize("fields", [{}, {"tag": "#"}, {"tag": "x" * 31}, {"tag": "a\nb"}])
async def test_form_without_a_fit_tag_is_refused(
    agent: Browser, scene: Scene, fields: dict[str, str]
) -> None:
    await followed(agent, COMPLAINT)
    assert (await agent.post(f"{COMPLAINT}/tags", **fields)).status_code == 400

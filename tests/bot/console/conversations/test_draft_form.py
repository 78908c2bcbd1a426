"""A reply that is begun, or refused, is there when the page is opened again."""

import pytest
from sqlalchemy import update

from store.engine.database import Database
from store.models.customers import Customer
from store.models.staff import Role
from tests.bot.console.browser import Browser, Browsers
from tests.bot.console.scene import Scene

WORDS = "We are looking into it."


@pytest.fixture
async def agent(browsers: Browsers, staff: None, database: Database, scene: Scene) -> Browser:
    """An agent, and customers who can be written to."""
    async with database.transaction() as session:
        await session.execute(update(Customer).values(address=Customer.id + 1000, account=Customer.id + 1000))
    return await browsers.logged_in(Role.AGENT)


async def draft(browser: Browser, conversation: int) -> bool:
    """Whether the page has the words in the field of the reply."""
    return f'/draft">{WORDS}</textarea>' in (await browser.get(f"/conversations/{conversation}")).text


async def test_draft_is_kept_for_its_writer_until_it_is_sent(
    agent: Browser, browsers: Browsers, scene: Scene
) -> None:
    here = f"/conversations/{scene.complaint}"
    answer = await agent.post(f"{here}/draft", text=WORDS)
    assert answer.headers["location"] == f"/console{here}?notice=draft_saved#reply"
    assert await draft(agent, scene.complaint)
    assert not await draft(await browsers.logged_in(Role.MANAGER), scene.complaint)
    await agent.post(f"{here}/reply", text=WORDS, take="true")
    assert not await draft(agent, scene.complaint)


async def test_script_of_the_page_gets_no_page(agent: Browser, scene: Scene) -> None:
    here = f"/conversations/{scene.complaint}"
    assert (await agent.post(f"{here}/draft", text=WORDS, quiet="true")).status_code == 204
    assert await draft(agent, scene.complaint)
    assert (await agent.post(f"{here}/draft", text=" ", quiet="true")).status_code == 204
    assert not await draft(agent, scene.complaint)


async def test_refused_reply_is_not_lost(agent: Browser, scene: Scene) -> None:
    here = f"/conversations/{scene.complaint}"
    answer = await agent.post(f"{here}/reply", text=WORDS)
    assert answer.headers["location"] == f"/console{here}?notice=not_yours"
    assert await draft(agent, scene.complaint)


async def test_reply_is_not_lost_where_the_case_cannot_be_settled(agent: Browser, scene: Scene) -> None:
    answer = await agent.post("/cases/3/settle", reason="luck", text=WORDS, conversation=str(scene.complaint))
    assert answer.headers["location"] == "/console/cases/3?notice=no_such_reason"
    assert await draft(agent, scene.complaint)


async def test_new_words_are_unread_until_the_talk_is_opened(agent: Browser, scene: Scene) -> None:
    mark = '<span class="unread"'
    before = (await agent.get(f"/conversations/{scene.praise}")).text.count(mark)
    await agent.get(f"/conversations/{scene.complaint}")
    after = (await agent.get(f"/conversations/{scene.praise}")).text.count(mark)
    assert (before, after) == (2, 1)

"""A reply that is begun, or refused, is there when the page is opened again."""

from datetime import datetime

import pytest
from sqlalchemy import update

from store.engine.database import Database
from store.models.customers import Customer
from store.models.staff import Role
from tests.actions.answers.sample_files import MAP, MENU
from tests.actions.answers.stored_answer import answer_with_files
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


async def test_files_of_answers_are_kept_with_the_draft(
    agent: Browser, scene: Scene, database: Database, now: datetime
) -> None:
    here = f"/conversations/{scene.complaint}"
    menu, road = await answer_with_files(database, now, MENU, MAP)
    await agent.post(f"{here}/draft", text=WORDS, reply_file=[menu, road])
    page = (await agent.get(here)).text
    assert f'name="reply_file" value="{menu}" checked> 📎 <bdi>menu.pdf</bdi>' in page
    await agent.post(f"{here}/draft", text=WORDS, reply_file=road)
    page = (await agent.get(here)).text
    assert (f'value="{menu}"' in page, f'value="{road}" checked' in page) == (False, True)


async def test_reply_with_a_file_that_is_gone_is_kept_without_it(
    agent: Browser, scene: Scene, database: Database, now: datetime
) -> None:
    here = f"/conversations/{scene.complaint}"
    menu, road = await answer_with_files(database, now, MENU, MAP)
    await answer_with_files(database, now, MAP)
    answer = await agent.post(f"{here}/reply", text=WORDS, take="true", reply_file=[menu, road])
    assert answer.headers["location"] == f"/console{here}?notice=file_gone"
    page = (await agent.get(f"{here}?notice=file_gone")).text
    assert "Nothing was sent: an answer has other files by now." in page
    assert (WORDS in page, "menu.pdf" in page, f'value="{road}" checked' in page) == (True, False, True)


@pytest.mark.parametrize("file", ["menu.pdf", "0:" + "a" * 64, "1:" + "A" * 64, ["1:" + "a" * 64] * 10])
async def test_what_names_no_file_of_an_answer_is_refused(
    agent: Browser, scene: Scene, file: str | list[str]
) -> None:
    for deed in ("draft", "reply"):
        posted = await agent.post(
            f"/conversations/{scene.complaint}/{deed}", text=WORDS, take="true", reply_file=file
        )
        assert posted.status_code == 400

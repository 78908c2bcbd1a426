"""Answers are found while one writes to a customer."""

from datetime import datetime

import pytest
from sqlalchemy import update

from store.engine.database import Database
from store.models.customers import Customer
from store.models.staff import Role
from tests.actions.answers.sample_files import MENU
from tests.actions.answers.stored_answer import answer_with_files
from tests.bot.console.answer_scene import set_answers
from tests.bot.console.browser import Browser, Browsers
from tests.bot.console.scene import Scene


@pytest.fixture
async def agent(browsers: Browsers, staff: None, scene: Scene, database: Database, now: datetime) -> Browser:
    await set_answers(database, now)
    async with database.transaction() as session:
        await session.execute(update(Customer).values(address=Customer.id + 1000, account=Customer.id + 1000))
    return await browsers.logged_in(Role.AGENT)


async def test_published_answers_are_found_in_the_language_of_the_customer(
    agent: Browser, scene: Scene
) -> None:
    page = (await agent.get(f"/conversations/{scene.complaint}/answers?q=营业时间")).text
    assert ("<b>几点开门？</b>" in page, 'data-text="今天 ' in page, "<html" in page) == (True, True, False)
    assert "<li" not in (await agent.get(f"/conversations/{scene.complaint}/answers?q=停车")).text
    assert "<li" not in (await agent.get(f"/conversations/{scene.complaint}/answers")).text


async def test_answer_is_inserted_without_script(agent: Browser, scene: Scene) -> None:
    here = f"/conversations/{scene.complaint}"
    page = (await agent.get(f"{here}?find=营业时间")).text
    assert '<input type="hidden" name="text" value="今天 ' in page
    assert "No answer has these words" in (await agent.get(f"{here}?find=天气")).text


async def test_conversation_must_be_there(agent: Browser) -> None:
    for query in ("?q=营业", ""):
        assert (await agent.get(f"/conversations/999/answers{query}")).status_code == 404


async def test_files_of_a_found_answer_are_offered_with_it(
    agent: Browser, scene: Scene, database: Database, now: datetime
) -> None:
    (menu,) = await answer_with_files(database, now, MENU)
    here = f"/conversations/{scene.complaint}"
    found = (await agent.get(f"{here}/answers?q=早餐")).text
    assert f'<template><label class="chip"><input type="checkbox" name="reply_file" value="{menu}"' in found
    page = (await agent.get(f"{here}?find=早餐")).text
    assert f'<input type="hidden" name="reply_file" value="{menu}">' in page
    assert "<br>📎 menu.pdf" in page

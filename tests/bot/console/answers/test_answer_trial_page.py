"""Trying a question in the console."""

import re
from dataclasses import replace
from datetime import datetime

import pytest
from starlette.applications import Starlette

from actions.answers.finding.finder import AnswerFinder
from actions.answers.loading import load_entries
from actions.settings.house import House
from bot.console.web.console_parts import ConsoleDeps
from store.engine.database import Database
from store.models.staff import Role
from tests.bot.console.answer_scene import set_answers
from tests.bot.console.browser import Browser, Browsers
from tests.bot.console.furnished import mounted

ROW = re.compile(r'<a href="/console/answers/(\d+)">([^<]*)</a></th><td>([^<]*)</td><td>([\d.]+)')


@pytest.fixture
async def site(deps: ConsoleDeps, database: Database, house: House, now: datetime) -> Starlette:
    """The console with a finder by words."""
    await set_answers(database, now)
    finder = AnswerFinder(house.zone)
    async with database.reading() as session:
        await finder.reload(await load_entries(session))
    return mounted(replace(deps, finder=finder))


@pytest.fixture
async def manager(browsers: Browsers, staff: None) -> Browser:
    """A manager who is logged in."""
    return await browsers.logged_in(Role.MANAGER)


async def test_outcome_and_scores_are_shown(manager: Browser) -> None:
    page = (await manager.get("/answers/try?text=when+do+you+OPEN")).text
    assert re.findall(r'<span class="chip done">([^<]*)<', page) == ["The answer is given"]
    assert ROW.findall(page)[0] == ("1", "When do you open?", "When do you open?", "1.00")
    assert "<blockquote>Today: {hours_today}.</blockquote>" in page


async def test_question_far_from_all_goes_to_a_person(manager: Browser) -> None:
    page = (await manager.get("/answers/try?text=tell+me+a+joke&language=en")).text
    assert "A person answers" in page
    assert "<blockquote>" not in page


async def test_empty_form_is_shown(manager: Browser) -> None:
    page = await manager.get("/answers/try")
    assert (page.status_code, 'role="status"' in page.text) == (200, False)

"""A console with some answers, which it finds by words, and a manager before it."""

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


@pytest.fixture
async def site(deps: ConsoleDeps, database: Database, house: House, now: datetime) -> Starlette:
    """The console with answers 1 to 3, and a finder of them by words."""
    await set_answers(database, now)
    finder = AnswerFinder(house.zone)
    async with database.reading() as session:
        await finder.reload(await load_entries(session))
    return mounted(replace(deps, finder=finder))


@pytest.fixture
async def manager(browsers: Browsers, staff: None) -> Browser:
    """A manager who is logged in."""
    return await browsers.logged_in(Role.MANAGER)

"""A manager before some answers."""

from datetime import datetime

import pytest

from store.engine.database import Database
from store.models.staff import Role
from tests.bot.console.answer_scene import set_answers
from tests.bot.console.browser import Browser, Browsers


@pytest.fixture
async def manager(browsers: Browsers, staff: None, database: Database, now: datetime) -> Browser:
    """A manager who is logged in, and answers 1 to 3."""
    await set_answers(database, now)
    return await browsers.logged_in(Role.MANAGER)

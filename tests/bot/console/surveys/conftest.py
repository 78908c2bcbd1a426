"""Answers of some weeks."""

from datetime import datetime

import pytest

from actions.settings.house import House
from store.engine.database import Database
from tests.bot.console.results_scene import set_results


@pytest.fixture
async def results(database: Database, house: House, now: datetime) -> None:
    await set_results(database, house.surveys, now)

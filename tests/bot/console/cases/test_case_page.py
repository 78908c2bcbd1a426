"""The page of one case, and what is done there."""

from tests.bot.console.browser import Browser
from tests.bot.console.cases.conftest import COMPLAINT
from tests.bot.console.scene import Scene


async def test_case_shows_facts_and_what_can_be_done(agent: Browser, scene: Scene) -> None:
    page = (await agent.get(COMPLAINT)).text
    for shown in ("HF-000003", "B20261122-017", "south", "Unassigned", "Take it myself", "Settle"):
        assert shown in page


async def test_reader_sees_no_buttons(reviewer: Browser, scene: Scene) -> None:
    page = (await reviewer.get(COMPLAINT)).text
    assert "HF-000003" in page
    assert "Take it myself" not in page

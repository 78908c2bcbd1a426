"""The page of alarms."""

from tests.bot.console.browser import Browser
from tests.bot.console.scene import Scene


async def test_each_trouble_is_listed_with_the_way_to_it(reviewer: Browser, scene: Scene) -> None:
    page = (await reviewer.get("/alarms")).text
    for shown in (
        "Another program fetches the messages of this bot.",
        "bot:1",
        "Update 911",
        "Attempts: 5",
        "ValueError",
        "Unknown whether it arrived",
        f'href="/console/conversations/{scene.complaint}#m',
    ):
        assert shown in page


async def test_quiet_system_says_so(reviewer: Browser) -> None:
    assert "All is well." in (await reviewer.get("/alarms")).text

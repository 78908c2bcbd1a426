"""On which clock times are shown."""

from zoneinfo import ZoneInfo

import pytest

from bot.console.web.visit import choose_zone
from tests.bot.console.browser import Browser
from tests.bot.console.scene import Scene

pytestmark = pytest.mark.dates

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("told", "zone"),
    [
        ("Europe/Lisbon", "Europe/Lisbon"),
        (None, "Asia/Shanghai"),
        ("Mars/Olympus", "Asia/Shanghai"),
        ("../../etc/passwd", "Asia/Shanghai"),
        ("", "Asia/Shanghai"),
    ],
)
def test_zone_is_the_told_one_if_there_is_such(told: str | None, zone: str) -> None:
    assert choose_zone(told, SHANGHAI) == ZoneInfo(zone)


async def test_page_shows_times_in_the_zone_of_the_cookie(reviewer: Browser, scene: Scene) -> None:
    reviewer.client.cookies.set("huifang-zone", "Europe/Lisbon")
    page = await reviewer.get("/conversations")
    assert 'title="Monday, 23 November 2026, 03:35:01 GMT+00:00">03:35</time>' in page.text

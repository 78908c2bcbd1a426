"""Every page under axe: nothing serious, by day and by night, wide and on a telephone."""

from datetime import datetime

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page

from actions.house import House
from store.database import Database
from tests.bot.console.chromium import OpenPage
from tests.bot.console.results_scene import set_results
from tests.bot.console.scene import Scene

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("staff")]
PAGES = (
    "overview",
    "responses",
    "conversations",
    "review",
    "review/history",
    "checks",
    "cases",
    "cases?shelf=board",
    "account",
    "surveys",
    "alarms",
)
SERIOUS = ("serious", "critical")


async def serious(page: Page) -> list[str]:
    """What axe finds serious, with where."""
    found = (await Axe().run(page)).response["violations"]
    return [
        f"{each['id']}: {node['target']} {node['html'][:200]}"
        for each in found
        if each["impact"] in SERIOUS
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_serious(
    open_page: OpenPage,
    scene: Scene,
    database: Database,
    house: House,
    now: datetime,
    url: str,
    scheme: str,
    width: int,
) -> None:
    await set_results(database, house.surveys, now)
    page = await open_page(color_scheme=scheme, width=width)
    for place in (*PAGES, "cases/3", f"conversations/{scene.complaint}", f"conversations/{scene.settled}"):
        await page.goto(f"{url}/{place}")
        assert await serious(page) == [], place


async def test_axe_finds_nothing_serious_on_empty_pages_and_the_sheet_of_keys(
    open_page: OpenPage, url: str
) -> None:
    page = await open_page()
    for place in PAGES:
        await page.goto(f"{url}/{place}")
        assert await serious(page) == [], place
    await page.keyboard.press("?")
    assert await serious(page) == []


async def test_axe_finds_nothing_serious_at_the_door(open_page: OpenPage, url: str) -> None:
    page = await open_page()
    await page.context.clear_cookies()
    await page.goto(f"{url}/login")
    assert await serious(page) == []

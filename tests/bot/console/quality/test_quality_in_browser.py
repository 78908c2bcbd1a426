"""The overview and spot checks in a real browser."""

from datetime import datetime

import pytest
from playwright.async_api import expect

from actions.settings.house import House
from store.engine.database import Database
from tests.bot.console.chromium import OpenPage
from tests.bot.console.results_scene import set_results
from tests.bot.console.scene import Scene

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("staff")]
SEASON = "from=2026-09-07&to=2026-11-23"


@pytest.mark.parametrize("width", [1280, 360])
async def test_every_chart_is_drawn_and_every_number_leads_on(
    open_page: OpenPage, scene: Scene, database: Database, house: House, now: datetime, url: str, width: int
) -> None:
    await set_results(database, house.surveys, now)
    page = await open_page(width=width)
    await page.goto(f"{url}/overview?{SEASON}")
    charts = page.locator("img.chart")
    await expect(charts).to_have_count(5)
    for chart in await charts.all():
        await chart.scroll_into_view_if_needed()
        await expect(chart).to_have_js_property("complete", value=True)
        assert await chart.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    assert await page.evaluate("document.documentElement.scrollWidth") <= width
    number = page.locator(".table .number a").first
    count = int(await number.inner_text())
    await number.click()
    await expect(page.locator(".row")).to_have_count(count)


async def test_choosing_an_outlet_narrows_the_overview(
    open_page: OpenPage, database: Database, house: House, now: datetime, url: str
) -> None:
    await set_results(database, house.surveys, now)
    page = await open_page()
    await page.goto(f"{url}/overview?{SEASON}")
    await page.select_option("select[name=outlet]", "Harbour")
    await page.wait_for_url("**/overview?outlet=Harbour&**")
    await expect(page.locator("tr.chosen")).to_contain_text("Harbour")


@pytest.mark.parametrize("script", [True, False])
async def test_sample_is_drawn_and_read(open_page: OpenPage, scene: Scene, url: str, script: bool) -> None:
    page = await open_page(script=script)
    await page.goto(f"{url}/checks")
    await page.fill("input[name=size]", "1")
    await page.click("form.stack button")
    await page.wait_for_url(f"{url}/checks/1")
    await page.click("text=Read the next one")
    await page.wait_for_url(f"{url}/checks/1/read")
    for criterion in await page.locator(".marking").all():
        await criterion.get_by_label("Met", exact=True).check()
    await page.click("text=Save and go on")
    await page.wait_for_url(f"{url}/checks/1")
    await expect(page.locator("h2").first).to_have_text("1 of 2 read")
    await expect(page.locator(".row .chip")).to_have_text("Waits for the second reader")

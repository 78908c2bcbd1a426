"""Themes lead to their messages, unless these are of too few customers."""

from datetime import date, datetime, timedelta

import pytest
from playwright.async_api import expect

from bot.console.surveys.themes_page import WEEKS, weeks_through
from nlu.contract.labels import Aspect, Intent
from store.engine.database import Database
from store.models.conversations import aspects_text
from store.models.staff import Role
from tests.bot.console.browser import Browser, Browsers
from tests.bot.console.chromium import OpenPage
from tests.records import Records

HEARD = {Aspect.PRICE: 5, Aspect.PEOPLE: 4}


@pytest.fixture
async def heard(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        for aspect, count in HEARD.items():
            for _ in range(count):
                customer = await records.customer()
                talk = await records.conversation(customer)
                await records.case(customer, talk, outlet="north")
                about = aspects_text((aspect,))
                await records.heard(talk, f"About {aspect}", Intent.COMPLAINT, aspects=about)


@pytest.mark.usefixtures("heard")
async def test_counts_lead_to_messages_of_enough_customers(reviewer: Browser) -> None:
    page = (await reviewer.get("/themes")).text
    behind = [f"source=complaints&amp;aspect={aspect}" in page for aspect in HEARD]
    assert behind == [True, False]
    listed = (await reviewer.get("/themes/messages?source=complaints&aspect=price")).text
    assert listed.count("About price") == HEARD[Aspect.PRICE]
    few = (await reviewer.get("/themes/messages?source=complaints&aspect=people")).text
    assert ("About people" in few, few.count('class="empty"')) == (False, 1)
    assert "No message of this period" in (await reviewer.get("/themes?source=praise")).text


async def test_reports_are_not_for_agents(browsers: Browsers, staff: None) -> None:
    agent = await browsers.logged_in(Role.AGENT)
    paths = ("/themes", "/themes/messages?aspect=price")
    assert [(await agent.get(path)).status_code for path in paths] == [403, 403]


@pytest.mark.browser
@pytest.mark.usefixtures("staff", "heard")
@pytest.mark.parametrize("width", [1280, 360])
async def test_page_fits_and_leads_on(open_page: OpenPage, url: str, width: int) -> None:
    page = await open_page(width=width, script=False)
    await page.goto(f"{url}/themes")
    assert await page.evaluate("document.documentElement.scrollWidth") <= width
    await page.locator(".bars a").first.click()
    await expect(page.locator(".row")).to_have_count(HEARD[Aspect.PRICE])
    assert await page.evaluate("document.documentElement.scrollWidth") <= width


def test_weeks_without_messages_are_columns_too() -> None:
    monday = date(2026, 11, 23)
    apart = {monday - timedelta(weeks=3), monday}
    assert weeks_through(apart) == [monday - timedelta(weeks=back) for back in (3, 2, 1, 0)]
    assert len(weeks_through({monday - timedelta(weeks=60), monday})) == WEEKS
    assert weeks_through(set()) == []

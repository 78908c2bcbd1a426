"""A finding is given to a person, corrected, and judged by another one."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import expect

from actions.settings.house import House
from store.models.staff import Role
from tests.bot.console.browser import NAMES, Browser, Browsers
from tests.bot.console.chromium import OpenPage
from tests.bot.console.quality.sample import ALL_MET, SAMPLE
from tests.bot.console.scene import Scene

ONE = SAMPLE | {"size": "1"}


async def check_one(browsers: Browsers, reviewer: Browser) -> None:
    """Two people read a conversation; courtesy is not met."""
    await reviewer.get("/checks")
    await reviewer.post("/checks", **ONE)
    manager = await browsers.logged_in(Role.MANAGER)
    for browser in (reviewer, manager):
        page = await browser.get("/checks/1/read")
        action = re.findall(r'action="/console(/readings/\d+)"', page.text)[0]
        await browser.post(action, **ALL_MET | {"mark-courtesy": "not_met"})


async def member(reviewer: Browser, role: Role) -> str:
    """The id of a member of staff in the form."""
    found = re.search(rf'value="(\d+)">{NAMES[role]}<', (await reviewer.get("/readings/1")).text)
    assert found
    return found.group(1)


async def test_finding_is_given_corrected_and_judged(
    browsers: Browsers, reviewer: Browser, scene: Scene, house: House, now: datetime
) -> None:
    await check_one(browsers, reviewer)
    assert 'href="/console/readings/1"' in (await reviewer.get("/checks/1")).text
    day = (now.astimezone(house.zone) + timedelta(days=1)).date()
    task = {"criterion": "courtesy", "person": await member(reviewer, Role.AGENT), "due": f"{day}"}
    for refused in ("  \r\n", "Learn\x00it", "x" * 1001):
        assert (await reviewer.post("/readings/1/corrective", **task, text=refused)).status_code == 400
    given = await reviewer.post("/readings/1/corrective", **task, text="Learn the greeting.")
    assert given.headers["location"] == "/console/readings/1?notice=changed"
    agent = await browsers.logged_in(Role.AGENT)
    listed = (await agent.get("/corrective")).text
    assert ("Learn the greeting." in listed, f"until {day}" in listed) == (True, True)
    assert "It is corrected" in (await agent.get("/corrective/1")).text
    assert (await reviewer.post("/corrective/1/done")).headers["location"].endswith("not_responsible")
    await agent.post("/corrective/1/done", text="Learnt.")
    assert "Waits for the judgement of another person." in (await agent.get("/corrective/1")).text
    assert (await agent.post("/corrective/1/close")).status_code == 403
    await reviewer.post("/corrective/1/reopen", due=f"{day}", text="Still curt.")
    await agent.post("/corrective/1/done")
    await reviewer.post("/corrective/1/close", text="Better.")
    page = (await reviewer.get("/corrective/1")).text
    assert [each in page for each in ("Learnt.", "Still curt.", "Better.", "Closed")] == [True] * 4
    assert (await reviewer.post("/corrective/1/close")).headers["location"].endswith("corrective_moved")


async def test_others_do_not_see_it(
    browsers: Browsers, reviewer: Browser, scene: Scene, now: datetime
) -> None:
    await check_one(browsers, reviewer)
    own = await member(reviewer, Role.REVIEWER)
    day = now.astimezone(ZoneInfo("Asia/Shanghai")).date()
    await reviewer.post(
        "/readings/1/corrective", criterion="courtesy", person=own, due=f"{day}", text="Do it"
    )
    agent = await browsers.logged_in(Role.AGENT)
    assert "Do it" not in (await agent.get("/corrective")).text
    assert (await agent.get("/corrective/1")).status_code == 404
    await reviewer.post("/corrective/1/done")
    assert (await reviewer.post("/corrective/1/close")).headers["location"].endswith("own_work")
    manager = await browsers.logged_in(Role.MANAGER)
    assert (
        (await manager.post("/corrective/1/give", person=own, due=f"{day}"))
        .headers["location"]
        .endswith("corrective_moved")
    )


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 360])
async def test_pages_fit(
    open_page: OpenPage, browsers: Browsers, reviewer: Browser, scene: Scene, url: str, width: int
) -> None:
    await check_one(browsers, reviewer)
    page = await open_page(width=width, script=False)
    await page.goto(f"{url}/readings/1")
    await page.select_option("select[name=person]", label=NAMES[Role.AGENT])
    await page.fill("textarea[name=text]", "Learn the greeting.")
    await page.get_by_role("button", name="Give it to this person").click()
    for path in ("readings/1", "corrective", "corrective/1"):
        await page.goto(f"{url}/{path}")
        assert await page.evaluate("document.documentElement.scrollWidth") <= width
    await expect(page.locator(".facts-list li")).to_contain_text("Learn the greeting.")

"""Every page under axe: nothing serious, by day and by night, wide and on a telephone."""

from datetime import datetime, timedelta

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page
from sqlalchemy import select, update

from actions.settings.house import House
from actions.staff.api_keys import issue
from bot.console.web.console_parts import ConsoleDeps
from store.engine.database import Database
from store.models.cases import Case
from store.models.customers import Customer
from store.models.staff import Role, Staff
from tests.bot.console.answer_scene import set_answers
from tests.bot.console.chromium import OpenPage
from tests.bot.console.quality_scene import set_quality
from tests.bot.console.results_scene import set_results
from tests.bot.console.scene import Scene

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("staff")]
PAGES = (
    "overview",
    "responses",
    "unasked",
    "control",
    "drivers",
    "score-sheet",
    "conversations",
    "review",
    "review/history",
    "checks",
    "learning",
    "cases",
    "cases?view=board",
    "answers",
    "account",
    "surveys",
    "alarms",
)
ADMINISTRATION = (
    "staff",
    "room",
    "keys",
    "audit",
    "directory",
    "customers/import",
    "webhooks",
    "parts",
    "answers",
    "answers/new",
    "answers/1",
    "answers/exchange",
    "answers/1/trial",
    "answers/health",
    "answers/try?text=open",
    "answers/unknown",
    "first-steps",
    "settings",
    "settings/rules",
    "settings/words",
    "settings/rules/text",
    "settings/business",
    "settings/surveys.post_service",
)
TEACHERS = (Role.REVIEWER, Role.MANAGER)
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


@pytest.mark.parametrize(
    ("scheme", "width"), [("light", 1280), ("light", 360), ("dark", 1280), ("dark", 360)]
)
async def test_axe_finds_nothing_serious_where_quality_is_checked_and_in_administration(
    open_page: OpenPage,
    scene: Scene,
    database: Database,
    deps: ConsoleDeps,
    now: datetime,
    url: str,
    scheme: str,
    width: int,
) -> None:
    async with database.transaction() as session:
        await issue(session, "till-3", now)
        reviewer, manager = (await session.scalars(select(Staff.id).where(Staff.role.in_(TEACHERS)))).all()
    await set_answers(database, now)
    check = await set_quality(database, deps.scorecard, reviewer, manager, now)
    page = await open_page(color_scheme=scheme, width=width, role=Role.ADMINISTRATOR)
    for place in (f"checks/{check}", f"checks/{check}/read", "learning", *ADMINISTRATION):
        await page.goto(f"{url}/{place}")
        assert await serious(page) == [], place
        assert await page.evaluate("document.documentElement.scrollWidth") <= width, place


@pytest.mark.parametrize(
    ("locale", "scheme", "width"),
    [("en-GB", "light", 1280), ("en-GB", "dark", 360), ("zh-CN", "dark", 1280), ("zh-CN", "light", 360)],
)
async def test_axe_finds_nothing_serious_where_an_agent_works(
    open_page: OpenPage,
    scene: Scene,
    database: Database,
    now: datetime,
    url: str,
    locale: str,
    scheme: str,
    width: int,
) -> None:
    await set_answers(database, now)
    async with database.transaction() as session:
        reached = {"address": Customer.id + 1000, "account": Customer.id + 1000, "attributes": {"Room": "12"}}
        await session.execute(update(Customer).values(reached))
        put_aside = {"tags": ("VIP",), "snoozed_until": now + timedelta(hours=5)}
        await session.execute(update(Case).where(Case.conversation_id == scene.complaint).values(put_aside))
    page = await open_page(locale=locale, color_scheme=scheme, width=width, role=Role.AGENT)
    talk = f"conversations/{scene.complaint}"
    for place in (f"{talk}?find=营业时间", f"{talk}#customer", "cases?tag=VIP&snoozed=true"):
        await page.goto(f"{url}/{place}")
        for details in await page.locator("details").all():
            await details.evaluate("each => { each.open = true; }")
        assert await serious(page) == [], place
        assert await page.evaluate("document.documentElement.scrollWidth") <= width, place


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

"""Makes the pictures of the console: `.venv/bin/python -m docs.console_pictures`, with Chromium installed.

Serves the console on made-up data and takes each page in both languages, by day and by night, wide and on a
telephone, into docs/images/console/.
"""

import asyncio
import socket
import tempfile
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from playwright.async_api import Browser, async_playwright
from starlette.applications import Starlette
from starlette.routing import Mount

from actions.calendar import load_calendar
from actions.casework.canned import load_canned
from actions.checks.scorecard import load_scorecard
from actions.house import House, SurveyRules
from actions.replies import load_replies
from actions.staff.login import Login
from actions.staff.passwords import Passwords
from actions.staff.roster import add_member
from actions.surveys.definition import load_surveys
from bot.console.app import build_console
from bot.console.deps import ConsoleDeps
from bot.console.texts import load_console_wording
from nlu.labels import Language
from store.database import Database
from store.models.staff import Role
from store.schema import upgrade
from tests.bot.chromium import CHROMIUM
from tests.bot.console.browser import PASSWORD
from tests.bot.console.results_scene import set_results
from tests.bot.console.scene import set_scene
from tests.bot.sandbox.web_server import quiet_server
from tests.conftest import DATA, NOON, ROOT

IMAGES = ROOT / "docs" / "images" / "console"
SEASON = "from=2026-09-07&to=2026-11-23"
PAGES = {
    "overview": f"overview?{SEASON}",
    "conversations": "conversations",
    "conversation": "conversations/4",
    "review": "review",
    "cases": "cases",
    "case": "cases/3",
    "checks": "checks",
}


@dataclass(frozen=True, slots=True)
class Look:
    """How a page is looked at."""

    name: str
    locale: str
    scheme: Literal["light", "dark"]
    width: int
    height: int


LOOKS = (
    Look("en-light", "en-GB", "light", 1280, 860),
    Look("zh-dark", "zh-CN", "dark", 1280, 860),
    Look("zh-phone", "zh-CN", "light", 375, 780),
    Look("en-phone-dark", "en-GB", "dark", 375, 780),
)


async def main() -> None:
    """Take all pictures."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        database = Database.at(f"sqlite:///{Path(folder) / 'huifang.db'}")
        stack.push_async_callback(database.close)
        site = await _furnished(database)
        bound = socket.create_server(("127.0.0.1", 0))
        await stack.enter_async_context(quiet_server(site, bound))
        playwright = await stack.enter_async_context(async_playwright())
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        stack.push_async_callback(browser.close)
        url = f"http://127.0.0.1:{bound.getsockname()[1]}/console"
        for look in LOOKS:
            await _take(browser, url, look)


async def _furnished(database: Database) -> Starlette:
    """The console with customers, cases, a season of surveys, and a manager who may see it all."""
    house, passwords = _house(), Passwords()
    await upgrade(database)
    async with database.transaction() as session:
        await add_member(session, "lin", Role.MANAGER, await passwords.hash(PASSWORD), NOON)
    await set_scene(database, NOON)
    await set_results(database, house.surveys, NOON)
    deps = ConsoleDeps(
        database=database,
        login=Login(database, passwords),
        house=house,
        wording=load_console_wording(DATA / "console"),
        clock=lambda: NOON,
        scorecard=load_scorecard(DATA / "scorecard.yml"),
        canned=load_canned(DATA / "canned.yml"),
    )
    return Starlette(routes=[Mount("/console", build_console(deps))])


def _house() -> House:
    zone = ZoneInfo("Asia/Shanghai")
    return House(
        replies=load_replies(DATA / "replies"),
        surveys=load_surveys(DATA / "surveys"),
        calendar=load_calendar(DATA / "calendar.yml", zone),
        rules=SurveyRules(),
        zone=zone,
        language=Language.ZH,
    )


async def _take(browser: Browser, url: str, look: Look) -> None:
    context = await browser.new_context(
        locale=look.locale,
        color_scheme=look.scheme,
        viewport={"width": look.width, "height": look.height},
        timezone_id="Asia/Shanghai",
    )
    page = await context.new_page()
    await page.goto(f"{url}/login")
    await page.fill("input[name=name]", "lin")
    await page.fill("input[name=password]", PASSWORD)
    await page.press("input[name=password]", "Enter")
    await page.wait_for_url("**/overview")
    for name, path in PAGES.items():
        await page.goto(f"{url}/{path}")
        await page.wait_for_load_state()
        await page.screenshot(path=IMAGES / f"{name}-{look.name}.png")
    await context.close()


if __name__ == "__main__":
    asyncio.run(main())

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

from playwright.async_api import Browser, async_playwright
from starlette.applications import Starlette

from actions.staff.passwords import Passwords
from actions.staff.roster import add_member
from store.engine.database import Database
from store.models.staff import Role
from store.schema import upgrade
from tests.bot.chromium import CHROMIUM
from tests.bot.console.browser import PASSWORD
from tests.bot.console.furnished import console_deps, mounted
from tests.bot.console.quality_scene import set_quality
from tests.bot.console.results_scene import set_results
from tests.bot.console.scene import set_scene
from tests.bot.sandbox.web_server import quiet_server
from tests.conftest import NOON, ROOT
from tests.house import shipped_house

IMAGES = ROOT / "docs" / "images" / "console"
SEASON = "from=2026-09-07&to=2026-11-23"
# Charts are loaded when they come into view, which is later than a picture is taken.
DRAWN = """Promise.all([...document.images].map(image => {
    image.loading = "eager";
    return image.decode();
}))"""
PAGES = {
    "overview": f"overview?{SEASON}",
    "conversations": "conversations",
    "conversation": "conversations/4",
    "review": "review",
    "cases": "cases",
    "case": "cases/3",
    "checks": "checks",
    "scorecard": "checks/1/read",
    "learning": "learning",
    "settings": "settings/surveys.post_service",
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
    house = shipped_house()
    deps = console_deps(database, house, lambda: NOON)
    await upgrade(database)
    async with database.transaction() as session:
        hashed = await Passwords().hash(PASSWORD)
        lin = await add_member(session, "lin", Role.MANAGER, hashed, NOON)
        mei = await add_member(session, "mei", Role.REVIEWER, hashed, NOON)
    await set_scene(database, NOON)
    await set_results(database, house.surveys, NOON)
    await set_quality(database, deps.scorecard, mei.id, lin.id, NOON)
    return mounted(deps)


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
        await page.evaluate(DRAWN)
        await page.screenshot(path=IMAGES / f"{name}-{look.name}.png")
    await context.close()


if __name__ == "__main__":
    asyncio.run(main())

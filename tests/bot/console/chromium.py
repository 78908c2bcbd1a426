"""Pages of the console in a real browser: fixtures, which conftest.py takes over."""

import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Literal

import pytest
from playwright.async_api import Browser, BrowserContext, Page
from starlette.applications import Starlette

from store.models.staff import Role
from tests.bot.console.browser import NAMES, PASSWORD
from tests.bot.sandbox.web_server import quiet_server

OpenPage = Callable[..., Awaitable[Page]]


@pytest.fixture
async def url(site: Starlette) -> AsyncIterator[str]:
    """Where the console is served."""
    bound = socket.create_server(("127.0.0.1", 0))
    async with quiet_server(site, bound):
        yield f"http://127.0.0.1:{bound.getsockname()[1]}/console"


@pytest.fixture
async def open_page(chromium: Browser, url: str) -> AsyncIterator[OpenPage]:
    """Opens pages in which a quality reviewer, or who else is named, is logged in; nothing may go wrong."""
    troubles: list[str] = []
    contexts: list[BrowserContext] = []

    async def open_one(
        locale: str = "en-GB",
        script: bool = True,
        timezone_id: str = "Asia/Shanghai",
        color_scheme: Literal["dark", "light"] = "light",
        role: Role = Role.REVIEWER,
        touch: bool = False,
        **size: int,
    ) -> Page:
        context = await chromium.new_context(
            locale=locale,
            java_script_enabled=script,
            timezone_id=timezone_id,
            color_scheme=color_scheme,
            has_touch=touch,
            is_mobile=touch,
            viewport={"width": size.get("width", 1280), "height": size.get("height", 860)},
        )
        contexts.append(context)
        page = await context.new_page()
        page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        await page.goto(f"{url}/conversations")
        await page.fill("input[name=name]", NAMES[role])
        await page.fill("input[name=password]", PASSWORD)
        await page.press("input[name=password]", "Enter")
        await page.wait_for_url(f"{url}/conversations")
        return page

    yield open_one
    for context in contexts:  # a page that listens for new messages would keep the server from ending
        await context.close()
    assert troubles == [], troubles

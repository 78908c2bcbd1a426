"""Signing in by the provider of the business."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from urllib.parse import quote

import pytest

from bot.console.web.console_parts import ConsoleDeps
from store.models.staff import Role
from tests.bot.console.browser import NAMES, Browser, Browsers
from tests.bot.console.furnished import mounted
from tests.fakes.sign_in_provider import CODE, OnePersonProvider

pytestmark = pytest.mark.usefixtures("staff")


@asynccontextmanager
async def door(deps: ConsoleDeps, provider: OnePersonProvider) -> AsyncIterator[Browsers]:
    """Browsers of a console with this provider, in which all roles need codes."""
    browsers = Browsers(mounted(replace(deps, provider=provider, with_codes=tuple(Role))))
    yield browsers
    await browsers.close()


async def came_back(browser: Browser, provider: OnePersonProvider, code: str = CODE) -> tuple[int, str]:
    """The answer to a browser that the provider has sent back, and where it leads."""
    state = quote(provider.begun[1])
    answer = await browser.get(f"/login/provider/back?code={code}&state={state}")
    return answer.status_code, answer.headers.get("location", "")


async def test_person_with_an_account_is_let_in_and_led_on(deps: ConsoleDeps) -> None:
    provider = OnePersonProvider(NAMES[Role.MANAGER])
    async with door(deps, provider) as browsers:
        browser = browsers.open()
        assert "/console/login/provider?next=" in (await browser.get("/login")).text
        begun = await browser.get("/login/provider?next=/console/cases")
        assert (begun.status_code, begun.headers["location"]) == (303, "https://login.example.com/begin")
        assert provider.begun[0] == "http://127.0.0.1/console/login/provider/back"
        assert await came_back(browser, provider) == (303, "/console/cases")
        # Password and codes are up to the provider.
        assert (await browser.get("/cases")).status_code == 200


async def test_answer_for_another_browser_or_with_another_code_opens_nothing(deps: ConsoleDeps) -> None:
    provider = OnePersonProvider(NAMES[Role.MANAGER])
    async with door(deps, provider) as browsers:
        browser, stranger = browsers.open(), browsers.open()
        await browser.get("/login/provider")
        assert [await came_back(stranger, provider), await came_back(browser, provider, "guess")] == [
            (401, ""),
            (401, ""),
        ]
        assert [one.session for one in (browser, stranger)] == [None, None]


async def test_answer_opens_one_session_only(deps: ConsoleDeps) -> None:
    provider = OnePersonProvider(NAMES[Role.MANAGER])
    async with door(deps, provider) as browsers:
        browser = browsers.open()
        await browser.get("/login/provider")
        assert [(await came_back(browser, provider))[0] for _ in range(2)] == [303, 401]


async def test_person_without_an_account_is_told_so(deps: ConsoleDeps) -> None:
    provider = OnePersonProvider("nadia")
    async with door(deps, provider) as browsers:
        browser = browsers.open()
        await browser.get("/login/provider")
        assert (await came_back(browser, provider), browser.session) == ((401, ""), None)


async def test_provider_that_is_away_is_named(deps: ConsoleDeps) -> None:
    async with door(deps, OnePersonProvider("mei", is_away=True)) as browsers:
        page = await browsers.open().get("/login/provider")
        assert (page.status_code, "does not answer" in page.text) == (401, True)


async def test_foreign_target_is_not_followed(deps: ConsoleDeps) -> None:
    provider = OnePersonProvider(NAMES[Role.MANAGER])
    async with door(deps, provider) as browsers:
        browser = browsers.open()
        await browser.get("/login/provider?next=https://example.com/")
        assert await came_back(browser, provider) == (303, "/console/")


async def test_without_a_provider_there_is_no_such_page(browser: Browser) -> None:
    assert (await browser.get("/login/provider")).status_code == 404

"""What every page has."""

import pytest

from tests.bot.console.browser import Browser, Browsers
from tests.bot.console.scene import Scene

PAGES = ["/overview", "/conversations", "/cases", "/surveys", "/alarms"]


@pytest.mark.parametrize("path", PAGES)
async def test_strip_tells_of_alarms_except_on_their_own_page(
    reviewer: Browser, scene: Scene, path: str
) -> None:
    page = await reviewer.get(path)
    assert page.status_code == 200
    assert ("Messages in doubt: 1" in page.text) is (path != "/alarms")
    assert '<b class="count">3</b>' in page.text


@pytest.mark.parametrize("path", PAGES)
async def test_place_is_marked_in_the_navigation(reviewer: Browser, path: str) -> None:
    page = await reviewer.get(path)
    assert f'<a href="/console{path}" aria-current="page" data-key' in page.text
    assert page.text.count('aria-current="page"') == (2 if path == "/cases" else 1)


@pytest.mark.parametrize("path", PAGES)
async def test_empty_console_says_what_to_expect(reviewer: Browser, path: str) -> None:
    page = await reviewer.get(path)
    assert page.text.count('class="empty"') == 1
    assert 'class="strip"' not in page.text


async def test_stranger_sees_no_navigation(browsers: Browsers) -> None:
    page = await browsers.open().get("/login")
    assert '<nav class="sections"' not in page.text
    assert "/console/logout" not in page.text


async def test_times_are_on_the_clock_of_the_business(reviewer: Browser, scene: Scene) -> None:
    page = await reviewer.get("/conversations")
    assert 'title="Monday, 23 November 2026, 11:35:01 GMT+08:00">11:35</time>' in page.text

"""The bare address."""

import pytest

from store.models.staff import Role
from tests.bot.console.browser import Browser, Browsers


async def test_stranger_is_led_to_the_login(browser: Browser) -> None:
    assert (await browser.get("/")).headers["location"] == "/console/login"


@pytest.mark.parametrize(("role", "page"), [(Role.AGENT, "conversations"), (Role.REVIEWER, "overview")])
async def test_staff_are_led_to_where_their_day_begins(
    browsers: Browsers, staff: None, role: Role, page: str
) -> None:
    browser = await browsers.logged_in(role)
    assert (await browser.get("/")).headers["location"] == f"/console/{page}"


async def test_query_of_the_bare_address_is_kept(browsers: Browsers, staff: None) -> None:
    reviewer = await browsers.logged_in(Role.REVIEWER)
    led = await reviewer.get("/?from=2020-01-01&outlet=north")
    assert led.headers["location"] == "/console/overview?from=2020-01-01&outlet=north"

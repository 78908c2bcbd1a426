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

"""The bare address."""

from tests.bot.console.browser import Browser


async def test_stranger_is_led_to_the_login(browser: Browser) -> None:
    assert (await browser.get("/")).headers["location"] == "/console/login"


async def test_staff_are_led_to_the_conversations(reviewer: Browser) -> None:
    assert (await reviewer.get("/")).headers["location"] == "/console/conversations"

"""Outlets and surveys are shown as customers see them."""

from tests.bot.console.browser import Browser


async def test_surveys_are_shown_as_customers_see_them(administrator: Browser) -> None:
    page = (await administrator.get("/directory")).text
    for shown in ("south", "post_service", "Alerts staff at 2 or less"):
        assert shown in page

"""An agent who has set up codes."""

from datetime import timedelta

import pyotp
import pytest

from store.models.staff import Role
from tests.bot.console.browser import PASSWORD, Browser, Browsers, Clock

SECRET = "A" * 32


OTHER = "B" * 32


def code(clock: Clock, secret: str = SECRET) -> str:
    return pyotp.TOTP(secret).at(clock.now)


async def said(browser: Browser, path: str, **fields: str) -> str:
    response = await browser.post(f"/account/{path}", **fields)
    return response.headers["location"].partition("notice=")[2]


@pytest.fixture
async def guarded(browsers: Browsers, clock: Clock) -> Browser:
    """A browser of an agent who has set up codes; the next code is of the next half minute."""
    agent = await browsers.logged_in(Role.AGENT)
    assert await said(agent, "codes", old=PASSWORD, secret=SECRET, code=code(clock)) == "changed"
    clock.advance(timedelta(minutes=1))
    await agent.get("/account")
    return agent

"""A complaint in the scene, and an agent who works on it."""

import re

import httpx
import pytest

from store.models.staff import Role
from tests.bot.console.browser import Browser, Browsers

COMPLAINT = "/cases/3"
SEE_OTHER = 303
REFERENCE = re.compile(r"HF-\d{6}")


@pytest.fixture
async def agent(browsers: Browsers, staff: None) -> Browser:
    """A browser in which an agent is logged in."""
    return await browsers.logged_in(Role.AGENT)


async def followed(browser: Browser, path: str) -> httpx.Response:
    """The page that an address leads to."""
    response = await browser.get(path)
    while response.status_code == SEE_OTHER:
        response = await browser.get(response.headers["location"].removeprefix("/console"))
    return response

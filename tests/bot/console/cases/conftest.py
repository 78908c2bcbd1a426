"""A complaint in the scene, and an agent who works on it."""

import re

import pytest

from store.models.staff import Role
from tests.bot.console.browser import Browser, Browsers

COMPLAINT = "/cases/3"
REFERENCE = re.compile(r"HF-\d{6}")


@pytest.fixture
async def agent(browsers: Browsers, staff: None) -> Browser:
    """A browser in which an agent is logged in."""
    return await browsers.logged_in(Role.AGENT)

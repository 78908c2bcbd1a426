"""Who may do what with answers."""

import pytest

from bot.console.answers.answer_pages import ANSWER_PAGES
from store.models.staff import Role
from tests.bot.console.browser import Browser, Browsers
from tests.bot.console.refused_pages import refused


@pytest.mark.parametrize("role", [Role.AGENT, Role.REVIEWER])
async def test_agents_and_reviewers_only_read(manager: Browser, browsers: Browsers, role: Role) -> None:
    browser = await browsers.logged_in(role)
    assert await refused(browser, ANSWER_PAGES) == [
        "GET /answers/new",
        "POST /answers/new",
        "POST /answers/new/check",
        "POST /answers/exchange",
        "GET /answers/unknown",
        "POST /answers/unknown/variant",
        "POST /answers/unknown/ignore",
        "POST /answers/1",
        "POST /answers/1/check",
        "GET /answers/1/trial",
        "POST /answers/1/publish",
        "POST /answers/1/discard",
        "POST /answers/1/rollback",
        "POST /answers/1/retire",
    ]

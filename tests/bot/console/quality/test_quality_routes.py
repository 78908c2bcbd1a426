"""Spot checks and the training of the model are for those who may."""

import re

import pytest

from actions.staff.permissions import Permission
from bot.console.quality.quality_routes import QUALITY_PAGES
from store.models.staff import Role
from tests.bot.console.browser import Browsers
from tests.bot.console.refused_pages import refused
from tests.bot.console.scene import Scene


async def test_agents_do_not_check(browsers: Browsers, staff: None) -> None:
    agent = await browsers.logged_in(Role.AGENT)
    assert (await agent.get("/checks")).status_code == 403


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (
            Role.AGENT,
            [
                f"{page.method} {page.path}"
                for page in QUALITY_PAGES
                if page.permission is not Permission.READ_CONVERSATIONS
            ],
        ),
        (Role.REVIEWER, ["POST /learning", "POST /learning/try", "POST /learning/restore"]),
        (Role.MANAGER, []),
    ],
)
async def test_model_is_taught_by_managers(
    browsers: Browsers, staff: None, scene: Scene, role: Role, expected: list[str]
) -> None:
    named = [re.sub(r"\{\w+:int\}", "1", path) for path in expected]
    assert await refused(await browsers.logged_in(role), QUALITY_PAGES) == named

"""Cases are worked on, and customers talked to, by those who may."""

import pytest

from bot.console.cases.case_routes import DESK_PAGES
from store.models.staff import Role
from tests.bot.console.browser import Browsers
from tests.bot.console.refused_pages import refused
from tests.bot.console.scene import Scene

PAGES = [page for page in DESK_PAGES if page.path != "/live"]  # a stream without an end
OWN = ["messages/1/edit", "messages/1/delete"]
TALK = [*OWN, "take-over", "reply", "files", "draft", "hand-back", "feedback"]
WORK = ["assignee", "claim", "priority", "status", "notes", "snooze", "wake", "tags"]
MERGE = ["merge", "separate"]
END = ["settle", "undo"]


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (
            Role.REVIEWER,
            [
                "GET /conversations/1/answers",
                *(f"POST /conversations/1/{step}" for step in TALK),
                "POST /cases/bulk",
                *(f"POST /cases/1/{step}" for step in [*WORK, *MERGE]),
                "POST /conversations/1/messages/1/split",
                *(f"POST /cases/1/{step}" for step in END),
            ],
        ),
        (Role.AGENT, []),
        (Role.MANAGER, []),
    ],
)
async def test_reviewers_read_only(
    browsers: Browsers, staff: None, scene: Scene, role: Role, expected: list[str]
) -> None:
    assert await refused(await browsers.logged_in(role), PAGES) == expected


async def test_strangers_are_led_to_the_login(browsers: Browsers) -> None:
    browser = browsers.open()
    answers = [await browser.get(page.path.partition("{")[0] + "1") for page in PAGES if page.method == "GET"]
    assert [answer.headers["location"].partition("?")[0] for answer in answers] == ["/console/login"] * len(
        answers
    )

"""Administration is for administrators; everyone has an account."""

import pytest

from actions.staff.sessions import FirstStep
from bot.console.system.system_routes import ADMIN_PAGES
from store.models.staff import Role
from tests.bot.console.browser import Browsers
from tests.bot.console.refused_pages import refused
from tests.bot.console.scene import Scene

OWN = [page for page in ADMIN_PAGES if page.path.startswith("/account")]
ADMINISTRATION = [page for page in ADMIN_PAGES if page not in OWN]
STAFF_AND_KEYS = [
    "GET /staff",
    "POST /staff",
    *(f"POST /staff/1/{step}" for step in ("role", "disable", "password")),
    "GET /keys",
    "POST /keys",
    "POST /keys/revoke",
    "GET /parts",
]
BLOCKING = ["POST /customers/1/block", "POST /customers/1/unblock"]
RIGHTS = [
    "POST /customers/1/number",
    "POST /customers/1/number/release",
    "POST /customers/1/test",
    "POST /customers/1/export",
]
READING = ["GET /audit", "GET /directory"]
IMPORT = ["GET /customers/import", "POST /customers/import"]
ERASURE = ["POST /customers/1/erase"]


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (Role.AGENT, [*STAFF_AND_KEYS, *READING, *IMPORT, *RIGHTS, *ERASURE]),
        (Role.REVIEWER, [*STAFF_AND_KEYS, *READING, *IMPORT, *BLOCKING, *RIGHTS, *ERASURE]),
        (Role.MANAGER, [*STAFF_AND_KEYS, *ERASURE]),
        (Role.ADMINISTRATOR, []),
    ],
)
async def test_role_is_refused_what_is_not_its_own(
    browsers: Browsers, staff: None, scene: Scene, role: Role, expected: list[str]
) -> None:
    assert await refused(await browsers.logged_in(role), ADMINISTRATION) == expected


@pytest.mark.parametrize("role", Role)
async def test_account_is_open_to_all_roles(browsers: Browsers, staff: None, role: Role) -> None:
    # Reviewers look after no cases, so they have no duty to choose.
    of_duty = ["POST /account/duty", "POST /account/away"] if role is Role.REVIEWER else []
    assert await refused(await browsers.logged_in(role), OWN) == of_duty


@pytest.mark.parametrize(
    ("step", "paths"),
    [
        (FirstStep.PASSWORD, ["/account", "/account/password"]),
        (FirstStep.CODES, ["/account", "/account/password", "/account/codes"]),
    ],
)
def test_only_the_way_to_a_first_step_opens_before_it(step: FirstStep, paths: list[str]) -> None:
    assert [page.path for page in ADMIN_PAGES if step in page.opens_for] == paths

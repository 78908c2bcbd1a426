"""Without script no page has a dead end: every button belongs to a form, and every form can be sent."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import update
from starlette.routing import compile_path

from bot.console.routes import OPEN_PAGES, STAFF_PAGES
from store.engine.database import Database
from store.models.customers import Customer
from store.models.staff import Role
from tests.bot.console.answer_scene import set_answers
from tests.bot.console.chromium import OpenPage
from tests.bot.console.scene import Scene
from tests.bot.console.test_accessibility import ADMINISTRATION, PAGES

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("staff")]
# What can be pressed to no effect. Dialogs and what is hidden are shown by script alone; popovers need none,
# and neither does a form with a single field, which is sent by Enter.
DEAD = """() => [...document.querySelectorAll("button:not([popovertarget]), a:not([href]), [role=button]")]
    .filter(each => !each.form && !each.closest("[hidden], dialog") && each.offsetParent !== null)
    .map(each => each.outerHTML.slice(0, 200))"""
# Each form with its method and path, and whether it can be sent.
FORMS = """() => [...document.forms].filter(each => !each.closest("[hidden], dialog, [inert]")).map(each => [
    each.method.toUpperCase(),
    new URL(each.action).pathname,
    [...each.elements].some(one => one.type === "submit" && !one.closest("[hidden]")) ||
        [...each.elements].filter(one => one.type !== "hidden").length === 1,
])"""
ROUTES = [(page.method, compile_path(page.path)[0]) for page in (*OPEN_PAGES, *STAFF_PAGES)]


def is_handled(form: Any) -> bool:
    """Whether a form can be sent, and leads to a page."""
    method, path, can_be_sent = form
    place = path.removeprefix("/console")
    return can_be_sent and any(method == known and route.match(place) for known, route in ROUTES)


WHERE_AN_AGENT_WORKS = ("conversations", "cases", "cases?view=board", "account")
OF_ADMINISTRATORS = tuple(
    place for place in (*PAGES, *ADMINISTRATION) if place != "parts"
)  # which does nothing


@pytest.mark.parametrize(
    ("role", "places"), [(Role.AGENT, WHERE_AN_AGENT_WORKS), (Role.ADMINISTRATOR, OF_ADMINISTRATORS)]
)
async def test_everything_on_a_page_can_be_pressed_without_script(
    open_page: OpenPage,
    scene: Scene,
    database: Database,
    now: datetime,
    url: str,
    role: Role,
    places: Sequence[str],
) -> None:
    await set_answers(database, now)
    async with database.transaction() as session:
        await session.execute(update(Customer).values(address=Customer.id + 1000, account=Customer.id + 1000))
    page = await open_page(script=False, role=role)
    talk = f"conversations/{scene.complaint}"
    for place in (talk, f"{talk}?find=营业时间", f"conversations/{scene.settled}", "notices", *places):
        answer = await page.goto(f"{url}/{place}")
        assert answer is not None, place
        assert answer.ok, place
        assert await page.evaluate(DEAD) == [], place
        assert [form for form in await page.evaluate(FORMS) if not is_handled(form)] == [], place

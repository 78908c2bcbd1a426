"""Managers mark a customer as a test, and take it back, on the customer's part of the page."""

from store.engine.database import Database
from store.models.conversations import Conversation
from store.models.customers import Customer
from store.models.staff import Role
from tests.bot.console.browser import Browsers
from tests.bot.console.scene import Scene


async def test_customer_is_marked_and_unmarked(
    browsers: Browsers, staff: None, scene: Scene, database: Database
) -> None:
    async with database.reading() as session:
        owner = (await session.get_one(Conversation, scene.complaint)).customer_id
    manager = await browsers.logged_in(Role.MANAGER)
    here = f"/conversations/{scene.complaint}"
    for is_test in (True, False):
        page = (await manager.get(here)).text
        assert f'action="/console/customers/{owner}/test"' in page
        assert ('name="is_test"' in page) is is_test
        marked = await manager.post(
            f"/customers/{owner}/test",
            conversation=str(scene.complaint),
            **({"is_test": "yes"} if is_test else {}),
        )
        notice = "marked_test" if is_test else "unmarked_test"
        assert marked.headers["location"] == f"/console{here}?notice={notice}"
        async with database.reading() as session:
            assert (await session.get_one(Customer, owner)).is_test is is_test


async def test_agent_sees_no_form(browsers: Browsers, staff: None, scene: Scene) -> None:
    page = await (await browsers.logged_in(Role.AGENT)).get(f"/conversations/{scene.complaint}")
    assert (page.status_code, "/test" in page.text) == (200, False)

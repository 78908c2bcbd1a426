"""One field opens the only page that can be meant, lists several, and else searches the messages."""

import pytest

from store.engine.database import Database
from tests.bot.console.browser import Browser, Clock
from tests.bot.console.scene import Scene
from tests.records import Records


@pytest.mark.parametrize(
    ("sought", "target"),
    [
        ("b20261122-017", "/console/cases/3"),
        ("@wang_xj", "/console/conversations/4"),
        ("never said", "/console/conversations?q=never%20said"),
    ],
)
async def test_the_only_page_opens(reviewer: Browser, scene: Scene, sought: str, target: str) -> None:
    response = await reviewer.client.get("/console/find", params={"q": sought})
    assert (response.status_code, response.headers["location"]) == (303, target)


async def test_several_are_listed(reviewer: Browser, database: Database, scene: Scene, clock: Clock) -> None:
    async with database.transaction() as session:
        records = Records(session, clock.now)
        await records.conversation(await records.customer("王小姐"), clock.now)
    page = (await reviewer.get("/find?q=王小姐")).text
    assert page.count('<a href="/console/conversations/') == 2
    assert 'href="/console/conversations?q=%E7%8E%8B' in page


async def test_nothing_is_sought(reviewer: Browser) -> None:
    page = await reviewer.get("/find")
    assert page.status_code == 200
    assert '<p class="soft">Case, order, name, words</p>' in page.text


async def test_the_field_is_on_every_page(reviewer: Browser) -> None:
    assert '<form class="find" role="search" action="/console/find">' in (await reviewer.get("/cases")).text

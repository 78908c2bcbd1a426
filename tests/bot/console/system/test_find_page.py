"""One field opens the only page that can be meant, lists several, and else searches the messages."""

import pytest

from store.engine.database import Database
from store.models.conversations import Conversation
from store.models.customers import Customer
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


async def test_last_digits_of_a_phone_list_the_customer_and_lead_to_messages(
    reviewer: Browser, database: Database, scene: Scene
) -> None:
    async with database.transaction() as session:
        talk = await session.get_one(Conversation, scene.complaint)
        customer = await session.get_one(Customer, talk.customer_id)
        customer.attributes = {"Phone": "13812345678"}
    page = (await reviewer.get("/find?q=5678")).text
    assert "by the end of a number among the attributes" in page
    assert 'href="/console/conversations?q=5678"' in page
    whole = await reviewer.client.get("/console/find", params={"q": "138 1234 5678"})
    target = f"/console/conversations/{scene.complaint}"
    assert (whole.status_code, whole.headers.get("location")) == (303, target)


async def test_nothing_is_sought(reviewer: Browser) -> None:
    page = await reviewer.get("/find")
    assert page.status_code == 200
    assert '<p class="soft">Number or words</p>' in page.text


async def test_the_field_is_on_every_page(reviewer: Browser) -> None:
    assert '<form class="find" role="search" action="/console/find">' in (await reviewer.get("/cases")).text

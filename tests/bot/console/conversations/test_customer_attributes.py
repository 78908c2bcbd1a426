"""Staff keep what they know about a customer beside the talk."""

import pytest

from store.engine.database import Database
from store.models.conversations import Conversation
from store.models.customers import Customer
from tests.bot.console.browser import Browser
from tests.bot.console.scene import Scene


async def owner_of(database: Database, scene: Scene) -> int:
    async with database.reading() as session:
        return (await session.get_one(Conversation, scene.complaint)).customer_id


async def test_attribute_is_set_shown_and_removed(
    reviewer: Browser, scene: Scene, database: Database
) -> None:
    owner, here = await owner_of(database, scene), f"/conversations/{scene.complaint}"
    await reviewer.get(here)
    sent = {"attribute": " Room  number ", "value": "<12>", "conversation": str(scene.complaint)}
    answer = await reviewer.post(f"/customers/{owner}/attributes", **sent)
    assert answer.headers["location"] == f"/console{here}?notice=changed#customer"
    page = (await reviewer.get(here)).text
    assert "<dt><bdi>Room number</bdi></dt><dd><bdi>&lt;12&gt;</bdi></dd>" in page
    await reviewer.post(f"/customers/{owner}/attributes", **{**sent, "value": ""})
    async with database.reading() as session:
        assert (await session.get_one(Customer, owner)).attributes is None


@pytest.mark.parametrize("fields", [{"attribute": ""}, {"attribute": "x" * 41}, {"value": "x" * 201}])
async def test_unfit_attribute_is_refused(
    reviewer: Browser, scene: Scene, database: Database, fields: dict[str, str]
) -> None:
    owner = await owner_of(database, scene)
    await reviewer.get(f"/conversations/{scene.complaint}")
    sent = {"attribute": "Room", "value": "12", "conversation": str(scene.complaint), **fields}
    assert (await reviewer.post(f"/customers/{owner}/attributes", **sent)).status_code == 400

"""A forgotten customer leaves nothing in the group of staff."""

from collections.abc import AsyncIterator
from datetime import datetime

import pytest
from sqlalchemy import select

from actions.rights.erasure import erase_customer
from actions.settings.house import House
from actions.staffroom.room.room_moving import move_room
from store.engine.database import Database
from store.models.address import Address
from store.models.customers import Customer
from tests.room_stand import RoomStand, room_stand
from tests.traces import everything


@pytest.fixture
async def stand(
    database: Database, house: House, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[RoomStand]:
    """A group that is tied, with Ann."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    async with room_stand(database, house, now) as made:
        await made.open("Ann")
        yield made


async def test_topic_of_a_forgotten_customer_is_deleted_with_all_words(stand: RoomStand) -> None:
    customer, topic = await stand.customer_with_topic("my bicycle is broken")
    await stand.write("Ann", "The bicycle is repaired.", topic)
    await stand.settle()
    sent = await stand.client.send_text(customer, "my bicycle, my red bicycle")
    await stand.settle()
    await stand.client.edit(customer, sent.message_id, "my blue bicycle")
    await stand.settle()
    await stand.client.send_text(customer, "which bicycle?")  # waits to be relayed
    await stand.take_in()
    assert "bicycle" in await everything(stand.database)
    async with stand.database.transaction() as session:
        number = (await session.scalars(select(Customer.id))).one()
        await erase_customer(session, number, "staff:1", stand.now)
    await stand.settle()
    assert "bicycle" not in await everything(stand.database)
    assert await stand.client.topics(stand.group) == []
    assert [text for text in await stand.general() if "bicycle" in text] == []


async def forget(stand: RoomStand) -> None:
    async with stand.database.transaction() as session:
        number = (await session.scalars(select(Customer.id))).one()
        await erase_customer(session, number, "staff:1", stand.now)


async def test_words_of_a_topic_that_was_made_again_are_erased(stand: RoomStand) -> None:
    customer, topic = await stand.customer_with_topic("my bicycle is broken")
    await stand.write("Ann", "/c thanks", topic)
    await stand.write("Ann", "The bicycle is repaired.", topic)
    await stand.settle()
    await stand.client.ask("POST", f"/groups/{stand.group}/topics/{topic}/delete")
    await stand.client.send_text(customer, "Hello?")
    await stand.settle(10)
    assert await stand.topic_of(customer) not in {0, topic}
    await forget(stand)
    await stand.settle()
    assert "bicycle" not in await everything(stand.database)
    assert await stand.client.topics(stand.group) == []


async def test_words_in_a_group_that_has_moved_are_erased(stand: RoomStand) -> None:
    _, topic = await stand.customer_with_topic("my bicycle is broken")
    await stand.write("Ann", "The bicycle is repaired.", topic)
    await stand.settle()
    async with stand.database.transaction() as session:
        await move_room(session, Address(stand.group), Address(-100_77), stand.now)
    await forget(stand)
    assert "bicycle" not in await everything(stand.database)

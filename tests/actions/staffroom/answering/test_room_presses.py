"""Buttons in a topic."""

import pytest
from sqlalchemy import select

from actions.staffroom.answering.room_presses import take_press
from actions.staffroom.answering.room_spot import RoomSpot
from actions.turn.incoming import ButtonPressed, Origin, Person
from bot.sandbox.server.event_feed import ChatEvent, EventKind
from store.models.address import Address
from store.models.conversations import Conversation, Mode
from store.models.queues import OutboxAction, OutboxItem
from store.models.staff import Staff
from store.models.staff_rooms import CustomerTopic, StaffRoom
from tests.room_stand import THANKS, RoomStand


async def press(stand: RoomStand, topic: int, event: ChatEvent, data: str) -> None:
    """Let Ann press a button of a message."""
    body = {"message_id": event.message_id, "data": data, "chat": stand.group, "topic": topic}
    await stand.client.move(stand.members["Ann"], "tap", **body)
    await stand.settle(3)


async def notices(stand: RoomStand) -> list[str]:
    """Return what presses were answered."""
    async with stand.database.reading() as session:
        rows = await session.scalars(select(OutboxItem).where(OutboxItem.action == OutboxAction.ANSWER_TAP))
        return [row.payload["text"] for row in rows]


async def test_button_of_the_card_takes_the_talk_over(stand: RoomStand) -> None:
    _, topic = await stand.customer_with_topic()
    card = (await stand.in_topic(topic))[0]
    await press(stand, topic, card, "room:take")
    async with stand.database.reading() as session:
        assert list(await session.scalars(select(Conversation.mode))) == [Mode.STAFF]


async def test_ready_reply_is_previewed_then_sent(stand: RoomStand) -> None:
    customer, topic = await stand.customer_with_topic()
    card = (await stand.in_topic(topic))[0]
    await press(stand, topic, card, "room:c")
    offer = (await stand.in_topic(topic))[-1]
    assert offer.buttons == {"Thanks": "room:c thanks"}
    await press(stand, topic, offer, "room:c thanks")
    preview = (await stand.in_topic(topic))[-1]
    assert "Thank you, Emma. – Ann" in preview.text
    assert "Thank you, Emma. – Ann" not in await stand.got(customer)
    await press(stand, topic, preview, "room:send thanks")
    assert "Thank you, Emma. – Ann" in await stand.got(customer)


async def test_preview_is_discarded(stand: RoomStand) -> None:
    customer, topic = await stand.customer_with_topic()
    await stand.write("Ann", "/c thanks", topic)
    await stand.settle(3)
    preview = (await stand.in_topic(topic))[-1]
    await press(stand, topic, preview, "room:discard")
    assert "Thank you, Emma. – Ann" not in await stand.got(customer)
    events = await stand.client.events(chat=stand.group)
    edits = [event.message_id for event in events if event.kind is EventKind.EDITED]
    assert preview.message_id in edits


@pytest.mark.parametrize(
    ("data", "notice"),
    [
        ("room:take", "好了。"),
        ("room:block", "好了。"),
        ("room:settle", ""),
        ("room:back", ""),
    ],
)
async def test_press_says_what_came_of_it(stand: RoomStand, data: str, notice: str) -> None:
    _, topic = await stand.customer_with_topic()
    card = (await stand.in_topic(topic))[0]
    await press(stand, topic, card, data)
    assert await notices(stand) == [notice]


@pytest.mark.parametrize(
    ("data", "notice"),
    [
        ("room:send gone", "没有这条常用回复。现有：thanks"),
        ("room:answer forged", "最后一个问题没有现成答案。"),
        (f"room:answer {'9' * 40}", "最后一个问题没有现成答案。"),
    ],
)
async def test_press_of_what_is_gone_or_forged_is_refused(stand: RoomStand, data: str, notice: str) -> None:
    await stand.customer_with_topic()
    async with stand.database.transaction() as session:
        room = (await session.scalars(select(StaffRoom))).one()
        topic = (await session.scalars(select(CustomerTopic))).one()
        ann = await session.get_one(Staff, stand.staff["Ann"])
        spot = RoomSpot(session, stand.now, stand.house, (THANKS,), room, topic, ann)
        origin = Origin(room.address, Person(Address(5), "Ann"))
        await take_press(spot, ButtonPressed(origin, "1", 1, data))
    assert await notices(stand) == [notice]

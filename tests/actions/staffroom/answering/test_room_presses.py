"""Buttons in a topic."""

import pytest
from sqlalchemy import select

from actions.staffroom.answering.room_presses import take_press
from actions.staffroom.answering.room_spot import RoomSpot
from actions.turn.incoming import ButtonPressed, Origin, Person
from bot.sandbox.server.event_feed import ChatEvent, EventKind
from nlu.contract.labels import Intent
from store.models.address import Address
from store.models.conversations import Conversation, Mode
from store.models.queues import OutboxAction, OutboxItem
from store.models.staff import Staff
from store.models.staff_rooms import CustomerTopic, StaffRoom
from tests.actions.answers.sample_files import MAP, MENU
from tests.actions.answers.stored_answer import answer_with_files, found_answer
from tests.actions.conftest import sure
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


async def test_answer_is_previewed_with_its_files_then_sent_with_them(stand: RoomStand) -> None:
    await answer_with_files(stand.database, stand.now, MENU, MAP)
    customer, topic = await stand.customer_with_topic()
    stand.reading, stand.searched = sure(Intent.INQUIRY), await found_answer(stand.database)
    await stand.write("Ann", "/take", topic)
    await stand.settle(3)
    await stand.client.send_text(customer, "What is there in the morning?")
    await stand.settle(5)
    await stand.write("Ann", "/a", topic)
    await stand.settle(3)
    preview = (await stand.in_topic(topic))[-1]
    assert "See the menu.\n📎 menu.pdf\n📎 map.png" in preview.text
    await press(stand, topic, preview, preview.buttons["发送"])
    got = [event.body for event in await stand.client.replies(customer)]
    assert (got[-3]["text"], got[-2]["document"]["file_name"], "photo" in got[-1]) == (
        "See the menu.",
        "menu.pdf",
        True,
    )

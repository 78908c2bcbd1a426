"""Buttons in a topic."""

from sqlalchemy import select

from bot.sandbox.server.event_feed import ChatEvent, EventKind
from store.models.conversations import Conversation, Mode
from tests.room_stand import RoomStand


async def press(stand: RoomStand, topic: int, event: ChatEvent, data: str) -> None:
    """Let Ann press a button of a message."""
    body = {"message_id": event.message_id, "data": data, "chat": stand.group, "topic": topic}
    await stand.client.move(stand.members["Ann"], "tap", **body)
    await stand.settle(3)


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

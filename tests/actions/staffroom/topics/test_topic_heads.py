"""Titles follow the case, and the card is pinned."""

from sqlalchemy import select

from actions.staffroom.room.room_pace import INTERVAL
from bot.sandbox.server.event_feed import EventKind
from bot.worker.sending.outbound import NO_MESSAGES
from store.models.address import Address
from store.models.queues import OutboxItem
from tests.room_stand import RoomStand


async def test_card_is_pinned(stand: RoomStand) -> None:
    _, topic = await stand.customer_with_topic()
    await stand.settle(3)
    card = (await stand.in_topic(topic))[0].message_id
    events = await stand.client.events(chat=stand.group)
    assert [event.message_id for event in events if event.kind is EventKind.PINNED] == [card]


async def test_title_follows_the_case(stand: RoomStand) -> None:
    _, topic = await stand.customer_with_topic()
    before = (await stand.client.topics(stand.group))[0]["name"]
    await stand.write("Ann", "/wait", topic)
    await stand.settle()
    after = (await stand.client.topics(stand.group))[0]["name"]
    assert (before != after, before[:16], after[:16]) == (True, "Emma · HF-000001", "Emma · HF-000001")
    card = (await stand.in_topic(topic))[0].message_id
    edited = [
        event.message_id
        for event in await stand.client.events(chat=stand.group)
        if event.kind is EventKind.EDITED
    ]
    assert edited == [card]


async def test_pins_and_changed_cards_count_in_the_pace(stand: RoomStand) -> None:
    """What the sender counts, the room counts too: otherwise a queue grows before the group."""
    began = stand.now
    _, topic = await stand.customer_with_topic()
    await stand.write("Ann", "/wait", topic)
    await stand.settle()
    async with stand.database.reading() as session:
        rows = await session.scalars(
            select(OutboxItem.action).where(
                OutboxItem.address == Address(stand.group), OutboxItem.created_at >= began
            )
        )
        counted = [action for action in rows if action not in NO_MESSAGES]
    [room] = await stand.rooms()
    assert {"send", "pin", "edit"} == set(counted)
    assert room.full_at is not None
    assert room.full_at - began >= INTERVAL * len(counted)

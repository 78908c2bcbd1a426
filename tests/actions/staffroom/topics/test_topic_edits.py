"""Messages that customers have edited."""

from sqlalchemy import select

from bot.sandbox.server.event_feed import EventKind
from store.models.conversations import Direction, Message, Revision
from store.queues.message_split import LONGEST, units
from tests.room_stand import RoomStand


async def test_text_that_is_too_long_with_what_is_written_before_it_is_cut(stand: RoomStand) -> None:
    customer, _ = await stand.customer_with_topic()
    sent = await stand.client.send_text(customer, "x")
    await stand.settle()
    await stand.client.edit(customer, sent.message_id, "y" * LONGEST)
    await stand.settle()
    events = await stand.client.events(chat=stand.group)
    edits = [each.text for each in events if each.kind is EventKind.EDITED and "yyy" in each.text]
    assert [(units(text), text[-1]) for text in edits] == [(LONGEST, "…")]


async def test_edit_of_a_slower_transaction_is_shown_too(stand: RoomStand) -> None:
    customer, _ = await stand.customer_with_topic("first")
    await stand.client.send_text(customer, "second")
    await stand.settle()
    for number, index, text in ((70, 1, "second, edited"), (60, 0, "first, edited")):
        async with stand.database.transaction() as session:
            heard = await session.scalars(
                select(Message).where(Message.direction == Direction.IN).order_by(Message.id)
            )
            message = list(heard)[index]
            session.add(
                Revision(id=number, message_id=message.id, text=message.text or "", replaced_at=stand.now)
            )
            message.text = text
        await stand.settle(3)
        stand.pass_(70)
    await stand.settle(3)
    events = await stand.client.events(chat=stand.group)
    edits = [each.text for each in events if each.kind is EventKind.EDITED and "edited" in each.text]
    assert [text.splitlines()[0].removeprefix("✏️ ") for text in edits] == ["second, edited", "first, edited"]

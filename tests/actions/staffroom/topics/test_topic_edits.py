"""Messages that customers have edited."""

from bot.sandbox.server.event_feed import EventKind
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

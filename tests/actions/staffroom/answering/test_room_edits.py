"""What staff change later."""

from sqlalchemy import select, update

from bot.sandbox.server.event_feed import EventKind
from store.models.conversations import Message, Note, Revision
from store.models.queues import OutboxItem, OutboxStatus
from tests.room_stand import RoomStand


async def edit(stand: RoomStand, name: str, number: int, text: str) -> None:
    body = {"message_id": number, "text": text, "chat": stand.group}
    await stand.client.move(stand.members[name], "edit", **body)


async def test_edit_changes_the_customers_copy_and_is_kept(stand: RoomStand) -> None:
    customer, topic = await stand.customer_with_topic()
    number = await stand.write("Ann", "On Munday", topic)
    await stand.settle()
    await edit(stand, "Ann", number, "On Monday")
    await stand.settle()
    events = await stand.client.events(chat=customer)
    assert [each.text for each in events if each.kind is EventKind.EDITED] == ["On Monday"]
    async with stand.database.reading() as session:
        message = (await session.scalars(select(Message).where(Message.staff_id.is_not(None)))).one()
        assert message.text == "On Monday"
        assert list(await session.scalars(select(Revision.text))) == ["On Munday"]


async def test_edit_before_it_was_sent_changes_what_is_sent(stand: RoomStand) -> None:
    customer, topic = await stand.customer_with_topic()
    number = await stand.write("Ann", "On Munday", topic)
    await stand.take_in()
    await edit(stand, "Ann", number, "On Monday")
    await stand.take_in()
    await stand.settle()
    got = await stand.got(customer)
    assert ("On Monday" in got, "On Munday" in got) == (True, False)


async def test_note_is_edited_by_its_writer_alone(stand: RoomStand) -> None:
    _, topic = await stand.customer_with_topic()
    number = await stand.write("Ann", "// call", topic)
    await stand.settle(2)
    await edit(stand, "Ann", number, "// call at four")
    await stand.settle(2)
    async with stand.database.reading() as session:
        assert list(await session.scalars(select(Note.text))) == ["call at four"]


async def test_own_reply_is_deleted_at_the_customers_and_others_are_not(stand: RoomStand) -> None:
    customer, topic = await stand.customer_with_topic()
    number = await stand.write("Ann", "Wrong customer", topic)
    await stand.settle()
    refused = await stand.write("Bo", "/delete", topic, reply_to=number)
    await stand.settle(3)
    assert await stand.reactions(refused) == ["👎"]
    await stand.write("Ann", "/delete", topic, reply_to=number)
    await stand.settle(3)
    events = await stand.client.events(chat=customer)
    assert len([event for event in events if event.kind is EventKind.DELETED]) == 1


async def test_edit_of_what_did_not_arrive_is_refused_with_a_reason(stand: RoomStand) -> None:
    _, topic = await stand.customer_with_topic()
    number = await stand.write("Ann", "On Munday", topic)
    await stand.take_in()
    async with stand.database.transaction() as session:
        replies = update(OutboxItem).where(OutboxItem.message_id.is_not(None))
        await session.execute(replies.values(status=OutboxStatus.FAILED, attempts=1))
    await edit(stand, "Ann", number, "On Monday")
    await stand.settle()
    assert (await stand.reactions(number))[-1] == "👎"
    assert "这条回复无法修改" in "\n".join(await stand.said(topic))


async def test_reply_that_is_old_or_deleted_is_not_changed(stand: RoomStand) -> None:
    customer, topic = await stand.customer_with_topic()
    number = await stand.write("Ann", "On Munday", topic)
    await stand.settle()
    stand.pass_(48 * 3600)
    late = await stand.write("Ann", "/delete", topic, reply_to=number)
    await edit(stand, "Ann", number, "On Monday")
    await stand.settle(3)
    assert await stand.reactions(late) == ["👎"]
    events = await stand.client.events(chat=customer)
    assert {EventKind.EDITED, EventKind.DELETED} & {event.kind for event in events} == set()

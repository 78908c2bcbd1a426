"""From a topic to the customer."""

from sqlalchemy import select

from store.models.cases import CaseEvent, CaseStep
from store.models.conversations import Direction, Message, MessageKind, Note
from tests.room_stand import RoomStand


async def test_reply_is_one_of_staff_in_transcript_and_case(stand: RoomStand) -> None:
    _, topic = await stand.customer_with_topic()
    await stand.write("Ann", "On its way.", topic)
    await stand.settle()
    async with stand.database.reading() as session:
        message = (await session.scalars(select(Message).where(Message.staff_id.is_not(None)))).one()
        steps = list(await session.scalars(select(CaseEvent.step)))
    assert (message.text, message.staff_id, message.direction) == (
        "On its way.",
        stand.staff["Ann"],
        Direction.OUT,
    )
    assert CaseStep.REPLIED in steps


async def test_notes_and_replies_to_notes_stay_with_colleagues(stand: RoomStand) -> None:
    customer, topic = await stand.customer_with_topic()
    number = await stand.write("Ann", "// ask the warehouse", topic)
    await stand.settle(2)
    await stand.write("Bo", "I did", topic, reply_to=number)
    await stand.settle(3)
    assert not {"I did", "// ask the warehouse"} & set(await stand.got(customer))
    async with stand.database.reading() as session:
        assert list(await session.scalars(select(Note.text))) == ["ask the warehouse", "I did"]


async def test_reply_to_the_customers_message_quotes_it(stand: RoomStand) -> None:
    customer, topic = await stand.customer_with_topic()
    sent = await stand.client.send_text(customer, "And the second one?")
    await stand.settle()
    asked = (await stand.in_topic(topic))[-1].message_id
    await stand.write("Ann", "Tomorrow.", topic, reply_to=asked)
    await stand.settle()
    [answer] = [event for event in await stand.client.replies(customer) if event.text == "Tomorrow."]
    assert answer.body["reply_to_message"]["message_id"] == sent.message_id


async def test_photo_of_staff_reaches_the_customer(stand: RoomStand) -> None:
    customer, topic = await stand.customer_with_topic()
    body = {"kind": "photo", "caption": "this one?", "chat": stand.group, "topic": topic}
    sent = await stand.client.move(stand.members["Ann"], "attachment", **body)
    await stand.settle()
    [photo] = [event for event in await stand.client.replies(customer) if "photo" in event.body]
    assert photo.body["caption"] == "this one?"
    assert await stand.reactions(sent["message_id"]) == ["👀", "👌"]
    async with stand.database.reading() as session:
        found = (await session.scalars(select(Message).where(Message.staff_id.is_not(None)))).one()
    assert (found.kind, found.text) == (MessageKind.PHOTO, "this one?")


async def test_album_whose_caption_is_a_note_stays_with_colleagues(stand: RoomStand) -> None:
    customer, topic = await stand.customer_with_topic()
    for caption in ({"caption": "// internal"}, {}, {}):
        content = {"photo": [{"file_id": "f", "file_unique_id": "u"}], "media_group_id": "8", **caption}
        body = {"content": content, "chat": stand.group, "topic": topic}
        await stand.client.move(stand.members["Ann"], "message", **body)
    await stand.settle()
    assert [event for event in await stand.client.replies(customer) if "photo" in event.body] == []
    async with stand.database.reading() as session:
        assert list(await session.scalars(select(Note.text))) == ["internal", "[photo]", "[photo]"]


async def test_customer_who_blocked_the_bot_is_said_to_be_out_of_reach(stand: RoomStand) -> None:
    customer, topic = await stand.customer_with_topic()
    await stand.client.move(customer, "block")
    await stand.settle(2)
    number = await stand.write("Ann", "Hello?", topic)
    await stand.settle()
    assert await stand.reactions(number) == ["👎"]


async def test_dice_cannot_be_sent(stand: RoomStand) -> None:
    customer, topic = await stand.customer_with_topic()
    before = len(await stand.client.replies(customer))
    body = {"content": {"dice": {"emoji": "🎲", "value": 3}}, "chat": stand.group, "topic": topic}
    await stand.client.move(stand.members["Ann"], "message", **body)
    await stand.settle(3)
    assert len(await stand.client.replies(customer)) == before


async def test_command_for_another_bot_is_not_sent_to_the_customer(stand: RoomStand) -> None:
    customer, topic = await stand.customer_with_topic()
    await stand.write("Ann", "/mute@other_bot", topic)
    await stand.settle(3)
    assert not [text for text in await stand.got(customer) if "mute" in text]

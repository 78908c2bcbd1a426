"""The front desk hands every kind of update to its handler, in the transcript once."""

from collections.abc import Callable

from sqlalchemy import select

from actions.settings.house import House
from actions.settings.replies import Reply
from actions.turn.incoming import CommandReceived, Disposition, Origin, Person, TextReceived, Unhandled
from nlu.contract.labels import Intent, Language
from store.engine.database import Database
from store.models.address import Address
from store.models.cases import Case
from store.models.conversations import Conversation, Direction, Message, MessageKind, Understood
from store.models.customers import Customer as CustomerRow
from tests.actions.conftest import AWAY, ODD, Customer, Sent, sure, texts, unsure


async def messages(database: Database, direction: Direction = Direction.IN) -> list[Message]:
    async with database.reading() as session:
        found = await session.scalars(
            select(Message).where(Message.direction == direction).order_by(Message.id)
        )
        return list(found)


async def test_message_is_kept_with_its_label(customer: Customer, database: Database) -> None:
    await customer.write("你们几点开门", sure(Intent.INQUIRY, 0.8))
    (message,) = await messages(database)
    assert (message.text, message.intent, message.confidence, message.model, message.understood) == (
        "你们几点开门",
        Intent.INQUIRY,
        0.8,
        "m1",
        Understood.DONE,
    )


async def test_messages_of_a_talk_share_a_conversation(customer: Customer, database: Database) -> None:
    await customer.write("你们几点开门")
    customer.now += customer.house.silence / 2
    await customer.write("周日呢")
    customer.now += customer.house.silence * 2
    await customer.write("在吗", sure(Intent.GREET))
    assert [message.conversation_id for message in await messages(database)] == [1, 1, 2]


async def test_reply_is_in_the_transcript_too(customer: Customer, database: Database) -> None:
    sent = await customer.write("你好", sure(Intent.GREET))
    assert [message.text for message in await messages(database, Direction.OUT)] == texts(sent)


async def test_reply_is_in_the_language_of_the_app(customers: Callable[..., Customer], house: House) -> None:
    english = customers(7, "en-GB")
    assert texts(await english.write("hello", sure(Intent.GREET))) == [
        house.replies.text(Language.EN, Reply.GREET)
    ]


async def test_two_customers_have_two_conversations(
    customers: Callable[..., Customer], database: Database
) -> None:
    await customers(7).write("你好", sure(Intent.GREET))
    await customers(8).write("你好", sure(Intent.GREET))
    async with database.reading() as session:
        assert len(list(await session.scalars(select(Conversation.customer_id)))) == 2


async def test_group_talk_and_unknown_updates_leave_no_trace(customer: Customer, database: Database) -> None:
    group = Origin(Address(-100), Person(Address(42), "Wang"), private=False)
    sent = await customer.update(TextReceived(group, 1, customer.now, "大家好"), sure(Intent.GREET))
    customer.updates += 1
    sent += await customer.update(Unhandled("poll"))
    async with database.reading() as session:
        known = list(await session.scalars(select(CustomerRow)))
    assert (sent, known, customer.disposition) == ([], [], Disposition.DONE)


async def test_message_that_is_not_understood_yet_is_acknowledged_and_answered_later(
    customer: Customer, database: Database, house: House
) -> None:
    incoming = TextReceived(customer.origin, 1, customer.now, "东西坏了，太差了")
    acknowledged = await customer.update(incoming, AWAY)
    waits, item = customer.disposition, customer.last_item
    assert item is not None
    answered = await customer.again(item, incoming, sure(Intent.COMPLAINT))
    (message,) = await messages(database)
    assert texts(acknowledged) == [house.replies.text(Language.ZH, Reply.NOT_YET)]
    assert (waits, customer.disposition) == (Disposition.WAITING, Disposition.DONE)
    assert (message.intent, message.understood) == (Intent.COMPLAINT, Understood.DONE)
    assert "HF-000001" in texts(answered)[0]


async def test_message_behind_one_that_waits_queues_up(customer: Customer, database: Database) -> None:
    await customer.write("第一条", AWAY)
    await customer.write("第二条", sure(Intent.COMPLAINT))
    assert customer.disposition is Disposition.WAITING
    async with database.reading() as session:
        assert list(await session.scalars(select(Case))) == []


async def test_command_does_not_queue_up(customer: Customer, house: House) -> None:
    await customer.write("第一条", AWAY)
    assert texts(await customer.command("status")) == [house.replies.text(Language.ZH, Reply.STATUS_NONE)]


async def test_message_still_away_is_acknowledged_once(customer: Customer) -> None:
    incoming = TextReceived(customer.origin, 1, customer.now, "在吗")
    await customer.update(incoming, AWAY)
    assert customer.last_item is not None
    assert await customer.again(customer.last_item, incoming, AWAY) == []


async def test_odd_answer_asks_the_customer(customer: Customer, database: Database, house: House) -> None:
    sent = await customer.write("嗯嗯嗯", ODD)
    (message,) = await messages(database)
    assert [each.text for each in sent] == [house.replies.text(Language.ZH, Reply.UNCLEAR)]
    assert message.understood is Understood.FAILED


async def test_unsure_reading_asks_with_three_buttons(customer: Customer, house: House) -> None:
    sent = await customer.write("这个怎么说呢", unsure(Intent.COMPLAINT))
    assert sent == [
        Sent(
            house.replies.text(Language.ZH, Reply.UNCLEAR),
            {"咨询": "i:1:inquiry", "投诉": "i:1:complaint", "表扬": "i:1:praise"},
        )
    ]


async def test_attachment_is_kept_and_acknowledged(
    customer: Customer, database: Database, house: House
) -> None:
    sent = await customer.attach(MessageKind.PHOTO)
    (message,) = await messages(database)
    assert texts(sent) == [house.replies.text(Language.ZH, Reply.ATTACHMENT)]
    assert (message.kind, message.attachment) == (MessageKind.PHOTO, {"file_id": "f1"})


async def test_caption_is_understood_like_a_text(customer: Customer, database: Database) -> None:
    await customer.attach(MessageKind.PHOTO, "杯子是碎的", sure(Intent.COMPLAINT))
    (message,) = await messages(database)
    assert (message.kind, message.text, message.intent) == (MessageKind.PHOTO, "杯子是碎的", Intent.COMPLAINT)


async def test_command_is_no_english_message(customer: Customer, database: Database) -> None:
    await customer.command("status")
    (message,) = await messages(database)
    assert (message.kind, message.language) == (MessageKind.COMMAND, Language.ZH)


async def test_unknown_command_is_answered(customer: Customer, house: House) -> None:
    sent = await customer.update(CommandReceived(customer.origin, 1, customer.now, "dance", ""))
    assert texts(sent) == [house.replies.text(Language.ZH, Reply.UNKNOWN_COMMAND)]


async def test_blocked_customer_is_unreachable_until_they_write(
    customer: Customer, database: Database
) -> None:
    await customer.write("你好", sure(Intent.GREET))
    await customer.block()
    async with database.reading() as session:
        assert await session.scalar(select(CustomerRow.unreachable_at)) == customer.now
    await customer.write("你好", sure(Intent.GREET))
    async with database.reading() as session:
        assert await session.scalar(select(CustomerRow.unreachable_at)) is None


async def test_worked_on_twice_the_message_is_in_the_transcript_once(
    customer: Customer, database: Database
) -> None:
    incoming = TextReceived(customer.origin, 1, customer.now, "你好")
    await customer.update(incoming, AWAY)
    assert customer.last_item is not None
    await customer.again(customer.last_item, incoming, sure(Intent.GREET))
    assert len(await messages(database)) == 1


async def test_words_behind_an_unknown_command_are_a_message(customer: Customer, database: Database) -> None:
    words = CommandReceived(customer.origin, 1, customer.now, "complaint", "房间很脏")
    (answer,) = texts(await customer.update(words, sure(Intent.COMPLAINT)))
    (message,) = await messages(database)
    assert "HF-000001" in answer
    assert (message.text, message.kind, message.intent) == (
        "/complaint 房间很脏",
        MessageKind.TEXT,
        Intent.COMPLAINT,
    )


async def test_words_behind_a_command_are_in_the_transcript_and_a_token_is_not(
    customer: Customer, database: Database
) -> None:
    await customer.command("help", "我的包裹")
    await customer.command("start", "s3cret")
    assert [message.text for message in await messages(database)] == ["/help 我的包裹", "/start"]


async def test_album_is_acknowledged_once(customer: Customer, house: House) -> None:
    sent = [
        await customer.attach(MessageKind.PHOTO, details={"file_id": f"f{number}", "media_group_id": "a1"})
        for number in range(3)
    ]
    sent.append(await customer.attach(MessageKind.PHOTO, details={"file_id": "g", "media_group_id": "a2"}))
    thanks = [house.replies.text(Language.ZH, Reply.ATTACHMENT)]
    assert [texts(each) for each in sent] == [thanks, [], [], thanks]

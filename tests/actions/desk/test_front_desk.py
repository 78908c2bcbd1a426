"""The front desk hands every kind of update to its handler, in the transcript once."""

from collections.abc import Callable

from sqlalchemy import select

from actions.settings.house import House
from actions.settings.replies import Reply
from actions.turn.incoming import (
    CommandReceived,
    Disposition,
    Origin,
    Person,
    TextReceived,
    Ties,
    Unhandled,
)
from nlu.contract.labels import Intent, Language
from store.engine.database import Database
from store.models.address import Address
from store.models.cases import Case
from store.models.conversations import Conversation, Direction, MessageKind
from store.models.customers import Customer as CustomerRow
from tests.actions.conftest import AWAY, Customer, sure, texts, unsure
from tests.actions.desk.conftest import messages


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


async def test_message_behind_one_that_waits_queues_up(customer: Customer, database: Database) -> None:
    await customer.write("第一条", AWAY)
    await customer.write("第二条", sure(Intent.COMPLAINT))
    assert customer.disposition is Disposition.WAITING
    async with database.reading() as session:
        assert list(await session.scalars(select(Case))) == []


async def test_command_does_not_queue_up(customer: Customer, house: House) -> None:
    await customer.write("第一条", AWAY)
    assert texts(await customer.command("status")) == [house.replies.text(Language.ZH, Reply.STATUS_NONE)]


async def test_unknown_command_is_answered(customer: Customer, house: House) -> None:
    sent = await customer.update(CommandReceived(customer.origin, 1, customer.now, "dance", ""))
    assert texts(sent) == [house.replies.text(Language.ZH, Reply.UNKNOWN_COMMAND)]


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


async def test_answers_stay_in_the_topic(customer: Customer, database: Database) -> None:
    customer.topic = 31
    await customer.write("那个", unsure(Intent.COMPLAINT))
    asked = await customer.write("这个嘛", unsure(Intent.COMPLAINT))
    button = next(iter(asked[0].buttons.values()))
    customer.topic = None  # as of a button on a message whose topic Telegram does not tell
    pressed = await customer.press(button)
    said = (await messages(database))[-1]
    assert (said.topic, {each.topic for each in asked}) == (31, {31})
    assert {each.topic for each in pressed if each.action == "send"} == {31}


async def test_message_outside_topics_is_answered_outside(customer: Customer) -> None:
    customer.topic = 31
    await customer.write("你好", sure(Intent.GREET))
    customer.topic = None
    assert {each.topic for each in await customer.write("你好", sure(Intent.GREET))} == {None}


async def test_edit_is_answered_in_its_topic(customer: Customer) -> None:
    customer.topic = 31
    await customer.write("水管坏了", sure(Intent.GREET))
    edited = await customer.edit(1, "水管坏了，请派人", sure(Intent.GREET))
    assert {each.topic for each in edited} == {31}


async def test_ties_are_kept_with_the_message(customer: Customer, database: Database) -> None:
    ties = Ties(reply_to=2**40, quoted="周五上门", forwarded_from="阿明", album="a1")
    await customer.write("没有人来", sure(Intent.INQUIRY), ties=ties)
    (said,) = await messages(database)
    assert Ties(said.reply_to, said.quoted, said.forwarded_from, said.album) == ties

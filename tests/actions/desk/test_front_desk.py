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
from store.models.conversations import Conversation, Direction, MessageKind
from store.models.customers import Customer as CustomerRow
from tests.actions.conftest import AWAY, Customer, sure, texts
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

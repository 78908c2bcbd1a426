"""What came in is in the transcript once, with its label."""

from datetime import datetime

from sqlalchemy import select

from actions.turn.incoming import TextReceived
from actions.webhooks.webhook_targets import add_target
from nlu.contract.labels import Intent, Language
from store.engine.database import Database
from store.models.conversations import MessageKind, Understood
from store.models.queues import EventDelivery, SystemEventKind
from tests.actions.conftest import AWAY, Customer, sure
from tests.actions.desk.conftest import messages


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


async def test_command_is_no_english_message(customer: Customer, database: Database) -> None:
    await customer.command("status")
    (message,) = await messages(database)
    assert (message.kind, message.language) == (MessageKind.COMMAND, Language.ZH)


async def test_worked_on_twice_the_message_is_in_the_transcript_once(
    customer: Customer, database: Database
) -> None:
    incoming = TextReceived(customer.origin, 1, customer.now, "你好")
    await customer.update(incoming, AWAY)
    assert customer.last_item is not None
    await customer.again(customer.last_item, incoming, sure(Intent.GREET))
    assert len(await messages(database)) == 1


async def test_words_behind_a_command_are_in_the_transcript_and_a_token_is_not(
    customer: Customer, database: Database
) -> None:
    await customer.command("help", "我的包裹")
    await customer.command("start", "s3cret")
    assert [message.text for message in await messages(database)] == ["/help 我的包裹", "/start"]


async def test_messages_of_customers_are_told_to_other_systems_once_and_those_of_the_bot_are_not(
    customer: Customer, database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        await add_target(session, "https://crm.example/", (SystemEventKind.MESSAGE_RECEIVED,), now)
    incoming = TextReceived(customer.origin, 1, customer.now, "你好")
    await customer.update(incoming, AWAY)
    assert customer.last_item is not None
    await customer.again(customer.last_item, incoming, sure(Intent.GREET))
    (message,) = await messages(database)
    async with database.reading() as session:
        told = (await session.execute(select(EventDelivery.facts, EventDelivery.customer_id))).tuples().all()
    facts = {"conversation": message.conversation_id, "message": message.id, "kind": "text"}
    assert told == [(facts, 1)]

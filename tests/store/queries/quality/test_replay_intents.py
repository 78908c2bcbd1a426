"""A replay is told what was recognised in each customer's first words."""

from datetime import datetime

from nlu.contract.labels import Intent
from store.engine.database import Database
from store.models.address import Address
from store.models.conversations import Conversation, Direction, Message, MessageKind
from store.models.customers import Customer
from store.queries.quality.replay_intents import AT_ONCE, first_intents


async def said(database: Database, now: datetime, number: int, *intents: Intent | None) -> None:
    async with database.transaction() as session:
        customer = Customer(account=Address(number), created_at=now)
        session.add(customer)
        await session.flush()
        conversation = Conversation(customer_id=customer.id, started_at=now, last_message_at=now)
        session.add(conversation)
        await session.flush()
        for intent in intents:
            session.add(
                Message(
                    conversation_id=conversation.id,
                    direction=Direction.IN,
                    kind=MessageKind.TEXT,
                    intent=intent,
                    created_at=now,
                )
            )
            await session.flush()


async def test_first_words_count(database: Database, now: datetime) -> None:
    await said(database, now, 1, Intent.COMPLAINT, Intent.THANKS)
    await said(database, now, 2, Intent.PRAISE)
    await said(database, now, 3, None)
    async with database.reading() as session:
        found = await first_intents(session, [Address(each) for each in (1, 2, 3, 4)])
    assert found == {Address(1): Intent.COMPLAINT, Address(2): Intent.PRAISE}


async def test_many_customers_can_be_asked_for_at_once(database: Database, now: datetime) -> None:
    await said(database, now, 7, Intent.INQUIRY)
    async with database.reading() as session:
        found = await first_intents(session, [Address(each) for each in range(2 * AT_ONCE)])
    assert found == {Address(7): Intent.INQUIRY}

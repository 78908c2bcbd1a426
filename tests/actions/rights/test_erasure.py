"""A forgotten customer is nowhere, and others keep everything."""

from typing import Any

from sqlalchemy import select

from actions.settings.replies import Reply
from actions.surveys.policy.events import ServiceEnded
from actions.surveys.policy.services import service_ended
from nlu.contract.labels import Intent
from store.engine.search_terms import query_terms
from store.models.address import Address
from store.models.customers import Customer as CustomerRow
from store.models.queues import InboxItem, InboxStatus
from store.queries.conversations.conditions import ConversationFilter
from store.queries.conversations.message_search import find_messages
from store.queues import inbox
from tests.actions.conftest import Customer, sure, texts
from tests.actions.rights.conftest import SECRET, exported, forgotten, say
from tests.traces import everything


async def test_50_forgotten_customer_is_nowhere(customer: Customer) -> None:
    await customer.write(SECRET, sure(Intent.COMPLAINT))
    await customer.command("export")
    assert SECRET in await everything(customer.database)
    assert await forgotten(customer) == ["", say(customer, Reply.FORGOTTEN)]
    left = await everything(customer.database)
    assert SECRET not in left
    assert "wang" not in left
    async with customer.database.reading() as session:
        found = await find_messages(session, query_terms("自行车"), ConversationFilter())
    assert found.rows == ()


async def test_50_what_systems_told_of_a_forgotten_customer_is_gone(customer: Customer) -> None:
    await customer.write(SECRET, sure(Intent.COMPLAINT))
    event = ServiceEnded("till-3", "r1", customer.now, account=Address(42), timezone="Europe/Berlin")
    async with customer.database.transaction() as session:
        await service_ended(session, event, customer.now, customer.house)
    assert "europe/berlin" in await everything(customer.database)
    await forgotten(customer)
    assert "europe/berlin" not in await everything(customer.database)


async def test_50_others_keep_everything(customer: Customer, customers: Any) -> None:
    other = customers(77)
    await other.write("别人的话", sure(Intent.COMPLAINT))
    before = await everything(customer.database)
    await customer.write(SECRET, sure(Intent.COMPLAINT))
    await forgotten(customer)
    left = await everything(customer.database)
    assert "别人的话" in left
    assert before.count("77") <= left.count("77")


async def test_forgotten_customer_begins_anew(customer: Customer) -> None:
    await customer.write(SECRET, sure(Intent.COMPLAINT))
    await forgotten(customer)
    await customer.write("你好", sure(Intent.GREET))
    async with customer.database.reading() as session:
        assert (await session.scalars(select(CustomerRow.account))).all() == [Address(42)]
    assert len((await exported(customer))["messages"]) == 2 + 1


async def test_50_what_waits_for_the_nlu_is_forgotten_too(customer: Customer) -> None:
    async with customer.database.transaction() as session:
        await inbox.add(
            session, [inbox.ReceivedUpdate(Address(1), 1, Address(42), {"text": SECRET})], customer.now
        )
        waiting = (await session.scalars(select(InboxItem))).one()
        await inbox.postpone(session, waiting.id, customer.now)
    customer.updates = 1
    await forgotten(customer)
    assert SECRET not in await everything(customer.database)
    async with customer.database.reading() as session:
        kept = await session.get_one(InboxItem, waiting.id)
        assert kept.status is InboxStatus.DONE


async def test_50_number_of_a_forgotten_case_is_given_to_nobody_else(
    customer: Customer, customers: Any
) -> None:
    await customer.write(SECRET, sure(Intent.COMPLAINT))
    await forgotten(customer)
    (answer,) = texts(await customers(77).write("菜是凉的", sure(Intent.COMPLAINT)))
    assert "HF-000002" in answer

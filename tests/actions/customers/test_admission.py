"""Beyond the limits, and of blocked customers, only the count is kept; the customer is told once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from actions.customers.blocking import block, unblock
from actions.settings.house import CustomerLimits
from actions.settings.replies import Reply
from nlu.contract.labels import Intent, Language
from store.models.conversations import Message, MessageKind
from store.models.customers import Customer as CustomerRow
from store.models.queues import InboxItem, OutboxItem, OutboxStatus
from store.models.staff import AuditEntry
from store.models.usage import CustomerUsage
from tests.actions.conftest import AWAY, Customer, sure, texts

GREET = sure(Intent.GREET)


def limited(customer: Customer, **limits: int) -> Customer:
    customer.house = replace(customer.house, limits=CustomerLimits(**limits))
    return customer


def say(customer: Customer, reply: Reply, number: int = 0) -> str:
    return customer.house.replies.worded(Language.ZH, reply, number)


async def kept(customer: Customer) -> tuple[int, int]:
    """How many messages of the customer are kept, and of how many only the count."""
    async with customer.database.reading() as session:
        heard = select(func.count(Message.id)).where(Message.inbox_id.is_not(None))
        counted = await session.scalar(select(func.sum(CustomerUsage.not_kept)))
        return await session.scalar(heard) or 0, int(counted or 0)


async def test_messages_beyond_the_limit_are_counted_and_the_customer_is_told_once(
    customer: Customer,
) -> None:
    limited(customer, messages_per_hour=2)
    sent = [texts(await customer.write(f"你好 {number}", GREET)) for number in range(5)]
    greeting, again = say(customer, Reply.GREET), say(customer, Reply.GREET, 1)
    assert sent == [[greeting], [again], [say(customer, Reply.TOO_MUCH)], [], []]
    assert await kept(customer) == (2, 3)


async def test_flood_leaves_one_emptied_update(customer: Customer) -> None:
    limited(customer, messages_per_hour=1)
    for number in range(5):
        await customer.write(f"你好 {number}", GREET)
    async with customer.database.reading() as session:
        assert await session.scalar(select(func.count(InboxItem.id))) == 2


async def test_next_hour_takes_messages_in_again_until_the_day_is_full(customer: Customer) -> None:
    limited(customer, messages_per_hour=2, messages_per_day=3)
    for _ in range(3):
        await customer.write("你好", GREET)
    customer.now += timedelta(hours=1)
    sent = [texts(await customer.write("你好", GREET)) for _ in range(2)]
    assert sent == [[say(customer, Reply.TOO_MUCH)], []]  # the third of the day was counted, too
    customer.now += timedelta(days=1)
    assert texts(await customer.write("你好", GREET)) == [say(customer, Reply.GREET, 2)]
    assert await kept(customer) == (3, 3)


async def test_files_have_a_limit_apart(customer: Customer) -> None:
    limited(customer, files_per_hour=1)
    sent = [texts(await customer.attach(MessageKind.PHOTO)) for _ in range(3)]
    assert sent == [[say(customer, Reply.ATTACHMENT)], [say(customer, Reply.TOO_MUCH)], []]
    assert texts(await customer.write("你好", GREET)) == [say(customer, Reply.GREET)]


async def test_replies_have_a_limit(customer: Customer) -> None:
    limited(customer, replies_per_hour=2)
    sent = [texts(await customer.write("你好", GREET)) for _ in range(4)]
    greetings = [[say(customer, Reply.GREET, number)] for number in range(2)]
    assert sent == [*greetings, [say(customer, Reply.TOO_MUCH)], []]


async def test_message_that_waited_is_counted_once(customer: Customer) -> None:
    limited(customer, messages_per_hour=1)
    await customer.write("你好", AWAY)
    assert customer.last_item is not None
    async with customer.database.reading() as session:
        assert await session.scalar(select(CustomerUsage.hour_messages)) == 1


@pytest.mark.parametrize("name", ["stop", "forget"])
async def test_rights_can_be_used_beyond_the_limit(customer: Customer, name: str) -> None:
    limited(customer, messages_per_hour=2)
    for _ in range(3):
        await customer.write("你好", GREET)
    reply = {"stop": Reply.STOPPED, "forget": Reply.FORGET_ASK}[name]
    assert texts(await customer.command(name)) == [say(customer, reply)]
    assert texts(await customer.command(name)) == []  # not without end


async def test_customer_is_forgotten_beyond_the_limit(customer: Customer) -> None:
    limited(customer, messages_per_hour=2)
    for _ in range(2):
        await customer.write("你好", GREET)
    asked = await customer.command("forget")
    await customer.press(next(iter(asked[-1].buttons.values())))
    async with customer.database.reading() as session:
        assert list(await session.scalars(select(CustomerRow.id))) == []


async def test_export_comes_one_at_a_time_and_some_a_day(customer: Customer) -> None:
    limited(customer, exports_per_day=2)
    first = texts(await customer.command("export"))
    second = texts(await customer.command("export"))
    assert (first, second) == ([], [say(customer, Reply.EXPORT_WAITING)])
    for expected in ([], [say(customer, Reply.EXPORT_ENOUGH)]):
        async with customer.database.transaction() as session:
            for row in await session.scalars(select(OutboxItem)):
                row.status = OutboxStatus.SENT
        assert texts(await customer.command("export")) == expected
    customer.now += timedelta(days=1)
    assert texts(await customer.command("export")) == []


async def test_blocked_customer_is_told_once_and_counted(customer: Customer) -> None:
    await customer.write("你好", GREET)
    async with customer.database.transaction() as session:
        await block(session, 1, 3, customer.now)
        await block(session, 1, 3, customer.now)
    sent = [texts(await customer.write("你好", GREET)), texts(await customer.command("stop"))]
    assert sent == [[say(customer, Reply.BLOCKED)], []]
    assert await kept(customer) == (1, 2)
    async with customer.database.transaction() as session:
        await unblock(session, 1, 3, customer.now)
        await unblock(session, 1, 3, customer.now)
    assert texts(await customer.write("你好", GREET)) == [say(customer, Reply.GREET, 1)]
    async with customer.database.reading() as session:
        entries = await session.execute(select(AuditEntry.actor, AuditEntry.action).order_by(AuditEntry.id))
        assert [tuple(entry) for entry in entries] == [
            ("staff:3", "customer.blocked"),
            ("staff:3", "customer.unblocked"),
        ]


async def test_opt_out_word_counts_as_the_command_beyond_the_limit(customer: Customer) -> None:
    limited(customer, messages_per_hour=2)
    for _ in range(3):
        await customer.write("你好", GREET)
    assert texts(await customer.write("退订", GREET)) == [say(customer, Reply.STOPPED)]

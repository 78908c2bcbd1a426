"""Journey 1: a customer's message, from the chat through the model to the reply, with everything real."""

import asyncio

import pytest
from sqlalchemy import func, select

from bot.sandbox.control.sandbox_client import SandboxClient
from bot.sandbox.server.event_feed import ChatEvent
from nlu.contract.labels import Intent
from store.engine.database import Database
from store.models.cases import Case, CaseKind
from store.models.conversations import Direction, Message, Understood
from store.models.queues import Alarm, InboxItem, InboxStatus, OutboxItem, OutboxStatus
from store.queues.outbox import UNSENT
from tests.journeys.installation import Installation, Process

pytestmark = pytest.mark.rasa


async def say(telegram: SandboxClient, customer: int, text: str, within: float = 30) -> ChatEvent:
    """Write, and wait for the next reply."""
    seen = await telegram.events(chat=customer)
    await telegram.send_text(customer, text)
    return await telegram.wait_for_reply(customer, seen[-1].seq if seen else 0, within)


async def test_customers_are_understood_and_answered(
    installation: Installation, telegram: SandboxClient
) -> None:
    del installation.environment["HUIFANG_NLU_URL"]  # so that it starts and supervises its server
    await installation.start()
    chinese = await telegram.customer("小王", "zh-hans")
    english = await telegram.customer("Ann", "en")
    complained = await say(telegram, chinese, "等了两个小时还没送到，菜全凉了，太差劲了，我要投诉")
    praised = await say(
        telegram, english, "Thank you so much, the staff were wonderful and the room was spotless!"
    )
    asked = await say(telegram, english, "What time does breakfast start on Sundays?")
    assert complained.text.startswith("非常抱歉给您带来了不好的体验。您的投诉已登记，编号 HF-000001")
    assert praised.text.startswith("Thank you for your kind words!")
    assert asked.text.startswith("We have your question, its number is HF-000002.")
    assert (await say(telegram, chinese, "/status")).text.startswith("您有 1 件事在处理")


async def test_messages_of_every_kind_are_kept_and_answered(
    installation: Installation, telegram: SandboxClient
) -> None:
    await installation.start()
    customer = await telegram.customer("小王", "zh-hans")
    for kind in ("photo", "voice", "document", "location", "sticker"):
        seen = await telegram.events(chat=customer)
        await telegram.attach(customer, kind)
        await telegram.wait_for_reply(customer, seen[-1].seq if seen else 0, within=30)
    for text in ('/praise{"x":1}', "/ my parcel never came", "😡😡😡", "长" * 4096):
        # Each is a talk of its own: the lines of one burst are answered once.
        await say(telegram, await telegram.customer("小李", "zh-hans"), text)
    database = Database.at(installation.environment["HUIFANG_DATABASE_URL"])
    async with database.reading() as session:
        kinds = list(
            await session.scalars(
                select(Message.kind).where(Message.direction == Direction.IN).order_by(Message.id)
            )
        )
        unfinished = list(
            await session.scalars(select(InboxItem).where(InboxItem.status != InboxStatus.DONE))
        )
    await database.close()
    assert [kind.value for kind in kinds[:5]] == ["photo", "voice", "document", "location", "sticker"]
    assert (len(kinds), unfinished) == (9, [])


async def test_nothing_is_lost_or_doubled_when_the_application_is_killed(
    installation: Installation, telegram: SandboxClient
) -> None:
    application = await installation.start()
    customers = [await telegram.customer(f"C{number}", "zh-hans") for number in range(30)]
    await asyncio.gather(
        *(telegram.send_text(each, "东西坏了，太差劲了，我要投诉") for each in customers[:15])
    )
    await telegram.wait_for_reply(customers[0], within=30)
    await application.kill()
    await asyncio.gather(
        *(telegram.send_text(each, "东西坏了，太差劲了，我要投诉") for each in customers[15:])
    )
    await installation.start()
    database = Database.at(installation.environment["HUIFANG_DATABASE_URL"])
    await nothing_left_to_do(database, len(customers))
    replies = {each: len(await telegram.replies(each)) for each in customers}
    async with database.reading() as session:
        kinds = list(await session.scalars(select(Case.kind)))
        intents = list(await session.scalars(select(Message.intent).where(Message.direction == Direction.IN)))
        unknown = select(OutboxItem).where(OutboxItem.status == OutboxStatus.UNKNOWN)
        cut_off = {row.address.number: f"outbox:{row.id}" for row in await session.scalars(unknown)}
        shown = set(await session.scalars(select(Alarm.subject)))
    await database.close()
    # A send that the kill cut off is never repeated, so that reply may be missing: but staff see it.
    assert {each: count for each, count in replies.items() if count != 1 and each not in cut_off} == {}
    assert (max(replies.values()), set(cut_off.values()) - shown) == (1, set())
    assert (kinds, intents) == ([CaseKind.COMPLAINT] * 30, [Intent.COMPLAINT] * 30)


async def nothing_left_to_do(database: Database, updates: int, within: float = 60) -> None:
    """Wait until so many updates have come in, have had their effect, and their replies are settled."""
    done = select(func.count()).where(InboxItem.status == InboxStatus.DONE)
    unsettled = select(func.count()).where(OutboxItem.status.in_(UNSENT))
    async with asyncio.timeout(within):
        while True:
            async with database.reading() as session:
                if (await session.scalar(done), await session.scalar(unsettled)) == (updates, 0):
                    return
            await asyncio.sleep(0.1)


async def test_messages_that_come_while_the_nlu_is_away_are_answered_later(
    installation: Installation, telegram: SandboxClient, unused_port: int
) -> None:
    installation.environment["HUIFANG_NLU_URL"] = f"http://127.0.0.1:{unused_port}"
    application = await Process.start(installation.folder, installation.environment, "run")
    installation.application = application
    await application.said("polling")
    customer = await telegram.customer("小王", "zh-hans")
    acknowledged = await say(telegram, customer, "东西坏了，太差劲了，我要投诉")
    assert acknowledged.text.startswith("您的消息已经收到并保存。")
    assert (await say(telegram, customer, "/status")).text == "您现在没有在处理的事，有需要随时告诉我。"
    seen = await telegram.events(chat=customer)
    nlu = await Process.start(installation.folder, {}, "nlu", "--port", str(unused_port))
    try:
        answered = await telegram.wait_for_reply(customer, seen[-1].seq, within=60)
    finally:
        await nlu.stop()
    assert answered.text.startswith("非常抱歉")
    database = Database.at(installation.environment["HUIFANG_DATABASE_URL"])
    async with database.reading() as session:
        (state,) = await session.scalars(
            select(Message.understood).where(Message.direction == Direction.IN, Message.intent.is_not(None))
        )
    await database.close()
    assert state is Understood.DONE

"""Words are understood now, later, or by a question."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from actions.settings.house import House
from actions.settings.replies import Reply
from actions.turn.incoming import Disposition, TextReceived
from actions.turn.reading import NotUnderstood
from nlu.contract.labels import Aspect, Intent, Language
from store.engine.database import Database
from store.models.cases import Case
from store.models.conversations import MessageKind, Understood
from store.models.queues import Alarm
from tests.actions.conftest import AWAY, ODD, Customer, Sent, sure, texts, unsure
from tests.actions.desk.conftest import messages


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


async def test_message_still_away_is_acknowledged_once(customer: Customer) -> None:
    incoming = TextReceived(customer.origin, 1, customer.now, "在吗")
    await customer.update(incoming, AWAY)
    assert customer.last_item is not None
    assert await customer.again(customer.last_item, incoming, AWAY) == []


async def alarms(database: Database) -> list[tuple[str, str]]:
    async with database.reading() as session:
        rows = await session.scalars(select(Alarm).where(Alarm.cleared_at.is_(None)).order_by(Alarm.id))
        return [(row.kind, row.subject) for row in rows]


@pytest.mark.parametrize("reading", [AWAY, ODD])
async def test_harm_is_told_to_staff_before_it_is_understood(
    customer: Customer, database: Database, reading: NotUnderstood
) -> None:
    (said,) = texts(await customer.write("厨房起火了", reading))
    assert ("HF-000001" in said, "119" in said) == (True, True)
    assert await alarms(database) == [("case.urgent", "case:HF-000001")]


async def test_harm_is_no_answer_to_a_question(customer: Customer, database: Database) -> None:
    await customer.write("东西坏了", sure(Intent.COMPLAINT))  # which asks for an order number
    await customer.write("8800123，插座起火了", AWAY)
    assert await alarms(database) == [("case.urgent", "case:HF-000001")]


async def test_harm_that_is_understood_later_is_answered_once(customer: Customer, database: Database) -> None:
    incoming = TextReceived(customer.origin, 1, customer.now, "有人在店里晕倒了")
    await customer.update(incoming, AWAY)
    waits, item = customer.disposition, customer.last_item
    assert item is not None
    again = await customer.again(item, incoming, replace(sure(Intent.COMPLAINT), urgent=True))
    (message,) = await messages(database)
    assert (waits, customer.disposition, again) == (Disposition.WAITING, Disposition.DONE, [])
    assert (message.intent, message.understood) == (Intent.COMPLAINT, Understood.DONE)
    assert await alarms(database) == [("case.urgent", "case:HF-000001")]


async def test_answer_that_turns_out_to_be_urgent_alerts_staff(
    customer: Customer, database: Database
) -> None:
    await customer.write("东西坏了", sure(Intent.COMPLAINT))  # which asks for an order number
    incoming = TextReceived(customer.origin, 2, customer.now, "8800123，我女儿在店里走丢了")
    await customer.write(incoming.text, AWAY)
    assert customer.last_item is not None
    await customer.again(customer.last_item, incoming, replace(unsure(Intent.INQUIRY), urgent=True))
    assert await alarms(database) == [("case.urgent", "case:HF-000001")]


async def test_odd_answer_asks_the_customer(customer: Customer, database: Database, house: House) -> None:
    sent = await customer.write("嗯嗯嗯", ODD)
    (message,) = await messages(database)
    assert [each.text for each in sent] == [house.replies.text(Language.ZH, Reply.ASK_FRAGMENT)]
    assert message.understood is Understood.FAILED


async def test_second_unsure_reading_asks_with_buttons(customer: Customer, house: House) -> None:
    asked = await customer.write("那个", unsure(Intent.INQUIRY))
    sent = await customer.write("这个怎么说呢", unsure(Intent.COMPLAINT))
    assert asked == [Sent(house.replies.text(Language.ZH, Reply.ASK_FRAGMENT))]
    assert sent == [
        Sent(
            house.replies.text(Language.ZH, Reply.UNCLEAR),
            {
                "咨询": "i:3:inquiry",
                "投诉": "i:3:complaint",
                "表扬": "i:3:praise",
                "找人工": "i:3:human",
            },
        )
    ]


async def test_caption_is_understood_like_a_text(customer: Customer, database: Database) -> None:
    await customer.attach(MessageKind.PHOTO, "杯子是碎的", sure(Intent.COMPLAINT))
    (message,) = await messages(database)
    assert (message.kind, message.text, message.intent) == (MessageKind.PHOTO, "杯子是碎的", Intent.COMPLAINT)


async def test_case_keeps_what_the_words_speak_of(customer: Customer, database: Database) -> None:
    about = replace(sure(Intent.COMPLAINT), aspects=(Aspect.PEOPLE, Aspect.PRICE))
    await customer.write("态度太差了，还贵", about)
    await customer.write("价格也不对", replace(about, aspects=(Aspect.PRICE,)))
    async with database.reading() as session:
        assert list(await session.scalars(select(Case.aspect))) == [Aspect.PEOPLE]


async def test_case_is_about_nothing_in_particular_where_the_model_tells_none(
    customer: Customer, database: Database
) -> None:
    await customer.write("东西坏了，太差了", sure(Intent.COMPLAINT))
    async with database.reading() as session:
        assert list(await session.scalars(select(Case.aspect))) == [None]

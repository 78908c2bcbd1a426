"""Bursts, fragments and pointing back, from the customer's message to what the bot sends."""

from datetime import timedelta

from sqlalchemy import select

from actions.settings.house import House
from actions.settings.replies import Reply
from nlu.contract.labels import Intent, Language
from store.engine.database import Database
from store.models.cases import Case, CaseEvent, CaseKind, CaseStep
from tests.actions.conftest import Customer, sure, texts, unsure


async def kinds(database: Database) -> list[CaseKind]:
    async with database.reading() as session:
        return list(await session.scalars(select(Case.kind).order_by(Case.id)))


async def steps(database: Database) -> list[CaseStep]:
    async with database.reading() as session:
        return list(await session.scalars(select(CaseEvent.step).order_by(CaseEvent.id)))


async def test_burst_gets_a_greeting_and_one_receipt(customer: Customer, database: Database) -> None:
    customer.pace = timedelta(seconds=1)
    lines = [
        ("您好", sure(Intent.GREET)),
        ("地板刚铺好", unsure(Intent.INQUIRY)),
        ("就翘起来了", sure(Intent.COMPLAINT)),
        ("能修吗", sure(Intent.INQUIRY)),
    ]
    sent = [texts(await customer.write(text, reading)) for text, reading in lines]
    assert [len(each) for each in sent] == [1, 0, 1, 0]
    assert await kinds(database) == [CaseKind.COMPLAINT]
    assert (await steps(database)).count(CaseStep.MESSAGE) == 2


async def test_inquiry_that_turns_out_to_be_a_complaint_becomes_one(
    customer: Customer, database: Database
) -> None:
    customer.pace = timedelta(seconds=1)
    await customer.write("这个能退吗", sure(Intent.INQUIRY))
    sent = await customer.write("你们卖的是坏的", sure(Intent.COMPLAINT))
    assert (texts(sent), await kinds(database)) == ([], [CaseKind.COMPLAINT])


async def test_answer_to_the_open_question_takes_the_fragment_along(
    customer: Customer, database: Database, house: House
) -> None:
    asked = await customer.write("我的窗帘", unsure(Intent.INQUIRY))
    await customer.write("昨天装上就掉了", sure(Intent.COMPLAINT))
    assert texts(asked) == [house.replies.text(Language.ZH, Reply.ASK_FRAGMENT)]
    assert await steps(database) == [CaseStep.OPENED, CaseStep.MESSAGE]


async def test_unclear_words_about_an_open_matter_are_added_to_it(
    customer: Customer, database: Database, house: House
) -> None:
    await customer.write("床垫塌了", sure(Intent.COMPLAINT))
    sent = await customer.write("左边那一块", unsure(Intent.PRAISE))
    assert texts(sent) == [house.replies.text(Language.ZH, Reply.MATTER_ADDED, reference="HF-000001")]
    assert len(await kinds(database)) == 1


async def test_number_of_a_case_that_is_not_there_is_asked_about(customer: Customer, house: House) -> None:
    sent = await customer.write("HF-009999 好了吗", sure(Intent.INQUIRY))
    assert texts(sent) == [house.replies.text(Language.ZH, Reply.ASK_CASE, reference="HF-009999")]


async def test_nod_gets_a_reaction_and_no_message(customer: Customer) -> None:
    await customer.write("床垫塌了", sure(Intent.COMPLAINT))
    sent = await customer.write("好的好的", sure(Intent.ACKNOWLEDGE))
    assert [(each.action, each.text) for each in sent] == [("react", "👌")]


async def test_phone_number_for_an_open_matter_is_noted_by_its_last_digits(
    customer: Customer, house: House
) -> None:
    await customer.write("师傅临时加价", sure(Intent.COMPLAINT))
    await customer.write("没有订单号", sure(Intent.COMPLAINT))
    sent = await customer.write("手机 137 0011 2233", unsure(Intent.OUT_OF_SCOPE))
    noted = house.replies.text(Language.ZH, Reply.PHONE_NOTED, last="2233", reference="HF-000001")
    assert texts(sent) == [noted]


async def test_phone_number_that_is_complained_of_is_not_noted_as_the_customers(
    customer: Customer, house: House
) -> None:
    await customer.write("师傅临时加价", sure(Intent.COMPLAINT))
    await customer.write("没有订单号", sure(Intent.COMPLAINT))
    sent = await customer.write("别再打 13700112233 了", unsure(Intent.OUT_OF_SCOPE))
    added = house.replies.text(Language.ZH, Reply.MATTER_ADDED, reference="HF-000001")
    assert texts(sent) == [added]

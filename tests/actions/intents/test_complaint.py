"""A complaint gets an apology, one case, a promised time and at most one question."""

from sqlalchemy import select

from actions.turn.incoming import TextReceived
from nlu.contract.labels import Intent
from store.engine.database import Database
from store.models.cases import Case, CaseEvent, CaseKind, CaseStatus, CaseStep
from tests.actions.conftest import Customer, sure, texts

COMPLAINT = sure(Intent.COMPLAINT)


async def cases(database: Database) -> list[Case]:
    async with database.reading() as session:
        return list(await session.scalars(select(Case).order_by(Case.id)))


async def steps(database: Database) -> list[CaseStep]:
    async with database.reading() as session:
        return list(await session.scalars(select(CaseEvent.step).order_by(CaseEvent.id)))


async def test_complaint_opens_a_case_and_asks_for_the_order(customer: Customer) -> None:
    assert texts(await customer.write("菜是凉的，还少一份", COMPLAINT)) == [
        (
            "非常抱歉给您带来了不好的体验。您的投诉已登记，编号 HF-000001，我们会在今天 16:00 前答复您。\n\n"
            "为了尽快核实，方便把订单号或预订号发给我吗？没有也没关系。"
        )
    ]


async def test_order_number_in_the_text_is_not_asked_for_again(
    customer: Customer, database: Database
) -> None:
    (answer,) = texts(await customer.write("订单号 88213 的菜是凉的", COMPLAINT))
    (case,) = await cases(database)
    assert answer.endswith("订单号 88213 也记下了，不用再发。")
    assert case.order_number == "88213"


async def test_answered_order_number_goes_to_the_case(customer: Customer, database: Database) -> None:
    await customer.write("菜是凉的", COMPLAINT)
    sent = await customer.write("88213", sure(Intent.OUT_OF_SCOPE))
    (case,) = await cases(database)
    assert texts(sent) == ["谢谢，订单号 88213 已记入 HF-000001。"]
    assert case.order_number == "88213"


async def test_second_complaint_of_a_talk_joins_the_first(customer: Customer, database: Database) -> None:
    await customer.write("菜是凉的", COMPLAINT)
    (answer,) = texts(await customer.write("送餐员态度也差", COMPLAINT))
    assert answer.startswith("好的，这些也记到 HF-000001 里了")
    assert [case.kind for case in await cases(database)] == [CaseKind.COMPLAINT]
    assert await steps(database) == [CaseStep.OPENED, CaseStep.MESSAGE]


async def test_complaint_after_a_long_silence_is_a_new_case(customer: Customer, database: Database) -> None:
    await customer.write("订单号 88213 的菜是凉的", COMPLAINT)
    customer.now += customer.house.silence * 2
    await customer.write("这次又洒了", COMPLAINT)
    assert [case.reference for case in await cases(database)] == ["HF-000001", "HF-000002"]


async def test_promise_in_english_names_the_day(customer: Customer) -> None:
    customer.language_code = "en"
    customer.now = customer.now.replace(hour=9, minute=30)  # 17:30 in Shanghai, half an hour before closing
    (answer,) = texts(await customer.write("The soup was cold", COMPLAINT))
    assert answer.splitlines()[0] == (
        "I am very sorry about this. Your complaint is registered as HF-000001, "
        "and we will answer you by 12:30 tomorrow (Tuesday)."
    )


async def test_complaint_beside_the_order_number_is_heard_too(customer: Customer, database: Database) -> None:
    await customer.write("菜是凉的", COMPLAINT)
    noted, added = texts(await customer.write("订单号 88213，等了三个小时还没有人来", COMPLAINT))
    assert noted == "谢谢，订单号 88213 已记入 HF-000001。"
    assert added.startswith("好的，这些也记到 HF-000001 里了")
    assert await steps(database) == [CaseStep.OPENED, CaseStep.ORDER_NUMBER, CaseStep.MESSAGE]


async def test_number_in_a_new_complaint_is_not_taken_for_the_order(
    customer: Customer, database: Database
) -> None:
    await customer.write("菜是凉的", COMPLAINT)
    (answer,) = texts(await customer.write("房间1203的空调坏了，没人来修", COMPLAINT))
    assert answer.startswith("好的，这些也记到 HF-000001 里了")
    assert [case.order_number for case in await cases(database)] == [None]


async def test_settled_case_takes_no_order_number(customer: Customer, database: Database) -> None:
    await customer.write("菜是凉的", COMPLAINT)
    async with database.transaction() as session:
        (await session.get_one(Case, 1)).status = CaseStatus.SETTLED
    await customer.write("88213", COMPLAINT)
    assert [(case.reference, case.order_number) for case in await cases(database)] == [
        ("HF-000001", None),
        ("HF-000002", None),
    ]


async def test_order_number_given_while_the_model_is_away_has_its_effect_once(
    customer: Customer, database: Database
) -> None:
    await customer.write("菜是凉的", COMPLAINT)
    incoming = TextReceived(customer.origin, 90, customer.now, "订单号 A12345")
    assert await customer.understood_later(incoming, sure(Intent.INQUIRY)) == []
    assert [case.order_number for case in await cases(database)] == ["A12345"]

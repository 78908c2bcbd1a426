"""An inquiry opens one case a talk and is told when a person answers."""

from sqlalchemy import select

from nlu.contract.labels import Intent
from store.engine.database import Database
from store.models.cases import Case, CaseKind
from tests.actions.conftest import Customer, sure, texts


async def test_inquiry_is_told_when_a_person_answers(customer: Customer) -> None:
    assert texts(await customer.write("早餐几点开始")) == [
        "您的问题已收到，编号 HF-000001。同事会在今天 16:00 前在这里回复您。"
    ]


async def test_follow_up_question_joins_the_case(customer: Customer, database: Database) -> None:
    await customer.write("早餐几点开始")
    assert texts(await customer.write("那周日呢")) == [
        "好的，已补充到 HF-000001，同事会在今天 16:00 前在这里回复您。"
    ]
    async with database.reading() as session:
        assert list(await session.scalars(select(Case.kind))) == [CaseKind.INQUIRY]


async def test_inquiry_beside_a_complaint_is_a_case_of_its_own(
    customer: Customer, database: Database
) -> None:
    await customer.write("房间有烟味", sure(Intent.COMPLAINT))
    await customer.write("早餐几点开始")
    async with database.reading() as session:
        kinds = list(await session.scalars(select(Case.kind).order_by(Case.id)))
    assert kinds == [CaseKind.COMPLAINT, CaseKind.INQUIRY]


async def test_named_order_is_kept_with_the_case(customer: Customer, database: Database) -> None:
    await customer.write("订单号 88213 能改地址吗")
    async with database.reading() as session:
        assert await session.scalar(select(Case.order_number)) == "88213"

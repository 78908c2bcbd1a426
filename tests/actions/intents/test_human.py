"""A customer who asks for a person gets one case, marked urgent."""

from datetime import timedelta

from sqlalchemy import select

from nlu.contract.labels import Intent
from store.engine.database import Database
from store.models.cases import Case, CaseEvent, CaseKind, CaseStep, Priority
from tests.actions.conftest import Customer, sure, texts

HUMAN = sure(Intent.HUMAN)


async def test_wish_for_a_person_opens_an_urgent_case(customer: Customer, database: Database) -> None:
    (answer,) = texts(await customer.write("转人工", HUMAN))
    async with database.reading() as session:
        case = (await session.scalars(select(Case))).one()
    assert answer.startswith("好的，已经为您转人工，编号 HF-000001。")
    assert (case.kind, case.priority) == (CaseKind.HUMAN, Priority.HIGH)


async def test_repeated_wish_stays_one_case(customer: Customer, database: Database) -> None:
    await customer.write("转人工", HUMAN)
    await customer.write("人工！", HUMAN)
    async with database.reading() as session:
        assert len(list(await session.scalars(select(Case)))) == 1


async def test_complaint_that_a_customer_who_wants_a_person_describes_later_is_the_same_case(
    customer: Customer, database: Database
) -> None:
    await customer.write("转人工", HUMAN)
    customer.now += timedelta(minutes=3)
    (answer,) = texts(await customer.write("菜是凉的，还少一份", sure(Intent.COMPLAINT)))
    customer.now += timedelta(minutes=3)
    (again,) = texts(await customer.write("人工！", HUMAN))
    async with database.reading() as session:
        case = (await session.scalars(select(Case))).one()
        steps = list(await session.scalars(select(CaseEvent.step).order_by(CaseEvent.id)))
    assert answer.startswith("非常抱歉给您带来了不好的体验。您的投诉已登记，编号 HF-000001")
    assert "HF-000001" in again
    assert (case.kind, case.priority) == (CaseKind.COMPLAINT, Priority.HIGH)
    assert steps == [CaseStep.OPENED, CaseStep.MESSAGE, CaseStep.KIND, CaseStep.MESSAGE]

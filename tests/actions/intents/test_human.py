"""A customer who asks for a person gets one case, marked urgent."""

from sqlalchemy import select

from nlu.contract.labels import Intent
from store.engine.database import Database
from store.models.cases import Case, CaseKind, Priority
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

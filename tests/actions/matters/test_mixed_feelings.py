"""Praise with a shortcoming is thanked for, and the shortcoming is a case."""

from dataclasses import replace

from sqlalchemy import select

from nlu.contract.labels import Intent
from nlu.contract.understanding import Mixed
from store.engine.database import Database
from store.models.cases import Case, CaseKind
from tests.actions.conftest import Customer, sure, texts

MIXED = replace(sure(Intent.PRAISE), mixed=Mixed("前台热情", "早餐太少"))


async def kinds(database: Database) -> list[CaseKind]:
    async with database.reading() as session:
        return list(await session.scalars(select(Case.kind)))


async def test_both_halves_are_heard(customer: Customer, database: Database) -> None:
    (said,) = texts(await customer.write("前台热情，就是早餐太少", MIXED))
    assert ("谢谢" in said, "HF-000001" in said) == (True, True)
    assert await kinds(database) == [CaseKind.COMPLAINT]


async def test_shortcoming_is_added_to_the_open_complaint(customer: Customer, database: Database) -> None:
    await customer.write("枕头有味道", sure(Intent.COMPLAINT))
    await customer.write("前台热情，就是早餐太少", MIXED)
    assert await kinds(database) == [CaseKind.COMPLAINT]

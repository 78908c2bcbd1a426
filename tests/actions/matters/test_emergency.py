"""Emergencies open one urgent case, alert staff once and name the numbers to call."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from nlu.contract.labels import Intent
from store.engine.database import Database
from store.models.cases import Case, CaseStatus, Priority
from store.models.queues import Alarm
from tests.actions.conftest import Customer, sure, texts, unsure


async def test_emergency_is_told_whom_to_call_and_staff_are_alerted(
    customer: Customer, database: Database
) -> None:
    (said,) = texts(await customer.write("厨房起火了", replace(unsure(Intent.COMPLAINT), urgent=True)))
    async with database.reading() as session:
        case = (await session.scalars(select(Case))).one()
        alarms = list(await session.scalars(select(Alarm.kind)))
    assert [number for number in ("120", "119", "110", "HF-000001") if number not in said] == []
    assert (case.priority, case.is_urgent, alarms) == (Priority.HIGH, True, ["case.urgent"])


async def test_further_lines_of_an_emergency_are_added_without_words(
    customer: Customer, database: Database
) -> None:
    customer.pace = timedelta(seconds=1)
    await customer.write("有人晕倒了", replace(sure(Intent.COMPLAINT), urgent=True))
    sent = await customer.write("快来人", replace(sure(Intent.HUMAN), urgent=True))
    async with database.reading() as session:
        cases = list(await session.scalars(select(Case.id)))
    assert (texts(sent), len(cases)) == ([], 1)


async def test_matter_that_becomes_urgent_is_the_same_case(customer: Customer, database: Database) -> None:
    await customer.write("插座很烫", sure(Intent.COMPLAINT))
    (said,) = texts(await customer.write("冒烟了", replace(sure(Intent.COMPLAINT), urgent=True)))
    async with database.reading() as session:
        case = (await session.scalars(select(Case))).one()
    assert ("HF-000001" in said, case.is_urgent) == (True, True)


async def test_money_is_blocked_at_the_bank(customer: Customer) -> None:
    (said,) = texts(await customer.write("信用卡被盗刷", replace(sure(Intent.COMPLAINT), urgent=True)))
    assert ("冻结" in said, "120" in said) == (True, False)


async def test_closed_matter_that_is_dangerous_again_is_reopened(
    customer: Customer, database: Database
) -> None:
    await customer.write("灶台漏煤气", replace(sure(Intent.COMPLAINT), urgent=True))
    async with database.transaction() as session:
        case = await session.get_one(Case, 1)
        case.status, case.settled_at = CaseStatus.SETTLED, customer.now
    (said,) = texts(await customer.write("灶台又漏煤气了", replace(sure(Intent.COMPLAINT), urgent=True)))
    async with database.reading() as session:
        case = (await session.scalars(select(Case))).one()
    assert ("HF-000001" in said, case.status, case.is_urgent) == (True, CaseStatus.OPEN, True)


@pytest.mark.parametrize("text", ["tracking AB123456789CN", "单号 SF1234567890123"])
async def test_number_alone_is_no_emergency(customer: Customer, database: Database, text: str) -> None:
    await customer.write("包裹一直没到", sure(Intent.COMPLAINT))
    await customer.write(text, replace(unsure(Intent.COMPLAINT), urgent=True))
    async with database.reading() as session:
        assert [case.is_urgent for case in await session.scalars(select(Case))] == [False]

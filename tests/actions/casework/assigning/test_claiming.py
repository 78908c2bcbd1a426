"""Two members of staff take a case at once: one gets it, the other is told who has it."""

import asyncio

import pytest
from sqlalchemy import select

from actions.casework.assigning.claiming import claim
from actions.casework.refusals import IsSettled, TakenByColleague
from actions.casework.settling import settle
from store.models.cases import Case, CaseStatus, CaseStep
from store.models.staff import Staff
from store.queries.not_found import NotFound
from tests.actions.casework.conftest import SOLVED, Desk
from tests.records import Records

RACES = 1000
AT_ONCE = 20  # races, with two transactions each


async def taken(desk: Desk, case_id: int, by: int) -> str | None:
    """Who has the case, if that is a colleague."""
    try:
        async with desk.database.transaction() as session:
            await claim(session, case_id, by, desk.customer.now)
    except TakenByColleague:
        async with desk.database.reading() as session:
            holder = select(Staff.name).join(Case, Case.assignee_id == Staff.id).where(Case.id == case_id)
            return (await session.scalars(holder)).one()
    return None


async def test_case_is_taken_and_in_progress(desk: Desk, case: Case) -> None:
    assert await taken(desk, case.id, desk.lee) is None
    assert await taken(desk, case.id, desk.lee) is None
    mine = await desk.case()
    assert (mine.assignee_id, mine.status) == (desk.lee, CaseStatus.IN_PROGRESS)
    assert (await desk.steps()).count(CaseStep.ASSIGNED) == 1


async def test_colleague_is_told_who_has_it(desk: Desk, case: Case) -> None:
    await taken(desk, case.id, desk.lee)
    assert await taken(desk, case.id, desk.kim) == "lee"


async def test_settled_and_missing_cases_are_not_taken(desk: Desk, case: Case) -> None:
    async with desk.database.transaction() as session:
        await settle(session, case.id, desk.lee, desk.customer.now, desk.house, **SOLVED)
    with pytest.raises(IsSettled):
        await taken(desk, case.id, desk.lee)
    with pytest.raises(NotFound):
        await taken(desk, 999, desk.lee)


async def test_of_two_at_once_exactly_one_gets_it_a_thousand_times(desk: Desk) -> None:
    async with desk.database.transaction() as session:
        records = Records(session, desk.customer.now)
        customer = await records.customer()
        cases = [(await records.case(customer)).id for _ in range(RACES)]
    names = {desk.lee: "lee", desk.kim: "kim"}

    async def race(case_id: int) -> tuple[bool, bool]:
        lee, kim = await asyncio.gather(taken(desk, case_id, desk.lee), taken(desk, case_id, desk.kim))
        return lee == names[desk.kim] and kim is None, kim == names[desk.lee] and lee is None

    outcomes: list[tuple[bool, bool]] = []
    for first in range(0, RACES, AT_ONCE):
        outcomes += await asyncio.gather(*map(race, cases[first : first + AT_ONCE]))
    assert [kim_won + lee_won for kim_won, lee_won in outcomes] == [1] * RACES

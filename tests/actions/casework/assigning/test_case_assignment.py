"""Cases are given by load, outlet, language and working hours, and go on when a shift ends."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from actions.casework.assigning.case_assignment import (
    AT_ONCE,
    PATIENCE,
    CaseToGive,
    Taker,
    assign_by_rule,
    share_out,
)
from actions.casework.assigning.claiming import claim
from actions.casework.assigning.duty import DutyPlan, choose_duty, set_away
from actions.settings.house import House
from nlu.contract.labels import Language
from store.engine.database import Database
from store.models.cases import Case, CaseEvent, CaseStatus, CaseStep
from store.models.conversations import Mode
from store.models.staff import Staff
from tests.records import recording

ALL = DutyPlan(takes_cases=True)
MINUTE = timedelta(minutes=1)


def case(number: int, outlet: str | None = None, language: Language | None = None) -> CaseToGive:
    return CaseToGive(number, outlet, language)


@pytest.mark.parametrize(
    ("cases", "takers", "given"),
    [
        ([case(1), case(2), case(3)], [Taker(1, ALL, 1), Taker(2, ALL, 0)], {1: 2, 2: 1, 3: 2}),
        ([case(1)], [], {}),
        ([case(1), case(2)], [Taker(1, replace(ALL, most=1), 0)], {1: 1}),
        (
            [case(1, "north"), case(2, "south"), case(3)],
            [Taker(1, replace(ALL, outlets=("north",)), 0)],
            {1: 1, 3: 1},
        ),
        (
            [case(1, language=Language.ZH), case(2, language=Language.EN)],
            [Taker(1, replace(ALL, languages=(Language.EN,)), 0), Taker(2, ALL, 0)],
            {1: 2, 2: 1},
        ),
        ([CaseToGive(1, None, None, holder=1)], [Taker(1, ALL, 0), Taker(2, ALL, 9)], {1: 2}),
    ],
)
def test_cases_are_shared_out(cases: list[CaseToGive], takers: list[Taker], given: dict[int, int]) -> None:
    assert share_out(cases, takers) == given


async def holders(database: Database) -> list[tuple[int | None, CaseStatus]]:
    async with database.reading() as session:
        return [
            (row.assignee_id, row.status) for row in await session.scalars(select(Case).order_by(Case.id))
        ]


async def test_nothing_moves_while_no_one_takes_cases(
    database: Database, now: datetime, house: House
) -> None:
    async with recording(database, now) as (session, records):
        mei = await records.staff("Mei")
        await records.case(await records.customer())
        await set_away(session, mei.id, now - PATIENCE, is_away=True)
    assert await assign_by_rule(database, now, house) == 0
    assert await holders(database) == [(None, CaseStatus.OPEN)]


async def test_case_goes_to_who_works_and_on_when_they_leave(
    database: Database, now: datetime, house: House
) -> None:
    async with recording(database, now) as (session, records):
        mei, lee = [each.id for each in await records.members("Mei", "Lee")]
        customer = await records.customer()
        await records.case(customer)
        await records.case(customer, status=CaseStatus.WAITING)
        await records.case(customer, status=CaseStatus.SETTLED, assignee_id=mei)
        await choose_duty(session, mei, ALL, now)
    assert await assign_by_rule(database, now, house) == 1
    rest = [(None, CaseStatus.WAITING), (mei, CaseStatus.SETTLED)]
    assert await holders(database) == [(mei, CaseStatus.IN_PROGRESS), *rest]
    async with database.transaction() as session:
        await choose_duty(session, lee, ALL, now)
        await set_away(session, mei, now, is_away=True)
    assert await assign_by_rule(database, now + PATIENCE - MINUTE, house) == 0
    assert await assign_by_rule(database, now + PATIENCE, house) == 1
    assert await holders(database) == [(lee, CaseStatus.IN_PROGRESS), *rest]
    async with database.transaction() as session:
        await set_away(session, lee, now + PATIENCE, is_away=True)
    assert await assign_by_rule(database, now + PATIENCE * 2, house) == 1
    assert await holders(database) == [(None, CaseStatus.OPEN), *rest]
    async with database.reading() as session:
        steps = await session.execute(
            select(CaseEvent.step, CaseEvent.detail, CaseEvent.staff_id).order_by(CaseEvent.id)
        )
        assert [tuple(row) for row in steps] == [
            (CaseStep.ASSIGNED, name, None) for name in ("Mei", "Lee", None)
        ]


async def test_talk_is_not_taken_from_who_is_in_it_unless_they_have_left_the_staff(
    database: Database, now: datetime, house: House
) -> None:
    async with recording(database, now) as (session, records):
        mei, lee = [each.id for each in await records.members("Mei", "Lee")]
        customer = await records.customer(written_language="en")
        talk = await records.conversation(customer, mode=Mode.STAFF, assignee_id=mei)
        await records.case(customer, talk, assignee_id=mei, status=CaseStatus.IN_PROGRESS)
        for each in (mei, lee):
            await choose_duty(session, each, ALL, now)
        await set_away(session, mei, now - PATIENCE, is_away=True)
    assert await assign_by_rule(database, now, house) == 0
    async with database.transaction() as session:
        await session.execute(update(Staff).where(Staff.id == mei).values(disabled_at=now))
    assert await assign_by_rule(database, now, house) == 1
    assert await holders(database) == [(lee, CaseStatus.IN_PROGRESS)]


async def test_cases_that_no_member_can_take_hold_up_no_others(
    database: Database, now: datetime, house: House
) -> None:
    async with recording(database, now) as (session, records):
        mei = (await records.staff("Mei")).id
        customer = await records.customer()
        for _ in range(AT_ONCE):
            await records.case(customer, outlet="south")
        await records.case(customer, outlet="north", due_at=now + timedelta(days=1))
        await choose_duty(session, mei, replace(ALL, outlets=("north",)), now)
    assert await assign_by_rule(database, now, house) == 1
    assert (await holders(database))[-1] == (mei, CaseStatus.IN_PROGRESS)


async def test_snoozed_case_is_not_given(database: Database, now: datetime, house: House) -> None:
    async with recording(database, now) as (session, records):
        await records.case(await records.customer(), snoozed_until=now + 60 * MINUTE)
        await choose_duty(session, (await records.staff("Mei")).id, ALL, now)
    assert await assign_by_rule(database, now, house) == 0


async def test_one_look_moves_so_many_cases(database: Database, now: datetime, house: House) -> None:
    async with recording(database, now) as (session, records):
        mei = (await records.staff("Mei")).id
        customer = await records.customer()
        for _ in range(AT_ONCE + 1):
            await records.case(customer)
        await choose_duty(session, mei, replace(ALL, most=AT_ONCE * 2), now)
    assert await assign_by_rule(database, now, house) == AT_ONCE
    assert await assign_by_rule(database, now, house) == 1


async def test_case_claimed_outside_the_shift_stays_until_the_next_has_ended(
    database: Database, now: datetime, house: House
) -> None:
    local = now.astimezone(house.zone)
    minute = local.hour * 60 + local.minute
    shift = replace(ALL, begins=(minute - 120) % 1440, ends=(minute - 30) % 1440)
    async with recording(database, now) as (session, records):
        mei = (await records.staff("Mei")).id
        customer = await records.customer()
        before, after = [(await records.case(customer)).id for _ in range(2)]
        await choose_duty(session, mei, shift, now)
        await claim(session, before, mei, now - timedelta(minutes=40))
        await claim(session, after, mei, now)
    assert await assign_by_rule(database, now + MINUTE, house) == 1
    assert await holders(database) == [(None, CaseStatus.OPEN), (mei, CaseStatus.IN_PROGRESS)]
    assert await assign_by_rule(database, now + timedelta(days=1), house) == 1
    assert await holders(database) == [(None, CaseStatus.OPEN)] * 2

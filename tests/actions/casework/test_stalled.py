"""A stalled case is reported to staff, to the manager, and once to the customer."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from actions.casework import stalled
from actions.casework.stalled import CaseProgress, next_notice
from actions.settings.house import House
from actions.settings.replies import Reply
from nlu.contract.labels import Intent, Language
from store.engine.database import Database
from store.models.address import Address
from store.models.cases import Case, CaseEvent, CaseStatus, CaseStep
from store.models.customers import Customer as CustomerRow
from store.models.queues import Alarm, OutboxItem
from tests.actions.conftest import Customer, sure
from tests.conftest import NOON

HOUR = timedelta(hours=1)
TOMORROW = NOON + 24 * HOUR
# A case of Monday noon has eight business hours behind it on Tuesday at 11:00, sixteen on Wednesday at 10:00.
STALLED, ESCALATED = NOON + 23 * HOUR, NOON + 46 * HOUR


@dataclass
class Back:
    """What happens behind the desk."""

    database: Database
    house: House
    customer: Customer

    async def look(self, now: datetime) -> list[str]:
        """Look for stalled cases; the steps that it made."""
        before = len(await self.steps())
        await stalled.check_stalled_cases(self.database, now, self.house)
        return (await self.steps())[before:]

    async def steps(self) -> list[str]:
        async with self.database.reading() as session:
            return [
                step.value for step in await session.scalars(select(CaseEvent.step).order_by(CaseEvent.id))
            ]

    async def alarms(self) -> list[str]:
        async with self.database.reading() as session:
            is_open = select(Alarm.kind).where(Alarm.cleared_at.is_(None)).order_by(Alarm.id)
            return list(await session.scalars(is_open))

    async def said(self, chat_id: int = 42) -> str:
        """What was said last in a chat."""
        async with self.database.reading() as session:
            newest = (
                select(OutboxItem)
                .where(OutboxItem.address == Address(chat_id))
                .order_by(OutboxItem.id.desc())
            )
            row = (await session.scalars(newest.limit(1))).one()
        return str(row.payload["text"])

    async def do(self, step: CaseStep, at: datetime, status: CaseStatus = CaseStatus.IN_PROGRESS) -> None:
        """Staff do something about the case."""
        async with self.database.transaction() as session:
            (await session.get_one(Case, 1)).status = status
            session.add(CaseEvent(case_id=1, step=step, at=at))


@pytest.fixture
async def back(database: Database, house: House, customer: Customer) -> Back:
    """A complaint of Monday noon without any step."""
    await customer.write("东西坏了", sure(Intent.COMPLAINT))
    return Back(database, replace(house, staff_chat=Address(-100)), customer)


async def test_staff_are_told_after_a_business_day(back: Back) -> None:
    assert await back.look(STALLED - timedelta(seconds=1)) == []
    assert await back.look(STALLED) == ["stalled"]
    assert await back.alarms() == ["case.stalled"]
    assert await back.said(-100) == "工单 HF-000001 已经 8 个工作小时没有进展（–）。"


async def test_manager_and_customer_are_told_after_another(back: Back) -> None:
    await back.look(STALLED)
    assert await back.look(ESCALATED - timedelta(seconds=1)) == []
    assert await back.look(ESCALATED) == ["escalated"]
    assert await back.look(ESCALATED) == ["customer_told"]
    assert await back.alarms() == ["case.stalled", "case.escalated"]
    assert await back.said() == back.house.replies.text(Language.ZH, Reply.STALLED, reference="HF-000001")


async def test_nobody_is_told_twice(back: Back) -> None:
    for _ in range(3):
        await back.look(ESCALATED)
    assert await back.look(ESCALATED + 24 * HOUR) == []


async def test_holidays_do_not_count(back: Back) -> None:
    calendar = replace(back.house.calendar, holidays=frozenset({TOMORROW.date()}))
    back.house = replace(back.house, calendar=calendar)
    assert await back.look(STALLED) == []
    assert await back.look(STALLED + 24 * HOUR) == ["stalled"]


async def test_customer_who_asks_again_is_no_step(back: Back) -> None:
    back.customer.now = STALLED - HOUR
    await back.customer.write("怎么还没人管", sure(Intent.COMPLAINT))
    assert await back.look(STALLED) == ["stalled"]


async def test_step_of_staff_begins_the_time_anew_and_clears_the_alarm(back: Back) -> None:
    await back.look(STALLED)
    await back.do(CaseStep.NOTE, STALLED + HOUR)
    assert await back.look(ESCALATED) == []
    assert await back.alarms() == []
    assert await back.look(STALLED + 25 * HOUR) == ["stalled"]


async def test_customer_is_told_once_even_if_it_stalls_again(back: Back) -> None:
    for _ in range(3):
        await back.look(ESCALATED)
    await back.do(CaseStep.NOTE, ESCALATED + HOUR)
    later = ESCALATED + 7 * 24 * HOUR
    assert [await back.look(later) for _ in range(3)] == [["stalled"], ["escalated"], []]


@pytest.mark.parametrize("status", [CaseStatus.WAITING, CaseStatus.SETTLED])
async def test_case_that_is_not_in_our_hands_does_not_stall(back: Back, status: CaseStatus) -> None:
    await back.do(CaseStep.STATUS, NOON, status)
    assert await back.look(ESCALATED) == []


async def test_customer_is_not_told_at_night(back: Back) -> None:
    await back.look(STALLED)
    night = ESCALATED + 13 * HOUR  # 23:00 in Shanghai
    await back.look(night)
    assert await back.look(night) == []
    assert await back.look(night + 10 * HOUR) == ["customer_told"]


async def test_customer_who_blocked_the_bot_is_not_told(back: Back) -> None:
    async with back.database.transaction() as session:
        (await session.get_one(CustomerRow, 1)).unreachable_at = NOON
    assert [await back.look(ESCALATED) for _ in range(3)] == [["stalled"], ["escalated"], []]


def test_next_telling_follows_from_the_standing(house: House) -> None:
    waiting = CaseProgress(1, NOON, None, None, None)
    told = replace(waiting, stalled_at=STALLED, escalated_at=ESCALATED)
    assert [
        next_notice(waiting, STALLED, house),
        next_notice(replace(waiting, stalled_at=STALLED), ESCALATED, house),
        next_notice(told, ESCALATED, house),
        next_notice(replace(told, told_at=ESCALATED), ESCALATED, house),
        next_notice(replace(told, moved_at=ESCALATED + HOUR), ESCALATED + 2 * HOUR, house),
    ] == [CaseStep.STALLED, CaseStep.ESCALATED, CaseStep.CUSTOMER_TOLD, None, None]


async def test_case_that_goes_on_has_its_time_again(back: Back) -> None:
    later = STALLED + 48 * HOUR
    await back.do(CaseStep.REPLIED, NOON, CaseStatus.WAITING)
    back.customer.now = later
    await back.customer.write("好的，谢谢", sure(Intent.THANKS))
    assert await back.look(later) == []
    assert await back.look(later + 24 * HOUR) == ["stalled"]


async def test_separated_case_has_its_time_again(back: Back) -> None:
    await back.do(CaseStep.SEPARATED, ESCALATED, CaseStatus.OPEN)
    assert await back.look(ESCALATED) == []


async def test_merging_is_a_step_of_staff(back: Back) -> None:
    await back.do(CaseStep.MERGED, ESCALATED)
    assert await back.look(ESCALATED) == []

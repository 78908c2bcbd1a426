"""When a member of staff is given cases."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from actions.casework.assigning.duty import NO_DUTY, DutyPlan, choose_duty, duty_of, set_away
from nlu.contract.labels import Language
from store.engine.database import Database
from store.models.staff import AuditEntry
from tests.records import Records

ZONE = ZoneInfo("Asia/Shanghai")
DAY = DutyPlan(True, begins=9 * 60, ends=17 * 60 + 30)
NIGHT = DutyPlan(True, begins=22 * 60, ends=6 * 60)


@pytest.mark.parametrize(
    ("plan", "clock", "is_on"),
    [
        (NO_DUTY, "12:00", False),
        (DutyPlan(True), "03:00", True),
        (DAY, "08:59", False),
        (DAY, "09:00", True),
        (DAY, "17:29", True),
        (DAY, "17:30", False),
        (NIGHT, "22:00", True),
        (NIGHT, "05:59", True),
        (NIGHT, "06:00", False),
        (DutyPlan(True, begins=540, ends=540), "01:00", True),
    ],
)
def test_shift_is_on_the_clock_of_the_business(plan: DutyPlan, clock: str, is_on: bool) -> None:
    now = datetime.fromisoformat(f"2026-03-02T{clock}").replace(tzinfo=ZONE)
    assert plan.is_on(now.astimezone(ZoneInfo("UTC")), ZONE) is is_on


@pytest.mark.parametrize(
    ("plan", "clock", "stopped"),
    [
        (DutyPlan(True), "12:00", None),
        (DAY, "17:30", "2026-03-02T17:30"),
        (DAY, "08:00", "2026-03-01T17:30"),
        (NIGHT, "21:00", "2026-03-02T06:00"),
    ],
)
def test_last_shift_ended_on_the_clock_of_the_business(
    plan: DutyPlan, clock: str, stopped: str | None
) -> None:
    now = datetime.fromisoformat(f"2026-03-02T{clock}").replace(tzinfo=ZONE)
    ended = None if stopped is None else datetime.fromisoformat(stopped).replace(tzinfo=ZONE)
    assert plan.stopped_at(now.astimezone(ZoneInfo("UTC")), ZONE) == ended


async def test_choice_is_kept_beside_being_away(database: Database, now: datetime) -> None:
    chosen = DutyPlan(True, 3, 540, 1050, ("north",), (Language.EN,))
    async with database.transaction() as session:
        mei = (await Records(session, now).staff("Mei")).id
        assert await duty_of(session, mei) == NO_DUTY
        await set_away(session, mei, now, is_away=True)
        await set_away(session, mei, now + timedelta(hours=1), is_away=True)
        await choose_duty(session, mei, chosen, now)
    async with database.reading() as session:
        away = await duty_of(session, mei)
    assert away == DutyPlan(True, 3, 540, 1050, ("north",), (Language.EN,), now)
    assert not away.is_on(now, ZONE)
    async with database.transaction() as session:
        await set_away(session, mei, now, is_away=False)
        assert await duty_of(session, mei) == chosen
        actions = await session.scalars(select(AuditEntry.action).order_by(AuditEntry.id))
        assert list(actions) == ["staff.away", "staff.duty_chosen", "staff.back"]

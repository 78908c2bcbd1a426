"""A conversation that was checked and found wanting, and three members of staff."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from actions.quality.corrective_actions import CorrectiveTask, assign
from actions.staff.roster import add_member
from store.engine.database import Database
from store.models.reviews import Mark, Reading, SampledBy, SpotCheck
from store.models.staff import Role
from tests.records import Records

ZONE = ZoneInfo("Asia/Shanghai")
MARKS = {
    "courtesy": Mark.NOT_MET.value,
    "correctness": Mark.PARTLY.value,
    "need_confirmed": Mark.MET.value,
    "followed_up": Mark.NOT_APPLICABLE.value,
}


@dataclass(frozen=True)
class Checked:
    """A reading that is done, one whose conversation waits for its second reader, and the staff."""

    reading: int
    sealed: int
    customer: int
    lee: int
    mei: int
    osei: int


async def checked(database: Database, now: datetime) -> Checked:
    """Add it to an empty database."""
    async with database.transaction() as session:
        records = Records(session, now)
        lee, mei, osei = [
            (await add_member(session, name, role, "hash", now)).id
            for name, role in (("Lee", Role.AGENT), ("Mei", Role.REVIEWER), ("Osei", Role.REVIEWER))
        ]
        customer = await records.customer()
        days = {"first": now.date(), "last": now.date()}
        check = SpotCheck(
            sampled_by=SampledBy.EVERYTHING, **days, seed=1, population=2, staff_id=mei, created_at=now
        )
        session.add(check)
        await session.flush()
        readings = []
        for turns in ((1,), (1, 2)):
            talk = await records.conversation(customer)
            await records.heard(talk)
            for turn in turns:
                done = {"staff_id": mei, "marks": MARKS, "comment": "Curt.", "done_at": now}
                which = {"spot_check_id": check.id, "conversation_id": talk.id, "turn": turn}
                readings.append(Reading(**which, **(done if turn == 1 else {})))
        session.add_all(readings)
        await session.flush()
        return Checked(readings[0].id, readings[1].id, customer.id, lee, mei, osei)


def in_days(now: datetime, days: int) -> date:
    """Return a day from today on, on the clock of the business."""
    return now.astimezone(ZONE).date() + timedelta(days=days)


async def given(database: Database, found: Checked, now: datetime, days: int = 2) -> int:
    """Give the first finding to Lee and return the task."""
    task = CorrectiveTask(found.lee, in_days(now, days), "Learn the greeting.")
    async with database.transaction() as session:
        return await assign(session, found.reading, "courtesy", task, found.mei, ZONE, now)

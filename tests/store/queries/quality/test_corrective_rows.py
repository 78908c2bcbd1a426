"""Lists of corrective actions."""

from datetime import datetime

import pytest

from actions.quality.corrective_actions import CorrectiveTask, assign
from store.engine.database import Database
from store.models.reviews import CorrectiveStatus
from store.queries.not_found import NotFound
from store.queries.quality.corrective_rows import count_corrective, list_corrective, read_corrective
from tests.actions.quality.corrected import ZONE, checked, given, in_days


async def test_list_is_by_day_and_person_in_pages(database: Database, now: datetime) -> None:
    found = await checked(database, now)
    later = await given(database, found, now, days=3)
    task = CorrectiveTask(found.osei, in_days(now, 1), "Check the facts.")
    async with database.transaction() as session:
        sooner = await assign(session, found.reading, "correctness", task, found.mei, ZONE, now)
    async with database.reading() as session:
        first = await list_corrective(session, CorrectiveStatus.OPEN, size=1)
        second = await list_corrective(session, CorrectiveStatus.OPEN, after=first.following, size=1)
        own = await list_corrective(session, CorrectiveStatus.OPEN, found.lee)
        closed = await list_corrective(session, CorrectiveStatus.CLOSED)
        counts = [dict(await count_corrective(session, person)) for person in (None, found.lee)]
        with pytest.raises(NotFound):
            await read_corrective(session, 999)
    assert [[row.id for row in page.rows] for page in (first, second, own)] == [[sooner], [later], [later]]
    assert (second.following, closed.rows, first.rows[0].words) == (None, (), "Check the facts.")
    none = {CorrectiveStatus.DONE: 0, CorrectiveStatus.CLOSED: 0}
    assert counts == [{CorrectiveStatus.OPEN: 2, **none}, {CorrectiveStatus.OPEN: 1, **none}]

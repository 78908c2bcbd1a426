"""The composites of outlets, from their parts and from stored rows."""

from datetime import datetime, timedelta

import pytest

from store.engine.database import Database
from store.reports.score_sheet import ScoredBy, ScoreRequest, score_sheet
from store.reports.statistics.composite import RankSpan
from store.reports.sums.grouping import By
from store.reports.sums.scope import Scope
from tests.numbers.world import SHANGHAI, define
from tests.records import recording
from tests.store.reports.score_rows import WEIGHTS, three_outlets

LATER = timedelta(days=1)


def test_groups_with_all_parts_are_ranked_and_others_follow() -> None:
    rows = three_outlets().rows
    assert [(row.group, row.rank, row.missing) for row in rows] == [
        ("north", RankSpan(1, 1), ()),
        ("south", RankSpan(2, 2), ()),
        ("=east", None, (ScoredBy.PROMISES,)),
        ("west", None, (ScoredBy.SATISFACTION, ScoredBy.PROMISES)),
    ]
    totals = [row.total.value if row.total else None for row in rows]
    assert totals == [pytest.approx(0.86), pytest.approx(0.56), pytest.approx(0.95), None]


async def test_satisfaction_and_recovery_are_those_of_reports(database: Database, now: datetime) -> None:
    async with recording(database, now) as (_, records):
        define(records, "post_service")
        define(records, "case_settled")
        for number in range(20):
            customer = await records.customer()
            asked = await records.invitation(customer, outlet="north", expires_at=now)
            await records.answer(asked, "score", number=5 if number < 8 else 2)
            if number >= 8:
                case = await records.recovery(asked, customer, now, outlet="north")
                again = await records.follow_up(case, customer, now + LATER)
                await records.answer(again, "score", number=3)
    request = ScoreRequest(Scope(), SHANGHAI, By.OUTLET, now + 2 * LATER, WEIGHTS, {"courtesy": 100})
    async with database.reading() as session:
        (row,) = (await score_sheet(session, request)).rows
    found = {name: part.estimate.value if part.estimate else None for name, part in row.parts.items()}
    assert (found[ScoredBy.SATISFACTION], found[ScoredBy.RECOVERY]) == (0.4, 0.5)
    assert (row.group, row.parts[ScoredBy.RECOVERY].n, row.rank) == ("north", 12, None)

"""The spread of scores at each outlet, in a report."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from store.engine.database import Database
from store.models.surveys import SurveyVersion
from store.reports.report import ReportRequest, report
from store.reports.statistics.figures import Figure
from store.reports.sums.grouping import By
from store.reports.sums.measures import Measure, Subject
from store.reports.sums.scope import Scope
from tests.records import Records

QUESTIONS = [
    {"id": "satisfaction", "kind": "rating"},
    {"id": "resolved", "kind": "yes_no"},
    {"id": "safety", "kind": "item"},
]
SCORES = {
    "steady": (4, 4, 3, 4, 5, 4, 4, 4, 3, 4, 5, 4),
    "uneven": (1, 5, 5, 2, 5, 1, 5, 4, 1, 5, 5, 2),
    None: (1, 5),
}


async def spreads(database: Database, now: datetime, by: By) -> dict[str | None, Figure]:
    async with database.transaction() as session:
        records = Records(session, now)
        session.add(
            SurveyVersion(key="post_service", digest="1", definition={"questions": QUESTIONS}, created_at=now)
        )
        for outlet, numbers in SCORES.items():
            for number in numbers:
                asked = await records.invitation(await records.customer(), outlet=outlet)
                await records.answer(asked, "satisfaction", number=number)
                await records.answer(asked, "resolved", number=int(number > 2))
                await records.answer(asked, "safety", number=number)
    async with database.reading() as session:
        found = await report(session, ReportRequest(Scope(), ZoneInfo("UTC"), by))
    lines = [line for line in found.lines if line.subject.measure is Measure.SPREAD]
    assert {line.subject for line in lines} <= {Subject(Measure.SPREAD, question="satisfaction")}
    return {line.group: line.figure for line in lines}


async def test_uneven_outlet_has_the_larger_spread(database: Database, now: datetime) -> None:
    found = await spreads(database, now, By.OUTLET)
    assert set(found) == {"steady", "uneven"}
    steady, uneven = found["steady"], found["uneven"]
    assert steady.value == pytest.approx(0.603, abs=0.001)
    assert uneven.value == pytest.approx(1.832, abs=0.001)
    assert steady.high is not None
    assert uneven.low is not None
    assert steady.high < uneven.low


async def test_languages_have_no_spread(database: Database, now: datetime) -> None:
    assert await spreads(database, now, By.LANGUAGE) == {}

"""An item against another one of the same customers, in a report."""

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
from tests.simulation.inference.pairs import item_differences

QUESTIONS = [
    {"id": "process", "kind": "item"},
    {"id": "result", "kind": "item", "against": "process"},
    {"id": "source", "kind": "single", "construct": {"en": "Source"}, "options": []},
]
DIFFERENCE = Subject(Measure.ITEM_DIFFERENCE, question="result")


async def figures(database: Database, now: datetime, by: By | None) -> dict[str | None, Figure]:
    """To twelve customers the result is better by one than the process; three answer one item only."""
    async with database.transaction() as session:
        records = Records(session, now)
        session.add(
            SurveyVersion(key="experience", digest="1", definition={"questions": QUESTIONS}, created_at=now)
        )
        for place in range(15):
            asked = await records.invitation(
                await records.customer(), survey_key="experience", outlet="north" if place < 12 else "south"
            )
            await records.answer(asked, "result", number=4 + place % 2)
            await records.answer(asked, "source", choices=["image" if place < 5 else "needs"])
            if place < 12:
                await records.answer(asked, "process", number=3 + place % 2)
    async with database.reading() as session:
        found = await report(session, ReportRequest(Scope(), ZoneInfo("UTC"), by))
    shares = {each.answer: (each.count, each.n) for each in found.distributions if each.group is None}
    assert shares == {"image": (5, 15), "needs": (10, 15)}
    means = {
        line.subject.question: line.figure.value
        for line in found.lines
        if line.group is None and line.subject.measure is Measure.ITEM_MEAN
    }
    assert means == {"process": 3.5, "result": pytest.approx(4 + 7 / 15)}
    return {line.group: line.figure for line in found.lines if line.subject == DIFFERENCE}


async def test_difference_is_of_those_who_answered_both(database: Database, now: datetime) -> None:
    found = await figures(database, now, By.OUTLET)
    assert set(found) == {None, "north"}
    for figure in found.values():
        assert (figure.n, figure.customers, figure.value) == (12, 12, 1.0)
        assert figure.low is not None
        assert figure.high is not None
        assert -4 <= figure.low < 1.0 <= figure.high <= 4


async def test_without_groups_there_is_one_figure(database: Database, now: datetime) -> None:
    assert set(await figures(database, now, None)) == {None}


def test_interval_holds_the_truth_where_customers_answer_again() -> None:
    found = {each.what: each.after for each in item_differences(200)}
    assert all(held >= 0.92 for held in found.values()), found

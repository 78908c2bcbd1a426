"""The whole report, on SQLite and PostgreSQL."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from store.engine.database import Database
from store.models.surveys import InvitationStatus, SurveyVersion
from store.reports.report import Report, ReportRequest, report
from store.reports.statistics.figures import Formula
from store.reports.sums.grouping import By
from store.reports.sums.measures import Measure
from store.reports.sums.scope import Scope
from tests.records import Records
from tests.store.reports.scene import play

pytestmark = pytest.mark.dates

SHANGHAI = ZoneInfo("Asia/Shanghai")


async def made(
    database: Database,
    now: datetime,
    by: By | None = None,
    since: timedelta = timedelta(days=1),
    earlier: tuple[datetime | None, datetime | None] | None = None,
) -> Report:
    await play(database, now)
    async with database.reading() as session:
        return await report(session, ReportRequest(Scope(since=now - since), SHANGHAI, by, earlier))


def values(found: Report, measure: Measure) -> dict[tuple[str | None, str | None], tuple[int, float | None]]:
    """n and value, by group and dimension."""
    return {
        (line.group, line.subject.dimension): (line.figure.n, line.figure.value)
        for line in found.lines
        if line.subject.measure is measure
    }


async def test_scores_come_with_n(database: Database, now: datetime) -> None:
    found = await made(database, now)
    assert values(found, Measure.CSAT) == {(None, None): (15, 11 / 15)}
    assert values(found, Measure.NPS) == {(None, None): (4, 0.25)}
    assert values(found, Measure.RESPONSE_RATE) == {(None, None): (23, 22 / 23)}


async def test_gaps_are_of_complete_pairs_and_weighted(database: Database, now: datetime) -> None:
    found = await made(database, now)
    assert values(found, Measure.GAP) == {(None, "reliability"): (3, -1.0), (None, "empathy"): (3, -1.0)}
    assert values(found, Measure.GAP_WEIGHTED) == {(None, None): (3, -1.0)}
    assert values(found, Measure.GAP_UNWEIGHTED) == {(None, None): (3, -1.0)}
    assert values(found, Measure.SERVPERF)[(None, "empathy")] == pytest.approx((3, 11 / 3))


async def test_every_figure_names_its_formula_and_says_whether_it_is_enough(
    database: Database, now: datetime
) -> None:
    found = await made(database, now)
    told = {line.subject.measure: (line.figure.formula, line.figure.is_enough) for line in found.lines}
    assert told[Measure.CSAT] == (Formula.CSAT, True)
    assert told[Measure.NPS] == (Formula.NPS, False)


async def test_outlets_are_measured_apart_and_small_ones_not_ranked(
    database: Database, now: datetime
) -> None:
    found = await made(database, now, By.OUTLET)
    assert values(found, Measure.CSAT) == {
        (None, None): (15, 11 / 15),
        ("north", None): (12, 10 / 12),
        ("south", None): (3, 1 / 3),
    }
    (csat,) = (each for each in found.comparisons if each.subject.measure is Measure.CSAT)
    assert [(each.group, each.rank) for each in csat.standings] == [("north", 1), ("south", None)]
    assert [(group, each.invited) for group, each in found.funnels.items()] == [
        (None, 23),
        ("north", 13),
        ("south", 3),
        ("–", 7),
    ]


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        (By.SURVEY, {"post_service", "word_of_mouth", "servqual"}),
        (By.LANGUAGE, {"–"}),
        (By.AGENT, {"–"}),
        (By.SERVICE, {"–"}),
        (By.WEEK, {"2026-W48"}),
    ],
)
async def test_groups_are_named(database: Database, now: datetime, by: By, groups: set[str]) -> None:
    found = await made(database, now, by)
    assert set(found.funnels) == {None, *groups}


async def test_weeks_begin_on_monday_in_the_zone(database: Database, now: datetime) -> None:
    found = await made(database, now, By.WEEK, since=timedelta(days=400))
    assert [group for group in found.funnels if group] == ["2025-W47", "2025-W48", "2026-W48"]


async def test_recovery_is_before_after_and_gain(database: Database, now: datetime) -> None:
    found = await made(database, now, since=timedelta(days=400))
    got = [
        values(found, each)
        for each in (
            Measure.RECOVERY_BEFORE,
            Measure.RECOVERY_AFTER,
            Measure.RECOVERY_GAIN,
        )
    ]
    assert got == [{(None, None): (1, 1.0)}, {(None, None): (1, 4.0)}, {(None, None): (1, 3.0)}]


async def test_change_is_against_the_earlier_period(database: Database, now: datetime) -> None:
    found = await made(database, now, earlier=(None, now - timedelta(days=1)))
    (csat,) = (each for each in found.changes if each.subject.measure is Measure.CSAT)
    # The answer after the case was settled is a figure of its own.
    assert (csat.before.n, csat.after.n) == (1, 15)
    assert csat.change.figure.value == pytest.approx(11 / 15 - 0)


async def test_empty_database_is_an_empty_report(database: Database, now: datetime) -> None:
    async with database.reading() as session:
        found = await report(session, ReportRequest(Scope(), SHANGHAI, By.WEEK))
    assert (found.lines, found.comparisons, found.changes) == ((), (), ())
    assert found.funnels[None].invited == 0


async def test_declined_survey_is_not_answered(database: Database, now: datetime) -> None:
    definition = {"questions": [{"id": "may_we", "kind": "consent"}, {"id": "score", "kind": "rating"}]}
    async with database.transaction() as session:
        session.add(SurveyVersion(key="long", digest="1", definition=definition, created_at=now))
        records = Records(session, now)
        customer = await records.customer()
        declined = await records.invitation(customer, survey_key="long", status=InvitationStatus.DISMISSED)
        await records.answer(declined, "may_we", number=0)
    async with database.reading() as session:
        found = await report(session, ReportRequest(Scope(), SHANGHAI))
    assert values(found, Measure.RESPONSE_RATE) == {(None, None): (1, 0.0)}

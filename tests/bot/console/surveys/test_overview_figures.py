"""What the overview takes from reports."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from actions.settings.house import House
from bot.console.surveys.overview_figures import (
    DimensionRow,
    comparison,
    dimension_rows,
    headlines,
    main_subject,
    spreads,
)
from store.engine.database import Database
from store.reports.report import Line, Report, ReportRequest, report
from store.reports.sums.grouping import By
from store.reports.sums.measures import Measure, Subject
from store.reports.sums.scope import Scope
from tests.bot.console.results_scene import OUTLETS, set_results

pytestmark = pytest.mark.dates

SHANGHAI = ZoneInfo("Asia/Shanghai")


async def reported(database: Database, house: House, now: datetime, by: By) -> Report:
    await set_results(database, house.surveys, now)
    since, middle = now - timedelta(days=80), now - timedelta(days=40)
    async with database.reading() as session:
        return await report(
            session, ReportRequest(Scope(since=middle), SHANGHAI, by, earlier=(since, middle))
        )


async def test_headlines_come_in_their_order_with_their_weeks(
    database: Database, house: House, now: datetime
) -> None:
    found = headlines(await reported(database, house, now, By.WEEK))
    assert [each.subject.measure for each in found] == [Measure.CSAT, Measure.NPS, Measure.RESPONSE_RATE]
    csat = found[0]
    assert csat.subject.question == "satisfaction"
    assert sum(week.figure.n for week in csat.weeks) == csat.figure.n > 0
    assert all(week.monday.weekday() == 0 for week in csat.weeks)
    assert [week.monday for week in csat.weeks] == sorted(week.monday for week in csat.weeks)
    assert csat.weeks[-1].monday <= date(2026, 11, 23)
    assert csat.change is not None
    assert csat.change.after == csat.figure


async def test_outlets_are_compared_by_satisfaction(database: Database, house: House, now: datetime) -> None:
    found = comparison(await reported(database, house, now, By.OUTLET))
    assert found is not None
    assert found.subject.measure is Measure.CSAT
    assert {standing.group for standing in found.standings} <= set(OUTLETS)
    assert all((standing.rank is None) == (standing.own.n < 10) for standing in found.standings)


async def test_outlets_have_the_spread_of_the_scores_that_compare_them(
    database: Database, house: House, now: datetime
) -> None:
    by_outlet = await reported(database, house, now, By.OUTLET)
    found, compared = spreads(by_outlet), comparison(by_outlet)
    assert compared is not None
    assert {name: figure.n for name, figure in found.items()} == {
        each.group: each.own.n for each in compared.standings if each.own.n > 1
    }
    assert spreads(replace(by_outlet, comparisons=())) == {}


async def test_gap_to_what_was_expected_before_has_a_row_of_its_own(
    database: Database, house: House, now: datetime
) -> None:
    found = await reported(database, house, now, By.WEEK)
    gap = next(each.figure for each in found.lines if each.subject.measure is Measure.GAP)
    before = Subject(Measure.GAP_BEFORE, survey="servqual", dimension="empathy")
    rows = dimension_rows(replace(found, lines=(*found.lines, Line(before, None, gap))))
    assert [row.dimension for row in rows if row.is_before] == ["empathy"]
    assert DimensionRow("servqual", "empathy", None, gap, is_before=True) in rows


async def test_dimensions_have_perceptions_and_gaps(database: Database, house: House, now: datetime) -> None:
    rows = dimension_rows(await reported(database, house, now, By.WEEK))
    assert [row.dimension for row in rows] == list(house.surveys["servqual"].dimensions)
    assert all(row.perceived and row.gap for row in rows)


async def test_without_answers_there_is_nothing_to_show(database: Database, house: House) -> None:
    async with database.reading() as session:
        empty = await report(session, ReportRequest(Scope(), SHANGHAI, By.WEEK))
    assert (headlines(empty), comparison(empty), dimension_rows(empty)) == ((), None, ())
    assert main_subject(empty, Measure.CSAT) is None

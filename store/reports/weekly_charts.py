"""Control charts of the last half year: weekly CSAT, response rate and complaints, of an outlet or all.

The week that is going on is left out. An answer of a customer counts in the week in which they were asked.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from zoneinfo import ZoneInfo

from sqlalchemy import and_, case, func, or_, outerjoin, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from store.models.cases import Case, CaseKind, CaseStatus
from store.models.customers import tests_among_customers
from store.reports.report import Report, ReportRequest, csat_of_services, report
from store.reports.statistics.control_chart import ChartPoint, ControlChart, Counted, control_chart
from store.reports.sums.grouping import By, week_name
from store.reports.sums.measures import Measure, Subject
from store.reports.sums.scope import Scope
from store.reports.sums.spans import week_of

WEEKS = 26


class Charted(StrEnum):
    """What is charted, each as a share."""

    CSAT = "csat"
    RESPONSE_RATE = "response_rate"
    COMPLAINTS = "complaints"  # of all cases that customers opened

    @property
    def is_bad_high(self) -> bool:
        """Whether more of it is worse."""
        return self is Charted.COMPLAINTS


@dataclass(frozen=True, slots=True)
class WeeklyChart:
    """The weeks that have something to count, oldest first, and their chart if they are enough for one.

    `question` is the one that CSAT is made of.
    """

    charted: Charted
    weeks: tuple[Counted, ...]
    chart: ControlChart | None
    question: str | None = None

    @property
    def signal(self) -> ChartPoint | None:
        """The newest week, if it is a signal."""
        return self.chart.last if self.chart is not None and self.chart.last.rules else None

    @property
    def is_worse(self) -> bool:
        """Whether the newest week is a signal that something became worse."""
        return self.signal is not None and self.signal.is_high is self.charted.is_bad_high


async def weekly_charts(
    session: AsyncSession, outlet: str | None, zone: ZoneInfo, now: datetime
) -> tuple[WeeklyChart, ...]:
    """Return the charts of an outlet, or of all together."""
    surveys = await survey_charts(session, outlet, zone, now)
    return *surveys, await complaint_chart(session, outlet, zone, now)


async def survey_charts(
    session: AsyncSession, outlet: str | None, zone: ZoneInfo, now: datetime
) -> tuple[WeeklyChart, WeeklyChart]:
    """Return the charts of CSAT and of the response rate, which one report holds."""
    mondays = _mondays(now, zone)
    scope = Scope(since=mondays[0], until=mondays[-1], outlet=outlet)
    found = await report(session, ReportRequest(scope, zone, By.WEEK, now=now))
    csat = csat_of_services(found)
    satisfied = _counted(found, csat)
    answered = _counted(found, Subject(Measure.RESPONSE_RATE))
    question = csat.question if csat is not None else None
    return (
        WeeklyChart(Charted.CSAT, satisfied, control_chart(satisfied), question),
        WeeklyChart(Charted.RESPONSE_RATE, answered, control_chart(answered)),
    )


async def complaint_chart(
    session: AsyncSession, outlet: str | None, zone: ZoneInfo, now: datetime
) -> WeeklyChart:
    """Return the chart of complaints, for which no report is made."""
    counted = await _complaints(session, outlet, _mondays(now, zone), zone)
    return WeeklyChart(Charted.COMPLAINTS, counted, control_chart(counted))


def _mondays(now: datetime, zone: ZoneInfo) -> list[datetime]:
    """The beginnings of the weeks, and the end of the last one."""
    end = week_of(now, zone)
    days: Iterator[date] = (end - timedelta(weeks=back) for back in range(WEEKS, -1, -1))
    return [datetime.combine(day, time(), zone) for day in days]


def _counted(found: Report, subject: Subject | None) -> tuple[Counted, ...]:
    figures = {line.group: line.figure for line in found.lines if line.group and line.subject == subject}
    return tuple(
        Counted(week or "", round((figure.value or 0.0) * figure.n), figure.n, figure.customers)
        for week, figure in sorted(figures.items(), key=lambda each: each[0] or "")
        if figure.n
    )


async def _complaints(
    session: AsyncSession, outlet: str | None, mondays: list[datetime], zone: ZoneInfo
) -> tuple[Counted, ...]:
    """How many of the cases that customers opened are complaints; what a survey opened is not counted.

    Of merged cases the one counts that the others went into.
    """
    columns = []
    for begins, ends in pairwise(mondays):
        within = and_(Case.opened_at >= begins, Case.opened_at < ends)
        is_complaint = and_(within, Case.kind == CaseKind.COMPLAINT)
        columns += [func.sum(case((each, 1), else_=0)) for each in (is_complaint, within)]
    kept = aliased(Case)
    merging = outerjoin(Case, kept, kept.id == Case.merged_into_id)
    statement = (
        select(*columns)
        .select_from(merging)
        .where(
            Case.opened_at >= mondays[0],
            Case.opened_at < mondays[-1],
            Case.kind != CaseKind.RECOVERY,
            or_(Case.status != CaseStatus.MERGED, kept.kind == CaseKind.RECOVERY),
            Case.customer_id.not_in(tests_among_customers()),
        )
    )
    if outlet is not None:
        statement = statement.where(Case.outlet == outlet)
    counts = [int(count or 0) for count in (await session.execute(statement)).one()]
    pairs = zip(mondays, counts[::2], counts[1::2], strict=False)
    return tuple(Counted(week_name(week_of(begins, zone)), count, n) for begins, count, n in pairs if n)


def signals(charts: Mapping[str | None, tuple[WeeklyChart, ...]]) -> Iterator[str]:
    """Return the subjects of alarms: what became worse, in which week, at which outlet (empty for all)."""
    for outlet, several in charts.items():
        for each in several:
            if each.is_worse and each.signal is not None:
                yield f"chart:{each.charted}:{each.signal.counted.week}:{outlet or ''}"

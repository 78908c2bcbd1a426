"""The figures of a report that the overview shows, and their course."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from store.reports.change_lines import ChangeLine
from store.reports.comparison import Comparison
from store.reports.report import Report
from store.reports.statistics.figures import Figure
from store.reports.sums.measures import Measure, Subject

# Shown first, in this order; for each, the question with the most answers.
HEADLINES = (Measure.CSAT, Measure.NPS, Measure.CES_SHARE, Measure.YES, Measure.RESPONSE_RATE)
TRENDS = (Measure.CSAT, Measure.NPS)
# Scores before and after a remedy, and what of the gain is not chance.
RECOVERY = (
    Measure.RECOVERY_BEFORE,
    Measure.RECOVERY_AFTER,
    Measure.RECOVERY_GAIN,
    Measure.RECOVERY_EXPECTED,
    Measure.RECOVERY_NET,
)


@dataclass(frozen=True, slots=True)
class Week:
    """A figure of the surveys that were sent in a week."""

    monday: date
    figure: Figure


@dataclass(frozen=True, slots=True)
class Headline:
    """A figure, how it changed since the period before, and its weeks."""

    subject: Subject
    figure: Figure
    change: ChangeLine | None
    weeks: tuple[Week, ...]


@dataclass(frozen=True, slots=True)
class DimensionRow:
    """How customers perceived a dimension of quality, and the gap to what they expected.

    They recall that after the service, or have told it before (`is_before`).
    """

    survey_key: str
    dimension: str
    perceived: Figure | None
    gap: Figure | None
    is_before: bool = False


def headlines(weekly: Report) -> tuple[Headline, ...]:
    """Return the figures of a report by week, without those that no survey asked for."""
    found = (main_subject(weekly, measure) for measure in HEADLINES)
    return tuple(headline(weekly, subject) for subject in found if subject is not None)


def main_subject(report: Report, measure: Measure) -> Subject | None:
    """Return the question with the most answers of those with this measure."""
    lines = [line for line in report.lines if line.group is None and line.subject.measure is measure]
    return max(lines, key=lambda line: line.figure.n).subject if lines else None


def headline(weekly: Report, subject: Subject) -> Headline:
    """Return one subject of a report by week."""
    figures = {line.group: line.figure for line in weekly.lines if line.subject == subject}
    weeks = tuple(Week(monday_of(group), figures[group]) for group in sorted(filter(None, figures)))
    change = next((line for line in weekly.changes if line.subject == subject), None)
    return Headline(subject, figures[None], change, weeks)


def comparison(by_outlet: Report) -> Comparison | None:
    """Return the outlets by the first headline that compares them; None without named outlets."""
    for measure in TRENDS:
        subject = main_subject(by_outlet, measure)
        for found in by_outlet.comparisons:
            if found.subject == subject and any(standing.is_told for standing in found.standings):
                return found
    return None


def spreads(by_outlet: Report) -> Mapping[str, Figure]:
    """Return how much the scores of each outlet differ; empty unless these are the scores of `comparison`."""
    found = comparison(by_outlet)
    if found is None or found.subject.measure is not Measure.CSAT:
        return {}
    subject = replace(found.subject, measure=Measure.SPREAD)
    return {line.group: line.figure for line in by_outlet.lines if line.subject == subject and line.group}


def recovery_rows(report: Report) -> tuple[tuple[Measure, Figure], ...]:
    """Return the scores before and after a remedy, and their difference; empty where no case has both."""
    figures = {line.subject.measure: line.figure for line in report.lines if line.group is None}
    return tuple((measure, figures[measure]) for measure in RECOVERY if measure in figures)


def dimension_rows(report: Report) -> tuple[DimensionRow, ...]:
    """Return the dimensions of all surveys, in the order of their questions."""
    return tuple(_dimensions(report))


def _dimensions(report: Report) -> Iterator[DimensionRow]:
    figures = {line.subject: line.figure for line in report.lines if line.group is None}
    named = (
        (subject.survey, subject.dimension)
        for subject in figures
        if subject.measure in (Measure.SERVPERF, Measure.GAP, Measure.GAP_BEFORE)
    )
    for survey, dimension in dict.fromkeys(named):
        if survey is not None and dimension is not None:
            yield DimensionRow(
                survey,
                dimension,
                figures.get(Subject(Measure.SERVPERF, survey=survey, dimension=dimension)),
                figures.get(Subject(Measure.GAP, survey=survey, dimension=dimension)),
            )
            before = figures.get(Subject(Measure.GAP_BEFORE, survey=survey, dimension=dimension))
            if before is not None:
                yield DimensionRow(survey, dimension, None, before, is_before=True)


def monday_of(week: str) -> date:
    """Return the first day of a week such as 2026-W48."""
    year, _, number = week.partition("-W")
    return date.fromisocalendar(int(year), int(number), 1)

"""The report: every measure of a period, broken down, compared, and set against another period."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from store.models.surveys import InvitationStatus, Reason
from store.reports.answer_counts import AnswerCount
from store.reports.answer_use import AnswerUse, answer_use
from store.reports.answered_by import ScoreOfTalks
from store.reports.change_lines import ChangeLine, change_line, corrected
from store.reports.changed_answers import ChangedAnswers, count_changed
from store.reports.comparison import Compared, Comparison, compare
from store.reports.funnel import Funnel
from store.reports.late_answers import LateAnswers, late_answers
from store.reports.measured import Measured, measure
from store.reports.skips import DIVIDED, Skips, skips_of
from store.reports.statistics.changes import NotComparable
from store.reports.statistics.figures import Figure, figure
from store.reports.statistics.scales import Reliability
from store.reports.sums.grouping import By
from store.reports.sums.measures import OF_TALLY, Measure, Subject
from store.reports.sums.scope import Scope
from store.reports.sums.skipped_services import SkippedServices, by_reason, gather_skipped

# What may be compared: those who are responsible, not weeks.
COMPARED = (By.OUTLET, By.AGENT, By.SERVICE, By.SURVEY, By.LANGUAGE)


@dataclass(frozen=True, slots=True)
class Line:
    """A figure of one group, or of all where no group is named."""

    subject: Subject
    group: str | None
    figure: Figure


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """What a report is asked for: a period, how to break it down, and the earlier period to set against.

    `now` tells which invitations can still be answered; without it, none can. `with_answers` adds what became
    of the answers of the business, and skips by group or, where nothing is divided, late answers: this reads
    every showing and skip of the period, or the newest scores.
    """

    scope: Scope
    zone: ZoneInfo
    by: By | None = None
    earlier: tuple[datetime | None, datetime | None] | None = None
    now: datetime | None = None
    with_answers: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """All numbers of a period. Funnels and lines of everything come first, under no group.

    `answers` is what became of the answers of the business, and `skips` are the services that were not asked
    about, by outlet or agent, if they were asked for; `talks` are the scores after talks that the bot
    answered alone, apart from those in which a person wrote. `rewritten` counts answers that were changed.
    `late` sets late answers against early ones where nothing is divided, if answers were asked for.
    """

    asked: ReportRequest
    lines: tuple[Line, ...]
    funnels: Mapping[str | None, Funnel]
    skipped: Mapping[Reason, int]
    distributions: tuple[AnswerCount, ...]
    comparisons: tuple[Comparison, ...]
    changes: tuple[ChangeLine, ...]
    answers: tuple[AnswerUse, ...] = ()
    talks: tuple[ScoreOfTalks, ...] = ()
    # Answers on a scale that is asked no more, by question: they are in no figure.
    rescaled: Mapping[str, int] = field(default_factory=dict)
    rewritten: ChangedAnswers = field(default_factory=ChangedAnswers)
    skips: tuple[Skips, ...] = ()
    late: tuple[LateAnswers, ...] = ()


async def report(session: AsyncSession, asked: ReportRequest) -> Report:
    """Count, calculate, compare."""
    measured = await measure(session, asked.scope, asked.by, asked.zone, asked.now)
    skipped = await gather_skipped(session, measured.stored)
    with_late = asked.with_answers and asked.by is None
    return Report(
        asked=asked,
        lines=_lines(measured),
        funnels=measured.funnels,
        skipped=by_reason(skipped),
        distributions=measured.distributions,
        comparisons=_comparisons(measured) if asked.by in COMPARED else (),
        changes=await _changes(session, asked, measured),
        answers=await answer_use(session, asked.scope, asked.zone) if asked.with_answers else (),
        talks=measured.talks,
        rescaled=measured.rescaled,
        rewritten=await count_changed(session, asked.scope),
        skips=_skips(asked, measured, skipped),
        late=await late_answers(session, asked.scope, asked.now) if with_late else (),
    )


def csat_of_services(found: Report) -> Subject | None:
    """Return the CSAT question with the most answers of those about services that were reported."""
    lines = [
        line
        for line in found.lines
        if line.group is None and line.subject.measure is Measure.CSAT and line.subject.occasion is None
    ]
    return max(lines, key=lambda line: line.figure.n).subject if lines else None


def _skips(asked: ReportRequest, measured: Measured, skipped: Counter[SkippedServices]) -> tuple[Skips, ...]:
    if not asked.with_answers or asked.by not in DIVIDED:
        return ()
    invited = {
        group: funnel.invited - funnel.by_status.get(InvitationStatus.CANCELLED, 0)
        for group, funnel in measured.funnels.items()
        if group is not None
    }
    return skips_of(invited, skipped, asked.by)


def _lines(measured: Measured) -> tuple[Line, ...]:
    return tuple(
        Line(subject, group, figure(subject.formula, result))
        for subject, results in measured.results.items()
        for group, result in results.items()
    )


def _comparisons(measured: Measured) -> tuple[Comparison, ...]:
    """Groups are compared by everything that is counted answer by answer."""
    return compare(
        [
            Compared(subject, OF_TALLY[subject.measure], tallies, measured.designs.get(subject, {}))
            for subject, tallies in measured.tallies.items()
        ]
    )


async def _changes(session: AsyncSession, asked: ReportRequest, now: Measured) -> tuple[ChangeLine, ...]:
    if asked.earlier is None:
        return ()
    since, until = asked.earlier
    scope = replace(asked.scope, since=since, until=until)
    before = await measure(session, scope, None, asked.zone, asked.now)
    lines = []
    for subject, results in now.results.items():
        old, new = before.results.get(subject, {}).get(None), results.get(None)
        if old is None or new is None or isinstance(old, Reliability) or isinstance(new, Reliability):
            continue
        try:
            lines.append(change_line(subject, old, new))
        except NotComparable:
            continue
    return corrected(lines)

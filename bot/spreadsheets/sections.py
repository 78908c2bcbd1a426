"""A report as tables, for a terminal and for files."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass

from store.reports.answer_use import COUNTS_OF_USE
from store.reports.comparison import Comparison, Standing
from store.reports.funnel import funnel
from store.reports.report import Report
from store.reports.statistics.figures import Figure
from store.reports.sums.measures import Subject

Cell = str | int | float | None
Row = tuple[Cell, ...]

TOTAL = "all"
SUBJECT = ("measure", "question", "survey", "dimension", "occasion")
FIGURE = ("n", "customers", "value", "low", "high", "note", "formula")
FEW = "not enough answers"
NOT_TOLD = "group not given"
DIFFERS = "differs"
LATE_MAY_DIFFER = "late answers may differ"
WORDS = (
    TOTAL,
    FEW,
    NOT_TOLD,
    DIFFERS,
    LATE_MAY_DIFFER,
)  # what stands in rows beside names, codes and numbers
TABLE = "table"  # the column that names the table where all are one


@dataclass(frozen=True, slots=True)
class Section:
    """One table."""

    title: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]


ANSWERS = ("by", "group", *COUNTS_OF_USE, "confirmed share", "low", "high")
COMPARISON = (
    *SUBJECT,
    "rank",
    "group",
    "n",
    "value",
    "low",
    "high",
    "fair",
    "fair low",
    "fair high",
    "against others",
    "p corrected",
    "note",
)
CHANGE = (*SUBJECT, "n before", "n after", "before", "after", "change", "low", "high", "p", "note", "formula")
LATE = (
    "survey",
    "question",
    "measure",
    "late by",
    "n early",
    "n late",
    "early score",
    "late score",
    "difference",
    "low",
    "high",
    "p corrected",
    "note",
    "formula",
)
# The columns of each table.
HEADERS: Mapping[str, tuple[str, ...]] = {
    "figures": ("group", *SUBJECT, *FIGURE),
    "funnel": ("group", *funnel({}).steps()),
    "skipped": ("reason", "services"),
    "distribution": ("group", "question", "answer", "count", "n", "share"),
    "comparison": COMPARISON,
    "change": CHANGE,
    "late answers": LATE,
    "answers of the business": ANSWERS,
    "answered by": ("answered by", *SUBJECT, *FIGURE),
    "not asked": ("group", "reason", "services", "of", "share", "low", "high"),
    "changed answers": ("changed", "raised", "after contact", "raised after contact"),
    "other scale": ("question", "answers left out"),
}


def sections(report: Report) -> tuple[Section, ...]:
    """Return the tables of a report, without empty ones."""
    rows: Mapping[str, Iterator[Row]] = {
        "figures": _figures(report),
        "funnel": _funnels(report),
        "skipped": _skipped(report),
        "distribution": _distributions(report),
        "comparison": _comparisons(report),
        "change": _changes(report),
        "late answers": _late(report),
        "answers of the business": _answers(report),
        "answered by": _talks(report),
        "not asked": _skips(report),
        "changed answers": _changed_answers(report),
        "other scale": iter(report.rescaled.items()),
    }
    tables = (Section(title, HEADERS[title], tuple(several)) for title, several in rows.items())
    return tuple(table for table in tables if table.rows)


def _figures(report: Report) -> Iterator[Row]:
    for line in report.lines:
        yield (
            TOTAL if line.group is None else line.group,
            *_subject(line.subject),
            *_measured(line.figure),
        )


def _funnels(report: Report) -> Iterator[Row]:
    for group, steps in report.funnels.items():
        yield (TOTAL if group is None else group, *steps.steps().values())


def _skipped(report: Report) -> Iterator[Row]:
    for reason, count in report.skipped.items():
        yield reason.value, count


def _distributions(report: Report) -> Iterator[Row]:
    for each in report.distributions:
        group = TOTAL if each.group is None else each.group
        yield group, each.question, each.answer, each.count, each.n, each.share


def _answers(report: Report) -> Iterator[Row]:
    for use in report.answers:
        share = use.confirmed_share
        measured = (share.value, share.interval.low, share.interval.high) if share else (None, None, None)
        yield (use.by.value, use.group or TOTAL, *use.counts().values(), *measured)


def _talks(report: Report) -> Iterator[Row]:
    for each in report.talks:
        yield each.by.value, *_subject(each.subject), *_measured(each.figure)


def _skips(report: Report) -> Iterator[Row]:
    for each in report.skips:
        share = each.share
        bounds = share.interval.low, share.interval.high
        yield each.group, TOTAL, share.count, share.n, share.value, *bounds
        for reason, count in sorted(each.reasons.items()):
            yield each.group, reason.value, count, share.n, count / share.n, None, None


def _changed_answers(report: Report) -> Iterator[Row]:
    if report.rewritten.changed:
        yield astuple(report.rewritten)


def _comparisons(report: Report) -> Iterator[Row]:
    for comparison in report.comparisons:
        for standing in comparison.standings:
            yield _standing(comparison, standing)


def _standing(comparison: Comparison, standing: Standing) -> Row:
    fair = _value(standing.shrunken) if standing.shrunken else (None, None, None)
    return (
        *_subject(comparison.subject),
        standing.rank,
        standing.group,
        standing.own.n,
        *_value(standing.own),
        *fair,
        standing.difference.value if standing.difference else None,
        standing.p,
        _standing_note(standing),
    )


def _standing_note(standing: Standing) -> str:
    if not standing.is_told:
        return NOT_TOLD
    if standing.rank is None:
        return FEW
    return DIFFERS if standing.differs else ""


def _changes(report: Report) -> Iterator[Row]:
    for line in report.changes:
        changed = line.change
        yield (
            *_subject(line.subject),
            line.before.n,
            line.after.n,
            line.before.value,
            line.after.value,
            *_value(changed.figure),
            changed.p,
            _note(changed.figure),
            changed.figure.formula.value,
        )


def _late(report: Report) -> Iterator[Row]:
    for each in report.late:
        subject, line = each.line.subject, each.line
        yield (
            each.survey_key,
            subject.question,
            subject.measure.value,
            each.split.value,
            line.before.n,
            line.after.n,
            line.before.value,
            line.after.value,
            *_value(line.change.figure),
            line.change.p,
            LATE_MAY_DIFFER if line.change.differs else "",
            line.change.figure.formula.value,
        )


def _subject(subject: Subject) -> Row:
    occasion = None if subject.occasion is None else subject.occasion.value
    return subject.measure.value, subject.question, subject.survey, subject.dimension, occasion


def _measured(figure: Figure) -> Row:
    return figure.n, figure.customers, *_value(figure), _note(figure), figure.formula.value


def _value(figure: Figure) -> tuple[float | None, float | None, float | None]:
    return figure.value, figure.low, figure.high


def _note(figure: Figure) -> str:
    return "" if figure.is_enough else FEW


def joined(tables: Sequence[Section], first: str = TABLE) -> Section:
    """Return all tables in one, for files that can hold only one; the first column names the table."""
    header = tuple(dict.fromkeys(name for table in tables for name in table.header))
    rows = (
        (table.title, *(dict(zip(table.header, row, strict=True)).get(name) for name in header))
        for table in tables
        for row in table.rows
    )
    return Section("report", (first, *header), tuple(rows))

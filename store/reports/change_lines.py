"""Figures of one subject side by side: an earlier one, a later one and the change, corrected together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from store.reports.statistics.changes import Change, Result, change, surprise_of
from store.reports.statistics.figures import Figure, figure
from store.reports.statistics.holm import holm
from store.reports.sums.measures import Subject


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """How a figure changed since the earlier period, or from early answers to late ones."""

    subject: Subject
    before: Figure
    after: Figure
    change: Change


def change_line(subject: Subject, old: Result, new: Result) -> ChangeLine:
    """Return both results and their difference, which is not yet corrected.

    Raises:
        NotComparable: see `store.reports.statistics.changes.change`.
    """
    changed = change(old, new)
    p = surprise_of(new, old)
    formula = subject.formula
    surprise = changed if p is None else replace(changed, p=p)
    return ChangeLine(subject, figure(formula, old), figure(formula, new), surprise)


def corrected(lines: Sequence[ChangeLine]) -> tuple[ChangeLine, ...]:
    """Correct the p of all changes that can be called one, for as many as are shown together."""
    tested = [line.change.figure.is_enough for line in lines]
    ps = iter(holm([line.change.p for line, is_tested in zip(lines, tested, strict=True) if is_tested]))
    return tuple(
        replace(line, change=replace(line.change, p=next(ps))) if is_tested else line
        for line, is_tested in zip(lines, tested, strict=True)
    )

"""Comparing groups fairly: shrunken estimates, intervals, and a correction for many comparisons."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from store.reports.statistics.changes import SIGNIFICANT, Change, Result, change
from store.reports.statistics.figures import Figure, Formula, figure, with_interval
from store.reports.statistics.formulas import ENOUGH, Balance, Mean, Share, Tally
from store.reports.statistics.holm import holm
from store.reports.statistics.shrinkage import FEWEST, Observed, Shrunken, shrink, shrink_shares
from store.reports.sums.grouping import UNTOLD
from store.reports.sums.measures import Subject, pooled


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a group stands. Only one with enough answers has a rank (1 is best, ties broken by name).

    Answers without a group are no group that could be ranked. `shrunken` is the fair estimate,
    which the rank follows; it takes three groups. `difference` is against all others together, and `p` its
    probability by chance, corrected for the number of groups.
    """

    group: str
    own: Figure
    shrunken: Figure | None = None
    rank: int | None = None
    difference: Figure | None = None
    p: float | None = None

    @property
    def differs(self) -> bool:
        """Whether the group differs from the others by more than chance, after the correction."""
        return self.p is not None and self.p < SIGNIFICANT

    @property
    def is_told(self) -> bool:
        """Whether it is a group at all, and not the answers without one."""
        return self.group != UNTOLD


@dataclass(frozen=True, slots=True)
class Comparison:
    """The groups by one measure: ranked ones from the best down, then those with too few answers, and last
    the answers without a group.
    """

    subject: Subject
    standings: tuple[Standing, ...]


def compare(subject: Subject, formula: Callable[[Tally], Result], tallies: Mapping[str, Tally]) -> Comparison:
    """Compare groups by the answers to one question; groups without answers are left out."""
    results = {group: formula(tally) for group, tally in sorted(tallies.items()) if sum(tally.values())}
    # An unknown group may be any of them: such answers are not among "the others" either.
    told = {group: tally for group, tally in tallies.items() if group != UNTOLD}
    enough = {group: result for group, result in results.items() if group in told and result.n >= ENOUGH}
    fair = _shrunken(subject, enough)
    changes = _against_the_rest(formula, told, enough)
    ps = dict(zip(changes, holm([each.p for each in changes.values()]), strict=True))
    order = sorted(enough, key=lambda group: -(fair[group].value or 0.0))
    standings = [
        Standing(
            group,
            figure(subject.formula, results[group]),
            shrunken=fair[group] if len(enough) >= FEWEST else None,
            rank=rank,
            difference=changes[group].figure if group in changes else None,
            p=ps.get(group),
        )
        for rank, group in enumerate(order, 1)
    ]
    rest = sorted(results.keys() - enough.keys(), key=lambda group: (group == UNTOLD, group))
    unranked = [Standing(group, figure(subject.formula, results[group])) for group in rest]
    return Comparison(subject, (*standings, *unranked))


def _against_the_rest(
    formula: Callable[[Tally], Result], tallies: Mapping[str, Tally], groups: Mapping[str, Result]
) -> dict[str, Change]:
    """Each group against all others together; the small ones count among those."""
    changes = {}
    for group, result in groups.items():
        rest = pooled(tally for name, tally in tallies.items() if name != group)
        if sum(rest.values()) >= ENOUGH:
            changes[group] = change(formula(rest), result)
    return changes


def _shrunken(subject: Subject, results: Mapping[str, Result]) -> dict[str, Figure]:
    """Fair estimates, or the groups' own results where there are too few groups to learn from another."""
    shares = [(result.count, result.n) for result in results.values() if isinstance(result, Share)]
    spread = _common_spread([result for result in results.values() if not isinstance(result, Share)])
    if len(results) < FEWEST or (spread == 0 and not shares):
        return {group: figure(subject.formula, result) for group, result in results.items()}
    if shares:
        return _named(Formula.SHRUNKEN_SHARE, results, shrink_shares(shares))
    observed = [Observed(result.value, spread / result.n) for result in results.values()]
    return _named(Formula.SHRUNKEN, results, shrink(observed))


def _common_spread(results: Sequence[Mean | Balance]) -> float:
    """The variance of one answer within its group, which is steadier than a small group's own."""
    n = sum(result.n for result in results)
    return sum(result.error**2 * result.n * result.n for result in results) / n if n else 0.0


def _named(
    formula: Formula, results: Mapping[str, Result], estimates: Sequence[Shrunken]
) -> dict[str, Figure]:
    return {
        group: with_interval(formula, result.n, estimate.value, estimate.interval)
        for (group, result), estimate in zip(results.items(), estimates, strict=True)
    }

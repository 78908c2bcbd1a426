"""Comparing groups fairly: shrunken estimates, intervals, and a correction for many comparisons."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from store.reports.statistics.changes import SIGNIFICANT, Result, change, surprise_of, worth
from store.reports.statistics.design import Design
from store.reports.statistics.figures import Figure, Formula, are_enough, figure, with_interval
from store.reports.statistics.formulas import ENOUGH, Balance, Mean, Share, Tally
from store.reports.statistics.holm import holm
from store.reports.statistics.shrinkage import FEWEST, Observed, Shrunken, shrink_on_scale, shrink_shares
from store.reports.sums.grouping import UNTOLD
from store.reports.sums.measures import ReadTally, Subject, pooled


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a group stands. Only one with enough answers has a rank (1 is best, ties broken by name).

    Answers without a group are no group that could be ranked. `shrunken` is the fair estimate,
    which the rank follows; it takes three groups. `difference` is against all others together, and `p` its
    probability by chance, corrected for all groups and measures that are shown together.
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


@dataclass(frozen=True, slots=True)
class Compared:
    """The answers to one question by group, and how to read them; `designs` are of the customers."""

    subject: Subject
    formula: ReadTally
    tallies: Mapping[str, Tally]
    designs: Mapping[str | None, Design] = field(default_factory=dict)

    def result(self, group: str) -> Result:
        """Return the result of one group."""
        return self.formula(self.tallies[group], design=self.designs.get(group))

    def told(self) -> Tally:
        """Return the answers of all named groups together."""
        return pooled(tally for name, tally in self.tallies.items() if name != UNTOLD)

    def rest(self, group: str, told: Tally) -> Result | None:
        """Return the result of the answers of all named groups without those of one.

        None where they are too few.
        """
        names = [name for name in self.tallies if name not in (group, UNTOLD)]
        own = self.tallies[group]
        tally = {number: count - own.get(number, 0) for number, count in told.items()}
        if sum(tally.values()) < ENOUGH:
            return None
        return self.formula(
            tally, design=_joined([self.designs[name] for name in names if name in self.designs])
        )


def compare(compared: Sequence[Compared]) -> tuple[Comparison, ...]:
    """Compare groups by the answers to some questions; groups without answers are left out.

    Each group is set against all others together, by a test in which all answers are of one kind. All tests
    that are shown together are corrected together, whichever question they are about.
    """
    results = [_results(each) for each in compared]
    enough = [
        {group: result for group, result in found.items() if group != UNTOLD and is_enough(result)}
        for found in results
    ]
    against = [_against_the_rest(each, groups) for each, groups in zip(compared, enough, strict=True)]
    corrected = iter(holm([p for found in against for _, p in found.values()]))
    ps = [{group: next(corrected) for group in found} for found in against]
    return tuple(map(_comparison, compared, results, enough, against, ps))


def is_enough(result: Result) -> bool:
    """Whether a result has enough answers of enough customers to be compared."""
    return are_enough(result.n, None if result.design is None else result.design.customers)


def _results(compared: Compared) -> dict[str, Result]:
    return {
        group: compared.result(group)
        for group, tally in sorted(compared.tallies.items())
        if any(tally.values())
    }


def _comparison(
    compared: Compared,
    results: Mapping[str, Result],
    enough: Mapping[str, Result],
    against: Mapping[str, tuple[Figure, float]],
    ps: Mapping[str, float],
) -> Comparison:
    subject = compared.subject
    fair = _shrunken(subject, enough)
    order = sorted(enough, key=lambda group: -(fair[group].value or 0.0))
    standings = [
        Standing(
            group,
            figure(subject.formula, results[group]),
            shrunken=fair[group] if len(enough) >= FEWEST else None,
            rank=rank,
            difference=against[group][0] if group in against else None,
            p=ps.get(group),
        )
        for rank, group in enumerate(order, 1)
    ]
    rest = sorted(results.keys() - enough.keys(), key=lambda group: (group == UNTOLD, group))
    unranked = [Standing(group, figure(subject.formula, results[group])) for group in rest]
    return Comparison(subject, (*standings, *unranked))


def _against_the_rest(compared: Compared, groups: Mapping[str, Result]) -> dict[str, tuple[Figure, float]]:
    """Each group against all others together, with p; the small ones count among those."""
    found, told = {}, compared.told()
    for group, result in groups.items():
        # An unknown group may be any of them: such answers are not among "the others" either.
        rest = compared.rest(group, told)
        if rest is not None:
            changed = change(rest, result)
            p = surprise_of(result, rest)
            found[group] = changed.figure, changed.p if p is None else p
    return found


def _joined(designs: Sequence[Design]) -> Design | None:
    """Several groups in one; a customer of two groups counts twice, which changes little in a large rest."""
    if not designs:
        return None
    n, customers = sum(each.n for each in designs), sum(each.customers for each in designs)
    return Design(n, customers, sum(each.effect * each.n for each in designs) / n)


def _shrunken(subject: Subject, results: Mapping[str, Result]) -> dict[str, Figure]:
    """Fair estimates, or the groups' own results where there are too few groups to learn from another."""
    shares = [
        (result.value * worth(result), worth(result))
        for result in results.values()
        if isinstance(result, Share)
    ]
    spread = _common_spread([result for result in results.values() if not isinstance(result, Share)])
    if len(results) < FEWEST or (spread == 0 and not shares):
        return {group: figure(subject.formula, result) for group, result in results.items()}
    if shares:
        return _named(Formula.SHRUNKEN_SHARE, results, shrink_shares(shares))
    lowest, highest = _ends(results.values())
    observed = [Observed(result.value, spread / worth(result)) for result in results.values()]
    return _named(Formula.SHRUNKEN, results, shrink_on_scale(observed, lowest, highest))


def _ends(results: Iterable[Result]) -> tuple[float, float]:
    """The ends of the scale, which the tallies of the scores know."""
    steps = {score for result in results for score in result.scores or ()}
    return float(min(steps)), float(max(steps))


def _common_spread(results: Sequence[Mean | Balance]) -> float:
    """The variance of one answer within its group, which is steadier than a small group's own."""
    n = sum(result.n for result in results)
    return sum(result.error**2 * worth(result) * result.n for result in results) / n if n else 0.0


def _named(
    formula: Formula, results: Mapping[str, Result], estimates: Sequence[Shrunken]
) -> dict[str, Figure]:
    return {
        group: with_interval(formula, result.n, estimate.value, estimate.interval, _customers(result))
        for (group, result), estimate in zip(results.items(), estimates, strict=True)
    }


def _customers(result: Result) -> int | None:
    return None if result.design is None else result.design.customers

"""How far two reviewers agree, beyond what chance alone would make them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import sqrt

from store.reports.statistics.design import Z95
from store.reports.statistics.intervals import Interval, student


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of n pairs of marks the share that is the same, and Cohen's kappa with a 95 % interval.

    Kappa is missing where both reviewers gave one and the same mark throughout: chance explains all of it.
    """

    n: int
    same: float
    kappa: float | None
    interval: Interval | None


def agreement(pairs: Sequence[tuple[str, str]], order: Sequence[str] = ()) -> Agreement:
    """Compare the marks of two readings, pair by pair; each pair is of another conversation.

    Where the marks have an order, two that are next to each other agree in part: the weights are linear.

    Sources: J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological
    Measurement 20 (1960), 37–46; the standard error is that of J. L. Fleiss, J. Cohen and B. S. Everitt,
    "Large sample standard errors of kappa and weighted kappa", Psychological Bulletin 72 (1969), 323–327,
    equations 13 and 8; J. Cohen, "Weighted kappa", Psychological Bulletin 70 (1968), 213–220.

    Raises:
        ValueError: there are no pairs.
    """
    table = _table(Counter(pairs), order)
    if table.kappa is None:
        return Agreement(len(pairs), table.same, None, None)
    error = sqrt(max(table.variance() / len(pairs), 0.0))
    around = Interval(table.kappa - Z95 * error, table.kappa + Z95 * error).within(-1.0, 1.0)
    return Agreement(len(pairs), table.same, table.kappa, around)


def agreement_of_all(conversations: Sequence[Sequence[tuple[str, str]]], order: Sequence[str]) -> Agreement:
    """Compare all marks of conversations that were read twice, in one; n counts the conversations.

    The marks of one conversation hang together, so the interval leaves out one conversation at a time.
    Source: R. G. Miller, "The jackknife – a review", Biometrika 61 (1974), 1–15.

    Raises:
        ValueError: there are no pairs.
    """
    n = len(conversations)
    counts = Counter(pair for pairs in conversations for pair in pairs)
    whole = _table(counts, order)
    if whole.kappa is None or n < 2:
        return Agreement(n, whole.same, whole.kappa, None)
    # Of several conversations with the same marks, one is left out for all of them.
    alike = Counter(tuple(sorted(pairs)) for pairs in conversations)
    known = [
        kappa
        for marks, times in alike.items()
        if (left := counts - Counter(marks)) and (kappa := _table(left, order).kappa) is not None
        for _ in range(times)
    ]
    if len(known) < 2:
        return Agreement(n, whole.same, whole.kappa, None)
    middle = sum(known) / len(known)
    error = sqrt((n - 1) / n * sum((each - middle) ** 2 for each in known))
    margin = student(n - 1) * error
    around = Interval(whole.kappa - margin, whole.kappa + margin).within(-1.0, 1.0)
    return Agreement(n, whole.same, whole.kappa, around)


@dataclass(frozen=True)
class _Table:
    """The shares of all pairs of marks, and how much two marks agree."""

    joint: Mapping[tuple[str, str], float]
    first: Mapping[str, float]
    second: Mapping[str, float]
    order: Sequence[str]

    def weight(self, one: str, two: str) -> float:
        """How much two marks agree, 0 to 1."""
        if one in self.order and two in self.order:
            steps = abs(self.order.index(one) - self.order.index(two))
            return 1 - steps / (len(self.order) - 1)
        return float(one == two)

    @property
    def same(self) -> float:
        """The share of pairs that are the same."""
        return sum(share for (one, two), share in self.joint.items() if one == two)

    @cached_property
    def kappa(self) -> float | None:
        """Agreement beyond chance; None where chance explains all of it."""
        if self.expected == 1:
            return None
        return (self.observed - self.expected) / (1 - self.expected)

    @cached_property
    def observed(self) -> float:
        """The agreement that was seen."""
        return sum(share * self.weight(*pair) for pair, share in self.joint.items())

    @cached_property
    def expected(self) -> float:
        """The agreement that chance alone would make."""
        return sum(
            share * other * self.weight(one, two)
            for one, share in self.first.items()
            for two, other in self.second.items()
        )

    def variance(self) -> float:
        """The variance of kappa, times n."""
        rows = {
            one: sum(self.weight(one, two) * share for two, share in self.second.items())
            for one in self.first
        }
        columns = {
            two: sum(self.weight(one, two) * share for one, share in self.first.items())
            for two in self.second
        }
        seen, chance = self.observed, self.expected
        squares = sum(
            share * (self.weight(one, two) * (1 - chance) - (rows[one] + columns[two]) * (1 - seen)) ** 2
            for (one, two), share in self.joint.items()
        )
        return float((squares - (seen * chance - 2 * chance + seen) ** 2) / (1 - chance) ** 4)


def _table(counts: Mapping[tuple[str, str], int], order: Sequence[str]) -> _Table:
    n = sum(counts.values())
    if n == 0:
        raise ValueError("there are no pairs of marks")
    joint = {pair: count / n for pair, count in counts.items()}
    return _Table(joint, _marginal(joint, 0), _marginal(joint, 1), order)


def _marginal(joint: dict[tuple[str, str], float], place: int) -> dict[str, float]:
    shares: dict[str, float] = {}
    for pair, share in joint.items():
        shares[pair[place]] = shares.get(pair[place], 0.0) + share
    return shares

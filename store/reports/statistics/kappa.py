"""How far two reviewers agree, beyond what chance alone would make them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from store.reports.statistics.intervals import Z95, Interval


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of n pairs of marks the share that is the same, and Cohen's kappa with a 95 % interval.

    Kappa is missing where both reviewers gave one and the same mark throughout: chance explains all of it.
    """

    n: int
    same: float
    kappa: float | None
    interval: Interval | None


def agreement(pairs: Sequence[tuple[str, str]]) -> Agreement:
    """Compare the marks of two readings, pair by pair.

    Sources: J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological
    Measurement 20 (1960), 37–46; the standard error is that of J. L. Fleiss, J. Cohen and B. S. Everitt,
    "Large sample standard errors of kappa and weighted kappa", Psychological Bulletin 72 (1969), 323–327,
    equation 13.

    Raises:
        ValueError: there are no pairs.
    """
    n = len(pairs)
    if n == 0:
        raise ValueError("there are no pairs of marks")
    joint = {pair: count / n for pair, count in Counter(pairs).items()}
    first, second = _marginal(joint, 0), _marginal(joint, 1)
    same = sum(share for (one, two), share in joint.items() if one == two)
    expected = sum(share * second.get(mark, 0.0) for mark, share in first.items())
    if expected == 1:
        return Agreement(n, same, None, None)
    kappa = (same - expected) / (1 - expected)
    error = sqrt(max(_variance(joint, first, second, same, expected) / n, 0.0))
    around = Interval(kappa - Z95 * error, kappa + Z95 * error).within(-1.0, 1.0)
    return Agreement(n, same, kappa, around)


def _marginal(joint: dict[tuple[str, str], float], place: int) -> dict[str, float]:
    shares: dict[str, float] = {}
    for pair, share in joint.items():
        shares[pair[place]] = shares.get(pair[place], 0.0) + share
    return shares


def _variance(
    joint: dict[tuple[str, str], float],
    first: dict[str, float],
    second: dict[str, float],
    same: float,
    expected: float,
) -> float:
    """The variance of kappa, times n."""
    agreed = sum(
        share * ((1 - expected) - (first.get(one, 0.0) + second.get(one, 0.0)) * (1 - same)) ** 2
        for (one, two), share in joint.items()
        if one == two
    )
    # The first reader's mark counts with the second reader's share of it, and the other way round.
    apart = sum(
        share * (second.get(one, 0.0) + first.get(two, 0.0)) ** 2
        for (one, two), share in joint.items()
        if one != two
    )
    rest = (same * expected - 2 * expected + same) ** 2
    return float((agreed + (1 - same) ** 2 * apart - rest) / (1 - expected) ** 4)

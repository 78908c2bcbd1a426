"""Correcting for many comparisons: of twenty equal outlets, one looks different by chance alone."""

from collections.abc import Sequence


def holm(ps: Sequence[float]) -> tuple[float, ...]:
    """The adjusted p values, in the order given: below 0.05 one may speak of a difference.

    Source: S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of
    Statistics 6 (1979), 65–70. The probability of even one false alarm among all is at most 5 %, for any
    the comparisons have to do with each other.
    """
    order = sorted(range(len(ps)), key=lambda index: ps[index])
    adjusted = [0.0] * len(ps)
    highest = 0.0
    for rank, index in enumerate(order):
        highest = max(highest, min(1.0, (len(ps) - rank) * ps[index]))
        adjusted[index] = highest
    return tuple(adjusted)

"""How surprising a group's answers are where in truth it does not differ from all others.

Under that hypothesis all answers come from one distribution, which is known best from all of them together.
So the probability is counted on the real scale, not read off a normal curve, which raises false alarms
where few answers lie near one end and many groups are compared.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

import numpy as np
import numpy.typing as npt
from scipy import special

from store.reports.statistics.distributions import normal_tails

Scores = Mapping[int, int]
Chances = npt.NDArray[np.float64]
SMALL_PART = 0.2  # of all answers; drawing so few leaves the rest nearly as it was
FEW = 60  # answers that are drawn from all without putting any back
MANY = 1_500  # answers from which on the normal curve is exact enough, however skewed they are


@dataclass(frozen=True, slots=True)
class Drawn:
    """A group's answers as they count: their mean, and how many independent answers they are worth."""

    mean: float
    worth: float


def surprise(drawn: Drawn, everything: Scores, worth: float) -> float:
    """Return the two-sided probability of a mean at least as far from that of all answers, by chance.

    `everything` counts the scores of all groups together, of which the group is a part, and `worth` is how
    many independent answers these are. A group of a fifth or less is taken as drawn with replacement, which
    errs on the safe side; a few answers of a larger part are counted without, which is Fisher's exact test
    on a longer scale; and many are set on the scale of their standard error. Both tails are twice the
    smaller one. Sources: R. A. Fisher, "The Design of Experiments" (1935), for the permutation of equals; the
    distribution of a sum is the power of its Fourier transform.
    """
    steps, shares = _pooled(everything)
    if len(steps) < 2:
        return 1.0
    draws, part = max(1, int(drawn.worth)), min(drawn.worth / worth, 1.0)
    mean, spread = float(shares @ steps), sqrt(float(shares @ steps**2) - float(shares @ steps) ** 2)
    place = drawn.mean - min(everything)
    left = sqrt(max(1 - part, 0.0)) if part > SMALL_PART else 1.0
    if left == 0:
        return 1.0
    if draws > MANY:
        return normal_tails((place - mean) / (spread * left) * sqrt(drawn.worth))
    if part > SMALL_PART and draws <= FEW:
        counts = np.round(shares * worth).astype(np.int64)
        return _tails(_without_replacement(tuple(counts), tuple(steps), draws), place * draws)
    total = draws * (mean + (place - mean) / left)
    return _tails(_with_replacement(tuple(shares), tuple(steps), draws), total)


def _pooled(everything: Scores) -> tuple[npt.NDArray[np.int64], Chances]:
    """The scores that were given, from 0 on, and their shares."""
    given = sorted((score, count) for score, count in everything.items() if count)
    lowest = min(everything, default=0)
    steps = np.array([score - lowest for score, _ in given], dtype=np.int64)
    counts = np.array([count for _, count in given], dtype=np.float64)
    return steps, counts / max(counts.sum(), 1.0)


@lru_cache(maxsize=256)
def _with_replacement(shares: tuple[float, ...], steps: tuple[int, ...], draws: int) -> Chances:
    """The probability of each sum of so many answers."""
    length = draws * int(steps[-1]) + 1
    one = np.zeros(int(steps[-1]) + 1)
    one[list(steps)] = shares
    size = 1 << length.bit_length()
    chances: Chances = np.fft.irfft(np.fft.rfft(one, size) ** draws, size)[:length].clip(0.0)
    return chances


@lru_cache(maxsize=256)
def _without_replacement(counts: tuple[int, ...], steps: tuple[int, ...], draws: int) -> Chances:
    """The same for answers that are drawn from so many of each step, counted by the ways to draw them."""
    draws = min(draws, sum(counts))
    ways = np.zeros((draws + 1, draws * int(steps[-1]) + 1))
    ways[0, 0] = 1.0
    for count, step in zip(counts, steps, strict=True):
        added = np.zeros_like(ways)
        for times in range(min(draws, int(count)) + 1):
            shift = times * int(step)
            added[times:, shift:] += (
                special.binom(count, times) * ways[: draws + 1 - times, : ways.shape[1] - shift]
            )
        ways = added / added.max()
    chances: Chances = ways[draws] / ways[draws].sum()
    return chances


def _tails(chances: Chances, total: float) -> float:
    """Twice the smaller tail, from this sum on; between two sums, in proportion."""
    sums, below = np.arange(len(chances)), np.cumsum(chances)
    low = float(np.interp(total, sums, below))
    high = float(np.interp(total, sums, 1 - below + chances))
    return max(min(1.0, 2 * min(low, high)), 0.0)

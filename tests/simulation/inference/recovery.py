"""Row 7: how often a gain is reported where the remedy has no effect, and only chance falls away."""

from collections import Counter
from collections.abc import Iterator

import numpy as np

from store.reports.statistics.formulas import Mean, mean_of
from store.reports.statistics.regression import beyond, expectation
from tests.simulation.inference.draws import SEED, Numbers
from tests.simulation.inference.intervals import Coverage

CORRELATIONS, CASES, REPEATS = (0.3, 0.5, 0.7), 80, 400
LOW, WIDEST = 2, 4.0


def without_effect(times: int) -> Iterator[Coverage]:
    """How often the interval of the gain, and that of the gain beyond chance, hold the truth: none."""
    for correlation in CORRELATIONS:
        random, held, usual = np.random.default_rng(SEED + 7), np.zeros(2), np.zeros(2)
        for _ in range(times):
            first, second = _scores(random, 40 * CASES, correlation)
            low = np.flatnonzero(first <= LOW)[:CASES]
            pairs = Counter(zip(first[low].tolist(), second[low].tolist(), strict=True))
            twice = _scores(random, REPEATS, correlation)
            expected = expectation(Counter(zip(*(each.tolist() for each in twice), strict=True)), {})
            assert expected is not None
            plain = mean_of(Counter((second - first)[low].tolist()).items(), -WIDEST, WIDEST)
            net = beyond(pairs, expected, WIDEST)
            held += _holds(plain), _holds(net)
            usual += plain.value, net.value
        gain, left = usual / times
        what = f"correlation {correlation}, mean {gain:+.2f} and {left:+.2f}"
        yield Coverage(what, *(held / times))


def _holds(found: Mean) -> bool:
    return found.interval is not None and found.interval.low <= 0 <= found.interval.high


def _scores(random: np.random.Generator, n: int, correlation: float) -> tuple[Numbers, Numbers]:
    """Two scores of each customer, from 1 to 5, of whom a usual level is common to both."""
    common = random.normal(size=n) * correlation**0.5
    first, second = (
        np.clip(np.round(3.9 + 1.2 * (common + random.normal(size=n) * (1 - correlation) ** 0.5)), 1, 5)
        for _ in range(2)
    )
    return first.astype(np.int64), second.astype(np.int64)

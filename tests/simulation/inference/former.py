"""The methods that reports used before, kept to show what the present ones mend."""

from collections.abc import Sequence
from math import sqrt

import numpy as np

from store.reports.statistics.design import Z95
from store.reports.statistics.distributions import normal_tails, t_quantile
from store.reports.statistics.holm import holm
from tests.simulation.inference.draws import Numbers


def student_interval(scores: Numbers) -> tuple[float, float]:
    """Student's interval of independent scores, not kept within the scale."""
    n = len(scores)
    margin = t_quantile(0.975, n - 1) * float(scores.std(ddof=1)) / sqrt(n)
    return float(scores.mean()) - margin, float(scores.mean()) + margin


def normal_interval(scores: Numbers) -> tuple[float, float]:
    """The normal interval by the multinomial variance, as it was used for NPS."""
    margin = Z95 * float(scores.std()) / sqrt(len(scores))
    return float(scores.mean()) - margin, float(scores.mean()) + margin


def differing(groups: Sequence[Numbers]) -> bool:
    """Whether one group at least was said to differ from the others: z tests, corrected in one measure."""
    ps = []
    for place, own in enumerate(groups):
        rest = np.concatenate([each for at, each in enumerate(groups) if at != place])
        error = sqrt(float(own.var()) / len(own) + float(rest.var()) / len(rest))
        difference = float(own.mean() - rest.mean())
        ps.append(normal_tails(difference / error) if error else float(difference == 0))
    return min(holm(ps)) < 0.05

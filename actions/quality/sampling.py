"""Drawing conversations by lot. The same seed draws the same ones, so that anybody can draw again."""

import math
from collections.abc import Sequence
from random import Random

LARGEST_SEED = 10**9


def draw(population: Sequence[int], size: int, seed: int) -> tuple[int, ...]:
    """So many of these, each with the same chance, in their order; all of them where there are no more."""
    pool = sorted(set(population))
    chance = Random(seed)  # noqa: S311 - the draw must be repeatable, and foreseeing it gains nothing
    return tuple(sorted(chance.sample(pool, min(size, len(pool)))))


def draw_second(drawn: Sequence[int], percent: int, seed: int) -> tuple[int, ...]:
    """Those that are read twice, at least one where any are wanted."""
    size = math.ceil(len(drawn) * percent / 100)
    # Another seed than that of the sample: otherwise the first conversations would always be the ones.
    return draw(drawn, size, seed + LARGEST_SEED)

"""A world whose truth is known: outlets, and customers who answer or keep silent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp
from random import Random

STEPS = (1, 2, 3, 4, 5)
# Whether a customer answers, by how satisfied they are.
INDIFFERENT = dict.fromkeys(STEPS, 0.5)
BITTER_ARE_SILENT = {1: 0.15, 2: 0.2, 3: 0.3, 4: 0.5, 5: 0.7}
USUAL = (0.07, 0.1, 0.18, 0.35, 0.3)
EXPECTATIONS = (0.02, 0.05, 0.13, 0.4, 0.4)
# How often all of a customer's impressions are one and the same.
HALO = 0.6


@dataclass(frozen=True, slots=True)
class Outlet:
    """How its customers feel: the probability of each step from 1 to 5."""

    name: str
    feelings: tuple[float, ...]

    @property
    def csat(self) -> float:
        """The true share of 4 and 5."""
        return self.feelings[3] + self.feelings[4]

    @property
    def mean(self) -> float:
        """The true mean of 1 to 5."""
        return mean_of(self.feelings)

    @property
    def nps(self) -> float:
        """The true balance: 5 recommends, 1 to 3 warn, see `recommendation`."""
        return self.feelings[4] - sum(self.feelings[:3])

    def response(self, answering: Mapping[int, float]) -> float:
        """The true share of customers who answer."""
        return sum(chance * answering[step] for step, chance in zip(STEPS, self.feelings, strict=True))


@dataclass(frozen=True, slots=True)
class Customer:
    """What one customer feels, and says if they say anything; gaps are perceptions less expectations."""

    feeling: int
    answers: bool
    recommendation: int
    perceptions: tuple[int, ...]
    gaps: tuple[int, ...]


def mean_of(chances: Sequence[float]) -> float:
    """The mean of the steps under these probabilities."""
    return sum(step * chance for step, chance in zip(STEPS, chances, strict=True))


def outlets(random: Random, count: int = 8) -> list[Outlet]:
    """Outlets that differ as real ones do: some are better at everything, none is hopeless."""
    found = []
    for number in range(count):
        goodness = random.gauss(0.0, 0.35)
        weights = [chance * exp(goodness * step) for step, chance in zip(STEPS, USUAL, strict=True)]
        found.append(Outlet(f"outlet {number + 1}", tuple(each / sum(weights) for each in weights)))
    return found


def customer(random: Random, outlet: Outlet, answering: Mapping[int, float]) -> Customer:
    """A customer of this outlet."""
    feeling = draw(random, outlet.feelings)
    perceptions = tuple(
        feeling if random.random() < HALO else draw(random, outlet.feelings) for _ in range(5)
    )
    return Customer(
        feeling,
        answers=random.random() < answering[feeling],
        recommendation=recommendation(random, feeling),
        perceptions=perceptions,
        gaps=tuple(perceived - draw(random, EXPECTATIONS) for perceived in perceptions),
    )


def recommendation(random: Random, feeling: int) -> int:
    """From 0 to 10: 9 and 10 of those at 5, 7 and 8 of those at 4, less of all others."""
    lowest, highest = {5: (9, 10), 4: (7, 8)}.get(feeling, (0, 6))
    return random.randint(lowest, highest)


def draw(random: Random, chances: Sequence[float]) -> int:
    """A step by its probability."""
    return random.choices(STEPS, chances)[0]

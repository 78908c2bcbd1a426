"""Random answers of customers whose truth is known."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from store.reports.statistics.design import Design
from store.reports.statistics.formulas import Tally, promotion
from tests.store.reports.samples import design_of

Numbers = npt.NDArray[np.int64]
SEED = 20261123


@dataclass(frozen=True, slots=True)
class Population:
    """How probable each step of a scale is, and what a step is worth in the result."""

    name: str
    chances: Mapping[int, float]
    measure: str

    def draw(self, random: np.random.Generator, n: int) -> Numbers:
        """Answers of n customers."""
        drawn: Numbers = random.choice(list(self.chances), size=n, p=list(self.chances.values()))
        return drawn

    def repeated(
        self, random: np.random.Generator, customers: int, times: int, correlation: float
    ) -> tuple[Numbers, Numbers]:
        """Answers, and whose they are: a customer repeats the own usual answer with the root's chance."""
        usual = np.repeat(self.draw(random, customers), times)
        other = self.draw(random, customers * times)
        keeps = random.random(customers * times) < correlation**0.5
        return np.where(keeps, usual, other), np.repeat(np.arange(customers), times)

    def scores(self, answers: Numbers) -> Numbers:
        """What the answers are worth."""
        match self.measure:
            case "csat":
                return (answers >= 4).astype(np.int64)
            case "nps":
                return np.array([promotion(answer) for answer in answers], dtype=np.int64)
            case _:
                return answers

    @property
    def truth(self) -> float:
        """The true value of the measure."""
        steps = np.array(list(self.chances))
        return float(self.scores(steps) @ np.array(list(self.chances.values())))

    def tally(self, answers: Numbers) -> Tally:
        """How often each step was answered."""
        return {step: int((answers == step).sum()) for step in self.chances}

    def design(self, answers: Numbers, whose: Numbers) -> Design:
        """How the answers fall on customers."""
        return design_of(self.scores(answers).astype(np.float64), whose)


def spread_out(name: str, measure: str, chances: Mapping[int, float]) -> Population:
    """A population whose chances add up to 1."""
    whole = sum(chances.values())
    return Population(name, {step: chance / whole for step, chance in chances.items()}, measure)


RATING = spread_out("CSAT", "csat", {1: 5, 2: 5, 3: 12, 4: 38, 5: 40})
RECOMMEND = spread_out("NPS", "nps", dict(enumerate((1, 1, 1, 1, 2, 4, 5, 12, 23, 25, 25))))
EFFORT = spread_out("CES mean", "ces", {1: 3, 2: 3, 3: 4, 4: 10, 5: 15, 6: 25, 7: 40})
EASY = spread_out("CES mean, 93 % at 7", "ces", dict.fromkeys(range(1, 7), 7 / 6) | {7: 93})
LOVED = spread_out("NPS, 97 % promoters", "nps", dict.fromkeys(range(9), 3 / 9) | {9: 0, 10: 97})
PLEASED = spread_out("CSAT, 95 % satisfied", "csat", {1: 1, 2: 1, 3: 3, 4: 35, 5: 60})

"""How often the intervals of the report hold the truth, over many months of a simulated world."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from store.reports.changes import change
from store.reports.figures import Figure, figure
from store.reports.formulas import Share
from store.reports.intervals import Interval, wilson
from store.reports.measures import OF_TALLY, Measure, Subject, on_scale
from store.reports.scales import Totals, dimension_mean, weighted_mean
from store.reports.shrinkage import shrink_shares
from tests.simulation.asking import Interviewer
from tests.simulation.world import EXPECTATIONS, STEPS, Customer, Outlet, customer, mean_of, outlets

WEIGHTS = {"reliability": 0.3, "responsiveness": 0.25, "assurance": 0.2, "empathy": 0.15, "tangibles": 0.1}
LEAST = 10  # answers; fewer are not reported as a result


@dataclass
class Hits:
    """How often a formula's interval held the truth, and how far its values were off on average."""

    trials: int = 0
    held: int = 0
    error: float = 0.0

    def add(self, value: float, interval: Interval, truth: float) -> None:
        self.trials += 1
        self.held += interval.low - 1e-12 <= truth <= interval.high + 1e-12
        self.error += value - truth

    @property
    def coverage(self) -> float:
        return self.held / self.trials

    @property
    def bias(self) -> float:
        return self.error / self.trials


@dataclass
class Study:
    """Months of eight outlets each; `answering` is whether customers answer, by how they feel."""

    interviewers: Mapping[str, Interviewer]
    answering: Mapping[int, float]
    random: Random
    hits: dict[str, Hits] = field(default_factory=lambda: defaultdict(Hits))

    def month(self, begin: datetime) -> None:
        """One month: every outlet serves, asks and is measured."""
        found = {outlet: self._asked(outlet, begin) for outlet in outlets(self.random)}
        for outlet, asked in found.items():
            self._measure(outlet, asked)
        self._compare(found)

    def _asked(self, outlet: Outlet, begin: datetime) -> list[Customer]:
        """The customers whom the policy lets ask, with a visit earlier in the month for some."""
        asked = []
        for _ in range(self.random.randint(40, 160)):
            ended_at = begin + timedelta(minutes=self.random.randrange(30 * 24 * 60))
            before = ended_at - timedelta(days=self.random.randint(1, 30)) if self.random.random() < 0.3 else None
            if self.interviewers["post_service"].is_asked(ended_at, before):
                asked.append(customer(self.random, outlet, self.answering))
        return asked

    def _measure(self, outlet: Outlet, asked: list[Customer]) -> None:
        answered = [each for each in asked if each.answers]
        if len(answered) < LEAST:
            return
        rate = Share(len(answered), len(asked), wilson(len(answered), len(asked)))
        self._note("response rate", figure_of(rate), outlet.response(self.answering))
        tallies = {name: self._tally(name, answered) for name in self.interviewers}
        csat = OF_TALLY[Measure.CSAT](on_scale("rating", tallies["post_service"]))
        nps = OF_TALLY[Measure.NPS](on_scale("nps", tallies["nps"]))
        effort = OF_TALLY[Measure.CES_MEAN](on_scale("ces", tallies["ces"]))
        self._note("csat", figure(Subject(Measure.CSAT).formula, csat), outlet.csat)
        self._note("nps", figure(Subject(Measure.NPS).formula, nps), outlet.nps)
        self._note("ces mean", figure(Subject(Measure.CES_MEAN).formula, effort), outlet.mean + 1)
        self._scales(outlet, answered)

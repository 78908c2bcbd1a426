"""How often the intervals of the report hold the truth, over many months of a simulated world."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from store.reports.statistics.changes import change
from store.reports.statistics.formulas import Share
from store.reports.statistics.intervals import Interval, wilson
from store.reports.statistics.scales import dimension_mean, weighted_mean
from store.reports.statistics.shrinkage import shrink_shares
from store.reports.sums.measures import OF_TALLY, Measure, on_scale
from tests.simulation.asking import Interviewer
from tests.simulation.world import EXPECTATIONS, Customer, Outlet, customer, mean_of, outlets
from tests.store.reports.moments_by_hand import Totals, moments_of

WEIGHTS = {"reliability": 0.3, "responsiveness": 0.25, "assurance": 0.2, "empathy": 0.15, "tangibles": 0.1}
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
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
            before = (
                ended_at - timedelta(days=self.random.randint(1, 30)) if self.random.random() < 0.3 else None
            )
            if self.interviewers["post_service"].is_asked(ended_at, before):
                asked.append(customer(self.random, outlet, self.answering))
        return asked

    def _measure(self, outlet: Outlet, asked: list[Customer]) -> None:
        answered = [each for each in asked if each.answers]
        if len(answered) < LEAST:
            return
        self._note(
            "response rate",
            wilson(len(answered), len(asked)),
            len(answered) / len(asked),
            outlet.response(self.answering),
        )
        for name, survey, kind, measure, truth in (
            ("csat", "post_service", "rating", Measure.CSAT, outlet.csat),
            ("nps", "nps", "nps", Measure.NPS, outlet.nps),
            ("ces mean", "ces", "ces", Measure.CES_MEAN, outlet.mean + 1),
        ):
            result = OF_TALLY[measure](on_scale(kind, self._tally(survey, answered)))
            self._note(name, result.interval, result.value, truth)
        self._scales(outlet, answered)

    def _tally(self, survey: str, answered: list[Customer]) -> Counter[int]:
        """The numbers of the first question, as they would be stored."""
        interviewer = self.interviewers[survey]
        first = interviewer.survey.questions[0].id
        numbers = (interviewer.answers(each)[first].number for each in answered)
        return Counter(number for number in numbers if number is not None)

    def _scales(self, outlet: Outlet, answered: list[Customer]) -> None:
        perceived = [
            Totals({name: (number, 1) for name, number in zip(WEIGHTS, each.perceptions, strict=True)})
            for each in answered
        ]
        gaps = [
            Totals({name: (number, 1) for name, number in zip(WEIGHTS, each.gaps, strict=True)})
            for each in answered
        ]
        servperf = dimension_mean(moments_of(perceived, [*WEIGHTS]), "reliability", 1, 5)
        weighted = weighted_mean(moments_of(gaps, [*WEIGHTS]), WEIGHTS, -4, 4)
        self._note("servperf", servperf.interval, servperf.value, outlet.mean)
        self._note(
            "servqual weighted", weighted.interval, weighted.value, outlet.mean - mean_of(EXPECTATIONS)
        )

    def _compare(self, found: Mapping[Outlet, list[Customer]]) -> None:
        """Fair estimates of all outlets, and the difference between neighbours."""
        counts: dict[Outlet, tuple[int, int]] = {}
        for outlet, asked in found.items():
            answered = [each for each in asked if each.answers]
            if len(answered) >= LEAST:
                counts[outlet] = (sum(each.feeling >= 4 for each in answered), len(answered))
        for outlet, fair in zip(counts, shrink_shares(list(counts.values())), strict=True):
            self._note("csat shrunken", fair.interval, fair.value, outlet.csat)
        known = list(counts)
        for first, second in zip(known[::2], known[1::2], strict=False):
            old, new = (Share(*counts[each], wilson(*counts[each])) for each in (first, second))
            moved = change(old, new).figure
            around = Interval(moved.low or 0.0, moved.high or 0.0)
            self._note("csat change", around, moved.value or 0.0, second.csat - first.csat)

    def _note(self, name: str, interval: Interval | None, value: float, truth: float) -> None:
        if interval is not None:
            self.hits[name].add(value, interval, truth)


def study(
    interviewers: Mapping[str, Interviewer], answering: Mapping[int, float], months: int, seed: int
) -> Mapping[str, Hits]:
    """So many months; equal seeds give equal results."""
    found = Study(interviewers, answering, Random(seed))  # noqa: S311 - a simulation that must repeat, no secret
    for month in range(months):
        found.month(BEGIN + timedelta(days=30 * month))
    return found.hits


def table(hits: Mapping[str, Hits]) -> list[str]:
    """The results as lines."""
    lines = [f"{'measure':<20}{'trials':>8}{'coverage':>10}{'bias':>9}"]
    lines += [
        f"{name:<20}{each.trials:>8}{each.coverage:>10.1%}{each.bias:>+9.3f}" for name, each in hits.items()
    ]
    return lines

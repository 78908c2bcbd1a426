"""How often something is said to differ where nothing does: outlets, measures on one page, and periods."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from store.reports.change_lines import ChangeLine, corrected
from store.reports.comparison import Compared, compare
from store.reports.statistics.changes import Change, change, surprise_of
from store.reports.statistics.design import Design
from store.reports.statistics.figures import Formula, figure
from store.reports.statistics.formulas import Tally
from store.reports.sums.measures import OF_TALLY, Measure, ReadTally, Subject
from tests.simulation.inference.draws import EASY, EFFORT, LOVED, RATING, RECOMMEND, SEED, Numbers, Population
from tests.simulation.inference.former import differing

FAMILY = (RATING, RECOMMEND, LOVED, EFFORT, EASY)
CHANGES = 24
MEASURES: Mapping[str, Measure] = {"csat": Measure.CSAT, "nps": Measure.NPS, "ces": Measure.CES_MEAN}


@dataclass(frozen=True, slots=True)
class Alarms:
    """The share of pages with one false alarm at least, by the former method and by the present one."""

    what: str
    before: float
    after: float


def _compared(number: int, population: Population, groups: Sequence[tuple[Numbers, Numbers]]) -> Compared:
    subject = Subject(MEASURES[population.measure], question=str(number))
    names = [f"{place:02d}" for place in range(len(groups))]
    return Compared(
        subject,
        formula(population),
        {name: population.tally(answers) for name, (answers, _) in zip(names, groups, strict=True)},
        {name: population.design(*each) for name, each in zip(names, groups, strict=True)},
    )


def formula(population: Population) -> ReadTally:
    """How the answers of a population are read."""
    return OF_TALLY[MEASURES[population.measure]]


def false_alarms(
    what: str, populations: Sequence[Population], size: tuple[int, int], times: int, seed: int
) -> Alarms:
    """Draw groups that do not differ, k of n customers each."""
    k, n = size
    random, alarms = np.random.default_rng(seed), np.zeros(2)
    for _ in range(times):
        pages = [
            _groups([(each.draw(random, n), np.arange(n)) for _ in range(k)], number, each)
            for number, each in enumerate(populations)
        ]
        alarms += _alarmed(pages)
    return Alarms(what, *(alarms / times))


Page = tuple[list[Numbers], Compared]


def _groups(groups: Sequence[tuple[Numbers, Numbers]], number: int, population: Population) -> Page:
    scores = [population.scores(answers) for answers, _ in groups]
    return scores, _compared(number, population, groups)


def _alarmed(pages: Sequence[Page]) -> tuple[bool, bool]:
    found = compare([compared for _, compared in pages])
    present = any(standing.differs for each in found for standing in each.standings)
    return any(differing(scores) for scores, _ in pages), present


def outlets(times: int) -> Iterator[Alarms]:
    """Row 2: groups of one measure, and five measures on one page."""
    for population in FAMILY:
        for k, n in ((8, 10), (8, 300)):
            yield false_alarms(f"{population.name}, k = {k}, n = {n}", (population,), (k, n), times, SEED + n)
    for population in (RECOMMEND, EFFORT):
        yield false_alarms(f"{population.name}, k = 40, n = 10", (population,), (40, 10), times, SEED)
    yield false_alarms("five measures, k = 8, n = 30", FAMILY, (8, 30), times, SEED)


def repeating_outlets(times: int) -> Iterator[Alarms]:
    """Row 1: eight equal outlets whose customers answer three times."""
    for correlation in (0.1, 0.36, 0.81):
        random, alarms = np.random.default_rng(SEED + 2), np.zeros(2)
        for _ in range(times):
            groups = [RATING.repeated(random, 30, 3, correlation) for _ in range(8)]
            alarms += _alarmed([_groups(groups, 0, RATING)])
        yield Alarms(f"CSAT of 8 outlets, correlation {correlation}", *(alarms / times))


def changes(times: int) -> Iterator[Alarms]:
    """Row 10: a table of changes in which nothing has changed."""
    for n in (30, 200):
        random, alarms = np.random.default_rng(SEED + 3), np.zeros(2)
        for _ in range(times):
            lines = [_line(FAMILY[number % len(FAMILY)], random, n) for number in range(CHANGES)]
            singly = any(line.change.p < 0.05 for line, _ in lines)
            together = any(line.change.differs for line in corrected([line for _, line in lines]))
            alarms += singly, together
        yield Alarms(f"a table of {CHANGES} changes, n = {n}", *(alarms / times))


def _line(population: Population, random: np.random.Generator, n: int) -> tuple[ChangeLine, ChangeLine]:
    """A change as it was tested before, and as it is tested now."""
    tallies: list[Tally] = [population.tally(population.draw(random, n)) for _ in range(2)]
    old, new = (formula(population)(tally, design=Design(n, n)) for tally in tallies)
    changed = change(old, new)
    subject = Subject(MEASURES[population.measure])
    figures = figure(Formula.MEAN, old), figure(Formula.MEAN, new)
    p = surprise_of(new, old)
    present = Change(changed.figure, changed.p if p is None else p)
    return ChangeLine(subject, *figures, changed), ChangeLine(subject, *figures, present)

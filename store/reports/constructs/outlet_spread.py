"""How much the services of one outlet or agent differ from each other in the eyes of customers."""

from collections.abc import Iterator, Mapping

import numpy as np

from store.models.question_kinds import KINDS, Summary
from store.reports.statistics.formulas import Mean
from store.reports.statistics.spread import spread
from store.reports.sums.by_customer import by_question
from store.reports.sums.gathering import Meanings
from store.reports.sums.grouped_sources import Grouped, GroupedSources
from store.reports.sums.grouping import UNTOLD, By
from store.reports.sums.measures import Measure, Subject, told
from store.reports.sums.sum_columns import MISSING, Column

SPREAD_BY = (By.OUTLET, By.AGENT)


def outlet_spread(
    sources: GroupedSources, known: Meanings
) -> Iterator[tuple[Subject, Mapping[str | None, Mean]]]:
    """Return the standard deviation of first scores by outlet or agent, of questions about satisfaction.

    A mean hides an outlet that is excellent on one day and bad on the next. Of all outlets together there is
    no such number: it would also hold how much they differ from each other.
    """
    if sources.groups.by not in SPREAD_BY:
        return
    for (question, kind, occasion), grouped, numbers in by_question(sources, known):
        scale, figures = KINDS[kind].scale, KINDS[kind].figures
        if figures and figures[0].summary is Summary.SHARE and len(scale) > 2:
            subject = Subject(Measure.SPREAD, question=question, occasion=told(occasion))
            yield subject, _by_group(grouped, numbers, scale[-1] - scale[0])


def _by_group(grouped: Grouped, numbers: Column, width: int) -> Mapping[str | None, Mean]:
    found: dict[str | None, Mean] = {}
    for place, scores in grouped.apart.scores(numbers.astype(np.float64), numbers != MISSING):
        result = spread(scores, width) if grouped.names[place] != UNTOLD else None
        if result is not None:
            found[grouped.names[place]] = result
    return found

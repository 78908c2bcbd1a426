"""An item less another one of the same customers, such as the result against the process."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

import numpy as np
import numpy.typing as npt

from store.models.question_kinds import KINDS
from store.reports.statistics.arrays import Whole
from store.reports.statistics.design import Design
from store.reports.statistics.formulas import Mean, mean
from store.reports.sums.by_customer import Whose
from store.reports.sums.gathering import Meanings, Source
from store.reports.sums.grouped_sources import Grouped, GroupedSources
from store.reports.sums.measures import Measure, Subject, told
from store.reports.sums.sum_columns import MISSING

# Results of groups; None is everything together.
ByGroup = Mapping[str | None, Mean]


def paired_items(sources: GroupedSources, known: Meanings) -> Iterator[tuple[Subject, ByGroup]]:
    """Return the mean differences; answers of customers who gave only one of both are left out.

    The interval stays within the widest differences that are possible. Customers are clusters.
    """
    for (question, kind, occasion), others in _compared(sources, known).items():
        several = tuple(others)
        own = sources.numbers(several, question)
        other = np.concatenate([sources.numbers((each,), against) for each, against in others.items()])
        both = (own != MISSING) & (other != MISSING)
        if both.any():
            differences = own.astype(np.int64) - other
            subject = Subject(Measure.ITEM_DIFFERENCE, question=question, occasion=told(occasion))
            yield subject, _means(sources.together(several), differences, both, len(KINDS[kind].scale) - 1)


def _compared(sources: GroupedSources, known: Meanings) -> Mapping[Whose, Mapping[Source, str]]:
    """The items that are compared, with the surveys that ask them and the other item there."""
    found: defaultdict[Whose, dict[Source, str]] = defaultdict(dict)
    for source, columns in sources.found.items():
        instrument = known.by_survey.get(source.survey)
        for item in instrument.single if instrument else ():
            if item.against is not None and item.question in columns.numbers:
                found[(item.question, item.kind, source.occasion)][source] = item.against
    return found


def _means(grouped: Grouped, differences: Whole, both: npt.NDArray[np.bool_], width: int) -> ByGroup:
    shifted, steps = differences + width, 2 * width + 1
    found: dict[str | None, Mean] = {}
    for names, clusters in (((None,), grouped.whole), (grouped.names, grouped.apart)):
        designs = clusters.designs(differences.astype(np.float64), both)
        tallies = clusters.tallies(shifted, both, steps)
        found |= {names[place]: _mean(tallies[place], design, width) for place, design in designs.items()}
    return found


def _mean(row: Whole, design: Design, width: int) -> Mean:
    return mean({step - width: int(count) for step, count in enumerate(row)}, design)

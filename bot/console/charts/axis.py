"""The numbers at the axis of a measure."""

from collections.abc import Sequence
from math import ceil

from bot.console.web.number_formats import SHARES
from store.models.question_kinds import KINDS, Kind
from store.reports.statistics.figures import Figure
from store.reports.sums.measures import Measure

FIXED = {
    **dict.fromkeys(SHARES, (0.0, 0.25, 0.5, 0.75, 1.0)),
    Measure.NPS: (-1.0, -0.5, 0.0, 0.5, 1.0),
    Measure.SERVPERF: tuple(map(float, KINDS[Kind.SERVQUAL].scale)),
}


def scale_of(measure: Measure, figures: Sequence[Figure]) -> tuple[float, ...]:
    """Return the whole scale of the measure, so that small differences look small; that of gaps fits them."""
    if measure in FIXED:
        return FIXED[measure]
    ends = [abs(end) for each in figures for end in (each.low, each.value, each.high) if end is not None]
    reach = float(ceil(max([1.0, *ends])))
    return (-reach, -reach / 2, 0.0, reach / 2, reach)

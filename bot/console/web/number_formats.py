"""Numbers as people read them: shares in percent, balances in points, means with two places."""

from store.models.question_kinds import KINDS, Summary
from store.reports.sums.measures import Measure

SHARES = (
    *(
        Measure(each.measure)
        for kind in KINDS.values()
        for each in kind.figures
        if each.summary is Summary.SHARE
    ),
    Measure.RESPONSE_RATE,
)
SIGNED = (
    Measure.ITEM_DIFFERENCE,
    Measure.GAP,
    Measure.GAP_UNWEIGHTED,
    Measure.GAP_WEIGHTED,
    Measure.GAP_BEFORE,
    Measure.GAP_BEFORE_WEIGHTED,
    Measure.RECOVERY_GAIN,
    Measure.RECOVERY_NET,
)


def amount(measure: Measure, number: float) -> str:
    """Format a value of a measure, such as 70%, +42 or 4.12."""
    if measure in SHARES:
        return f"{number * 100:.0f}%"
    if measure is Measure.NPS:
        return signed(number * 100, 0)
    return signed(number, 2) if measure in SIGNED else f"{number:.2f}"


def difference(measure: Measure, number: float) -> str:
    """Format the change of a measure: shares and balances in points of a hundred."""
    is_of_hundred = measure in SHARES or measure is Measure.NPS
    return signed(number * 100, 0) if is_of_hundred else signed(number, 2)


def signed(number: float, places: int) -> str:
    """Format a number with its sign, a real minus; what rounds to zero has none."""
    rounded = round(number, places)
    if rounded == 0:
        return f"{0:.{places}f}"
    return f"{rounded:+.{places}f}".replace("-", "\u2212")

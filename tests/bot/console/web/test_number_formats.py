"""Numbers as people read them."""

import pytest

from bot.console.web.number_formats import amount, difference, signed
from store.reports.sums.measures import Measure


@pytest.mark.parametrize(
    ("measure", "number", "shown", "changed"),
    [
        (Measure.CSAT, 0.704, "70%", "+70"),
        (Measure.NPS, -0.123, "\u221212", "\u221212"),
        (Measure.NPS, 0.001, "0", "0"),
        (Measure.CES_MEAN, 5.256, "5.26", "+5.26"),
        (Measure.GAP, -0.5, "\u22120.50", "\u22120.50"),
        (Measure.SERVPERF, 4.0, "4.00", "+4.00"),
    ],
)
def test_every_measure_has_its_form(measure: Measure, number: float, shown: str, changed: str) -> None:
    assert (amount(measure, number), difference(measure, number)) == (shown, changed)


def test_what_rounds_to_nothing_has_no_sign() -> None:
    assert [signed(number, 2) for number in (-0.001, 0.0, 0.004)] == ["0.00", "0.00", "0.00"]

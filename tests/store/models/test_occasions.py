"""What ended in our own house is told from what systems tell of."""

from datetime import datetime

import pytest

from store.models.occasions import Occasion, end_of, occasion_of


@pytest.mark.parametrize("occasion", list(Occasion))
def test_occasion_is_known_by_its_source(occasion: Occasion) -> None:
    assert occasion_of(occasion.source) is occasion


@pytest.mark.parametrize("source", ["till-3", "case", "huifang", None])
def test_every_other_source_is_a_system(source: str | None) -> None:
    assert occasion_of(source) is Occasion.SERVICE


def test_booking_has_not_ended(now: datetime) -> None:
    assert end_of(Occasion.BOOKING.source, now) is None
    assert end_of("till-3", now) == now

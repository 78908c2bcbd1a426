"""The picture of importance and performance."""

import re

import numpy as np
import pytest

from bot.console.charts.driver_picture import driver_picture
from store.reports.key_drivers import Driver
from store.reports.statistics.intervals import Estimate, Interval
from store.reports.statistics.relative_weights import DriverSample, RelativeWeight, relative_weights


def test_points_have_the_numbers_of_their_rows() -> None:
    random = np.random.default_rng(1)
    ratings = random.integers(1, 6, (100, 2)).astype(float)
    found = relative_weights(DriverSample(ratings, ratings[:, 0], np.ones(100), np.arange(100), named=False))
    drivers = [Driver(str(at), weight, 100) for at, weight in enumerate(found)]
    content = driver_picture(drivers, "rating", ("Importance", "Performance"), 620).content.decode()
    assert [each.weight.is_clear for each in drivers] == [True, False]
    assert content.count('class="dot ') == 2
    assert all(f">{each}</text>" in content for each in ("1", "2", "Importance", "Performance"))


@pytest.mark.parametrize(
    ("importance", "shown"),
    [(0.02, ["0%", "5%"]), (0.12, ["0%", "5%", "10%", "15%"]), (0.43, ["0%", "15%", "30%", "45%"])],
)
def test_axis_has_whole_percents(importance: float, shown: list[str]) -> None:
    estimate = Estimate(importance, Interval(importance, importance))
    driver = Driver("price", RelativeWeight(estimate, Estimate(3.0, Interval(2.0, 4.0)), is_clear=True), 60)
    content = driver_picture([driver], "rating", ("Importance", "Performance"), 620).content.decode()
    assert re.findall(r">(\d+%)</text>", content) == shown


def test_picture_without_drivers_has_no_points() -> None:
    content = driver_picture([], "rating", ("Importance", "Performance"), 400).content
    assert content.count(b'class="dot ') == 0

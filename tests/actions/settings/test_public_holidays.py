"""Public holidays of a country."""

import re
from datetime import date

import pytest

from actions.settings.public_holidays import PublicHolidays

pytestmark = pytest.mark.dates


def test_days_off_and_days_worked_in_exchange_are_known() -> None:
    china = PublicHolidays("CN")
    assert [china.is_off(date(2026, 10, day)) for day in (1, 9)] == [True, False]
    assert [china.is_worked(date(2026, 10, day)) for day in (10, 11)] == [True, False]


def test_part_of_a_country_has_days_of_its_own() -> None:
    epiphany = date(2027, 1, 6)
    assert [PublicHolidays(place).is_off(epiphany) for place in ("DE-BY", "DE-BE")] == [True, False]


def test_next_days_of_a_holiday_go_with_the_days_off_behind_them() -> None:
    national = PublicHolidays("CN").next_named(re.compile("国庆|National Day"), date(2026, 6, 1))
    assert national == tuple(date(2026, 10, day) for day in (1, 2, 3, 5, 6, 7))
    assert PublicHolidays("CN").next_named(re.compile("Easter"), date(2026, 6, 1)) == ()


@pytest.mark.parametrize("place", ["Mars", "DE-XX", ""])
def test_unknown_place_is_refused(place: str) -> None:
    with pytest.raises(ValueError, match="expected a code such as CN or DE-BY"):
        PublicHolidays(place)

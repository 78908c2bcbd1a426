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
    national = PublicHolidays("CN").next_named(re.compile("National Day"), date(2026, 6, 1))
    assert national == tuple(date(2026, 10, day) for day in (1, 2, 3, 5, 6, 7))
    assert PublicHolidays("CN").next_named(re.compile("Easter"), date(2026, 6, 1)) == ()


def test_holiday_that_has_begun_is_told_to_its_end() -> None:
    spring, china = re.compile("Chinese New Year"), PublicHolidays("CN")
    last = date(2026, 2, 23)  # off in exchange, behind a weekend
    begun = [china.next_named(spring, date(2026, 2, day)) for day in (10, 20, 22, 24)]
    assert begun[0] == (*(date(2026, 2, day) for day in range(16, 21)), last)
    assert begun[1:3] == [(date(2026, 2, 20), last), (last,)]
    assert begun[3][0] == date(2027, 2, 5)


def test_day_of_a_holiday_is_told_without_those_behind_it() -> None:
    eve, china = re.compile("Chinese New Year's Eve"), PublicHolidays("CN")
    assert china.next_day_named(eve, date(2026, 2, 10)) == date(2026, 2, 16)
    assert china.next_day_named(re.compile("Easter"), date(2026, 2, 10)) is None


@pytest.mark.parametrize("language", ["zh_CN", "de", "th"])
def test_names_are_the_same_whatever_the_language_of_the_process(
    monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("LANGUAGE", language)
    days = PublicHolidays("CN").next_named(re.compile("Dragon Boat"), date(2026, 6, 1))
    assert days == (date(2026, 6, 19),)


@pytest.mark.parametrize("place", ["Mars", "DE-XX", ""])
def test_unknown_place_is_refused(place: str) -> None:
    with pytest.raises(ValueError, match="expected a code such as CN or DE-BY"):
        PublicHolidays(place)

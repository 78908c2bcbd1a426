"""Spans of days: which are made, which cover a period."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.reports.sums.spans import SIZES, Gap, Span, cover, days, gaps, parts_of, week_of, whole_spans

pytestmark = pytest.mark.dates

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 3, 16)
HOUR = timedelta(hours=1)
BEGIN = datetime(2026, 3, 16, tzinfo=UTC)


def span(first: int, last: int) -> Span:
    """From one hour to another."""
    return Span(BEGIN + first * HOUR, BEGIN + last * HOUR)


def test_day_on_which_the_clock_is_changed_is_shorter() -> None:
    short = days(date(2026, 3, 29), 1, BERLIN)
    assert short.ends_at.astimezone(UTC) - short.begins_at.astimezone(UTC) == 23 * HOUR


def test_spans_are_whole_and_over() -> None:
    found = list(whole_spans(MONDAY + timedelta(days=2), MONDAY + timedelta(days=16)))
    assert [day for day, size in found if size == 1] == [MONDAY + timedelta(days=day) for day in range(16)]
    assert [day for day, size in found if size == 7] == [MONDAY, MONDAY + timedelta(days=7)]


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 500))
def test_every_part_of_a_span_is_made_before_it(first: date, length: int) -> None:
    found = list(whole_spans(first, first + timedelta(days=length)))
    for place, each in enumerate(found):
        parts = list(parts_of(*each))
        assert set(parts) <= set(found[:place])
        assert sum(size for _, size in parts) in (0, each[1])
        assert each[1] == SIZES[0] or len(parts) > 1


def test_longest_spans_are_chosen() -> None:
    singles = [span(hour, hour + 1) for hour in range(8)]
    assert cover([*singles, span(0, 4), span(4, 8)], None, None) == [span(0, 4), span(4, 8)]
    assert cover([*singles, span(0, 4), span(4, 8)], BEGIN + HOUR, BEGIN + 9 * HOUR) == [
        *singles[1:4],
        span(4, 8),
    ]


def test_open_gaps_are_before_and_behind() -> None:
    chosen = [span(2, 3), span(5, 6)]
    assert list(gaps(chosen, None, None)) == [
        Gap(None, BEGIN + 2 * HOUR),
        Gap(BEGIN + 3 * HOUR, BEGIN + 5 * HOUR),
        Gap(BEGIN + 6 * HOUR, None),
    ]
    assert list(gaps([], None, None)) == [Gap(None, None)]
    assert list(gaps([span(2, 3)], BEGIN + 2 * HOUR, BEGIN + 3 * HOUR)) == []


hours = st.integers(0, 48)


@given(st.lists(st.tuples(hours, st.sampled_from((1, 4, 16))), max_size=30), hours, hours)
def test_chosen_spans_and_gaps_are_the_period_without_overlap(
    made: list[tuple[int, int]], first: int, length: int
) -> None:
    since, until = BEGIN + first * HOUR, BEGIN + (first + length) * HOUR
    chosen = cover([span(begin, begin + size) for begin, size in made], since, until)
    pieces = [(each.begins_at, each.ends_at) for each in chosen]
    pieces += [(gap.since or since, gap.until or until) for gap in gaps(chosen, since, until)]
    place = since
    for begin, end in sorted(pieces):
        assert begin == place
        place = end
    assert place == max(until, since)


def test_week_begins_on_monday_on_the_clock_of_the_zone() -> None:
    assert week_of(datetime(2026, 3, 22, 23, 30, tzinfo=UTC), BERLIN) == date(2026, 3, 23)
    assert week_of(datetime(2026, 3, 22, 22, 30, tzinfo=UTC), BERLIN) == MONDAY

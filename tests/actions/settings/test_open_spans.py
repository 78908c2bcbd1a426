"""Opening hours as they are written."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from actions.settings.open_spans import OpenSpan, read_spans

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("written", "spans"),
    [
        ("09:00-18:00", [(9, 18)]),
        ("9:00 - 12:00,13:30–18:00", [(9, 12), (13.5, 18)]),
        ("17:00-02:00", [(17, 26)]),
        ("00:00-24:00", [(0, 24)]),
        ("all day", [(0, 24)]),
        ("18:00-09:00", [(18, 33)]),
        ("closed", []),
    ],
)
def test_hours_are_read(written: str, spans: list[tuple[float, float]]) -> None:
    assert read_spans(written) == tuple(OpenSpan(begin * HOUR, end * HOUR) for begin, end in spans)


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ("nine", "expected hours such as 09:00-18:00"),
        ("09:00-18:00,", "expected hours such as 09:00-18:00"),
        ("09:00-09:00", "opening must be before closing"),
        ("24:00-25:00", "expected times from 00:00 to 24:00"),
        ("09:00-12:75", "expected times from 00:00 to 24:00"),
        ("09:00-13:00, 12:00-18:00", "must follow one another"),
        ("13:00-18:00, 09:00-12:00", "must follow one another"),
    ],
)
def test_other_hours_are_refused(written: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        read_spans(written)


def test_span_between_times_passes_midnight_if_it_must() -> None:
    assert OpenSpan.of(time(17), time(2)) == OpenSpan(17 * HOUR, 26 * HOUR)


def test_end_of_a_span_is_on_the_next_day() -> None:
    begin, end = OpenSpan.of(time(17), time(2)).on(date(2026, 11, 30), ZoneInfo("Asia/Shanghai"))
    assert (begin, end) == (
        datetime(2026, 11, 30, 9, tzinfo=UTC),
        datetime(2026, 11, 30, 18, tzinfo=UTC),
    )


@pytest.mark.parametrize("written", ["09:00–12:00", "17:00–02:00", "00:00–24:00", "22:30–00:15"])
def test_span_is_shown_as_it_is_written(written: str) -> None:
    (span,) = read_spans(written)
    assert str(span) == written

"""When clocks are changed."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from store.reports.zones import offsets

YEAR = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 12, 31, tzinfo=UTC)


def test_zone_without_summer_time_has_one_offset() -> None:
    assert list(offsets(ZoneInfo("Asia/Shanghai"), *YEAR)) == [(YEAR[1], 8 * 3600)]


def test_summer_time_is_found_to_the_minute() -> None:
    assert list(offsets(ZoneInfo("Europe/Berlin"), *YEAR)) == [
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), 3600),
        (datetime(2026, 10, 25, 1, 0, tzinfo=UTC), 7200),
        (YEAR[1], 3600),
    ]

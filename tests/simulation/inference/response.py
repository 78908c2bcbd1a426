"""Row 5: how often the response rate of an unfinished week seems to fall where nothing changes."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from store.models.occasions import Occasion
from store.reports.statistics.changes import change
from store.reports.statistics.formulas import share_at_least
from store.reports.sums.by_customer import by_customer
from store.reports.sums.gathering import Meanings, Source
from store.reports.sums.grouped_sources import GroupedSources
from store.reports.sums.grouping import By, Grouping
from store.reports.sums.one_by_one import OneByOne
from store.reports.sums.sum_columns import ANSWERED, FIXED, MINUTE, MISSING, Columns
from store.reports.sums.sum_columns import DELIVERED as DELIVERED_STATE
from tests.simulation.inference.alarms import Alarms
from tests.simulation.inference.draws import SEED

DELIVERED, ANSWERING, EXPIRY = 500, 0.4, 7.0  # a week, of a hundred, days
TYPICAL = 0.8  # days until half of those who answer have answered


WEEK_MINUTES = 7 * 24 * 60
MONDAY = datetime(2026, 11, 2, tzinfo=UTC)  # three weeks from here on
GROUPS = Grouping(By.WEEK, ZoneInfo("UTC"))


def unfinished_weeks(times: int) -> Iterator[Alarms]:
    """Compare the newest two weeks at the end of the last: by all deliveries, and as reports count them."""
    random, falls = np.random.default_rng(SEED + 5), np.zeros(2)
    for _ in range(times):
        found = {Source("post_service", Occasion.SERVICE): _three_weeks(random)}
        falls += _falls(found, None), _falls(found, MONDAY + timedelta(days=21))
    yield Alarms("response rate, 500 deliveries a week", *(falls / times))


def _three_weeks(random: np.random.Generator) -> Columns:
    """Invitations of three weeks as they stand when the last one ends."""
    n = 3 * DELIVERED
    sent = random.uniform(0, 3 * WEEK_MINUTES, n).astype(np.int64)
    delay = random.exponential(TYPICAL / np.log(2), n)  # days
    answers = (random.random(n) < ANSWERING) & (delay < EXPIRY)
    answered = answers & (sent + delay * 24 * 60 <= 3 * WEEK_MINUTES)
    asked = sent + int(MONDAY.timestamp()) // MINUTE
    fixed = {name: np.full(n, MISSING) for name in FIXED}
    fixed |= {"customer": np.arange(n), "asked": asked, "until": asked + WEEK_MINUTES}
    fixed |= {"state": DELIVERED_STATE + ANSWERED * answered}
    return Columns([], fixed, {})


def _falls(found: OneByOne, now: datetime | None) -> bool:
    response = by_customer(GroupedSources(found, GROUPS), Meanings((), ()), now).response[Occasion.SERVICE]
    weeks = sorted(group for group, tally in response.items() if group and any(tally.values()))
    old, new = (share_at_least(response[week], 1) for week in weeks[-2:])
    return change(old, new).p < 0.05 and new.value < old.value

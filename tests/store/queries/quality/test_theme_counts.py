"""Themes that are counted together are those of one message after another."""

from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from nlu.contract.labels import Aspect
from store.models.conversations import aspects_text
from store.queries.quality.theme_counts import ThemeCount, ThemeGroup, Themes, count_themes
from store.reports.sums.spans import week_of

BERLIN = ZoneInfo("Europe/Berlin")
FIRST = datetime(2026, 3, 9, tzinfo=UTC)  # the clocks of Berlin change soon after
Keys = list[tuple[object, ...]]


@pytest.mark.parametrize("seed", range(5))
def test_messages_and_customers_are_counted_once(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - it must repeat, no secret
    entries: defaultdict[tuple[str, str | None], list[str]] = defaultdict(list)
    n, customers = Counter[object](), defaultdict[object, set[int]](set)
    for _ in range(300):
        at = FIRST + timedelta(minutes=random.randrange(40 * 24 * 60))
        aspects = random.sample(tuple(Aspect), random.choice((1, 2)))
        outlet, customer = random.choice(("north", "south", None)), random.randint(1, 20)
        entries[aspects_text(aspects), outlet].append(f"{at.timestamp()} {customer}")
        for aspect in aspects:
            keys: Keys = [(aspect,), (aspect, week_of(at, BERLIN))]
            for key in keys if outlet is None else [*keys, (aspect, outlet)]:
                n[key] += 1
                customers[key].add(customer)
    found = count_themes([ThemeGroup(*key, " ".join(each)) for key, each in entries.items()], BERLIN)
    counts = {(aspect,): count for aspect, count in found.whole.items()}
    assert counts | dict(found.by_week) | dict(found.by_outlet) == {
        key: ThemeCount(n[key], len(customers[key])) for key in n
    }


def test_aspects_of_later_releases_are_left_out() -> None:
    found = count_themes([ThemeGroup(" price fashion ", None, "1772000000 7")], BERLIN)
    assert dict(found.whole) == {Aspect.PRICE: ThemeCount(1, 1)}


def test_no_messages_have_no_themes() -> None:
    assert count_themes([], BERLIN) == Themes({}, {}, {})

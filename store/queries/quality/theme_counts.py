"""Counting what messages speak of, by week and outlet, and how many customers they are of."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from nlu.contract.labels import Aspect
from store.reports.statistics.arrays import Real, Whole
from store.reports.sums.spans import week_of

WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """How many messages speak of something, and of how many customers they are."""

    n: int
    customers: int


@dataclass(frozen=True, slots=True)
class Themes:
    """The counts of one source by aspect: of all, by the Monday of the week, and by outlet."""

    whole: Mapping[Aspect, ThemeCount]
    by_week: Mapping[tuple[Aspect, date], ThemeCount]
    by_outlet: Mapping[tuple[Aspect, str], ThemeCount]

    @property
    def aspects(self) -> tuple[Aspect, ...]:
        """Return the aspects that occur, the most frequent first."""
        return tuple(sorted(self.whole, key=lambda aspect: (-self.whole[aspect].n, aspect.value)))

    @property
    def outlets(self) -> tuple[str, ...]:
        """Return the outlets that occur, by name."""
        return tuple(sorted({outlet for _, outlet in self.by_outlet}))


@dataclass(frozen=True, slots=True)
class ThemeGroup:
    """The messages that speak of the same aspects at one outlet.

    `spoken_of` is as messages keep it; `entries` has for each message the seconds since 1970 and the
    customer, with spaces between, as a database writes a hundred thousand messages the quickest way.
    """

    spoken_of: str
    outlet: str | None
    entries: str


def count_themes(groups: Sequence[ThemeGroup], zone: ZoneInfo) -> Themes:
    """Count the messages and their customers; weeks are those of the zone."""
    whole: dict[Aspect, ThemeCount] = {}
    by_week: dict[tuple[Aspect, date], ThemeCount] = {}
    by_outlet: dict[tuple[Aspect, str], ThemeCount] = {}
    if groups:
        read = [np.fromstring(group.entries, sep=" ").reshape(-1, 2) for group in groups]
        group_of = np.repeat(np.arange(len(groups)), list(map(len, read)))
        moments, customers = np.concatenate(read).T
        mondays, weeks = _weeks(moments, zone)
        outlets = list(dict.fromkeys(group.outlet for group in groups))
        outlet_of = np.array([outlets.index(group.outlet) for group in groups])[group_of]
        for aspect, speaks in _speaking(groups):
            chosen = speaks[group_of]
            whose = customers[chosen].astype(np.int64)
            for _, count in _counts(np.zeros_like(whose), whose):
                whole[aspect] = count
            for place, count in _counts(weeks[chosen], whose):
                by_week[(aspect, mondays[place])] = count
            for place, count in _counts(outlet_of[chosen], whose):
                outlet = outlets[place]
                if outlet is not None:
                    by_outlet[(aspect, outlet)] = count
    return Themes(whole, by_week, by_outlet)


def _speaking(groups: Sequence[ThemeGroup]) -> Iterator[tuple[Aspect, npt.NDArray[np.bool_]]]:
    """Yield the known aspects, with which groups speak of each; a later version may know others."""
    named = [group.spoken_of.split() for group in groups]
    for aspect in Aspect:
        yield aspect, np.array([aspect.value in each for each in named], dtype=np.bool_)


def _weeks(moments: Real, zone: ZoneInfo) -> tuple[list[date], Whole]:
    """The Mondays from the first moment to the last, and the place of the week of each among them."""
    first, last = (week_of(datetime.fromtimestamp(end, UTC), zone) for end in (moments.min(), moments.max()))
    mondays = [first + each * WEEK for each in range((last - first) // WEEK + 1)]
    begins = np.array([datetime.combine(monday, time(), zone).timestamp() for monday in mondays])
    return mondays, np.searchsorted(begins, moments, side="right") - 1


def _counts(places: Whole, customers: Whole) -> Iterator[tuple[int, ThemeCount]]:
    """Yield the places that occur, each with its messages and their customers."""
    if not len(places):
        return
    width = int(customers.max()) + 1
    pairs = np.unique(places * width + customers)
    n, of = np.bincount(places), np.bincount(pairs // width)
    for place in np.flatnonzero(n).tolist():
        yield place, ThemeCount(int(n[place]), int(of[place]))

"""The connections from which more bytes are expected, and which of them gives way when there are too many."""

import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol


class Connection(Protocol):
    """An open connection of a client."""

    def give_way(self) -> None:
        """Close the connection to make room for another."""


@dataclass(frozen=True, slots=True)
class WaitingLimits:
    """How many connections may wait for bytes at the same time: in all, and from one address.

    A connection younger than `grace` seconds is closed only where more than `most` wait.
    """

    total: int = 400
    from_one: int = 100
    grace: float = 3.0
    most: int = 4000


class Waiting:
    """Connections whose next request is not complete: silent, slow or idle ones.

    Above a limit the connections that have waited longest are closed. A client that sends a request at once
    is therefore served however many others only occupy connections. `clock` gives seconds.
    """

    def __init__(
        self, limits: WaitingLimits | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._limits = limits or WaitingLimits()
        self._clock = clock
        self._all: dict[Connection, tuple[float, str | None]] = {}  # in the order in which they began to wait
        self._by_address: defaultdict[str, dict[Connection, None]] = defaultdict(dict)

    def __len__(self) -> int:
        return len(self._all)

    def add(self, connection: Connection, address: str | None) -> None:
        """Count a connection from now on; `address` is None for one without a limit of its address."""
        self.discard(connection)
        self._all[connection] = self._clock(), address
        if address is not None:
            self._by_address[address][connection] = None
            self._shorten(self._by_address[address], self._limits.from_one)
        self._shorten(self._all, self._limits.total)

    def discard(self, connection: Connection) -> None:
        """Count a connection no longer: its request is complete, or it is closed."""
        if connection not in self._all:
            return
        _, address = self._all.pop(connection)
        if address is not None:
            self._by_address[address].pop(connection)
            if not self._by_address[address]:
                del self._by_address[address]

    def _shorten(self, waiting: Mapping[Connection, object], limit: int) -> None:
        """Close the oldest above the limit, as far as they have had their time."""
        while len(waiting) > limit:
            oldest = next(iter(waiting))
            since, _ = self._all[oldest]
            if self._clock() - since < self._limits.grace and len(self._all) <= self._limits.most:
                return
            self.discard(oldest)
            oldest.give_way()

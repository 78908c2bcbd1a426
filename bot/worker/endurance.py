"""How long one update is tried."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Endurance:
    """How long one update is tried. Pauses are in seconds and doubled after each failure.

    `recheck` is when a text that was given up is read again, should nobody notice that the server is back.
    """

    attempts: int = 5
    first_pause: float = 0.5
    longest_pause: float = 30.0
    lease: timedelta = timedelta(seconds=45)
    recheck: timedelta = timedelta(seconds=60)

"""Pauses between attempts that grow while they fail."""

from dataclasses import dataclass

MOST_DOUBLINGS = 32  # enough for any pause, and no float overflows


@dataclass(frozen=True, slots=True)
class Backoff:
    """Pauses in seconds: `first` after the first failure, doubled after each further one up to `longest`."""

    first: float
    longest: float

    def after(self, failures: int) -> float:
        """Return the pause after this many failures in a row, which is at least 1."""
        return min(self.first * 2.0 ** min(failures - 1, MOST_DOUBLINGS), self.longest)

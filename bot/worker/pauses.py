"""How long to wait before trying again."""


def growing(attempt: int, first: float, longest: float) -> float:
    """Seconds to wait after this many failed attempts (at least 1): doubled each time, up to the longest."""
    return min(first * 2.0 ** min(attempt - 1, 32), longest)

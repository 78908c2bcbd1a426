"""Lists of any length in a few lengths."""

from collections.abc import Collection


def padded(values: Collection[int]) -> list[int]:
    """The same values, with the last one repeated until their number is a power of two.

    For what is searched among them, that changes nothing. Each length is another statement to the database,
    which plans anew what it has not met often: so there are few.
    """
    several = list(values)
    missing = (1 << max(len(several) - 1, 0).bit_length()) - len(several)
    return several + several[-1:] * missing

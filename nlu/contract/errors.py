"""Errors of the understanding, named by what the caller must do. Runs on Python 3.10 too.

NluError
├── NluUnavailable   wait and ask again: nothing answered in time
└── NluBadAnswer     do not ask again: it answered, but not in a way that can be trusted
"""


class NluError(Exception):
    """Any failure to understand a text."""


class NluUnavailable(NluError):
    """The NLU server is down, slow or restarting; the same text may be classified later."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the NLU server is unavailable: {reason}")
        self.reason = reason


class NluBadAnswer(NluError):
    """The NLU server answered with something outside its contract."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the NLU server gave an odd answer: {reason}")
        self.reason = reason


class VectorsUnavailable(Exception):
    """The sentence encoder is missing, starting or down; go on without vectors and try again later."""

"""Naming a failure without what it was about: messages of exceptions may quote what a customer wrote."""

import traceback
from pathlib import Path


def described(exc: BaseException) -> str:
    """The kind of failure and where it happened, such as `KeyError in listen (talk.py:57)`."""
    frames = traceback.extract_tb(exc.__traceback__)
    if not frames:
        return type(exc).__name__
    last = frames[-1]
    return f"{type(exc).__name__} in {last.name} ({Path(last.filename).name}:{last.lineno})"

"""Silence about what Rasa's libraries deprecate in one another: they are pinned, and nobody here can act."""

import warnings


def hush() -> None:
    """Shows no warning from here on. A filter would not do: Rasa's imports set filters of their own."""
    warnings.showwarning = _nowhere


def _nowhere(*_: object, **__: object) -> None:
    pass

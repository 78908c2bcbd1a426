"""Silence about what Rasa's libraries deprecate in one another, and about what customers write.

The libraries are pinned, so nobody here can act on their warnings; and their errors may quote a message.
"""

import logging
import warnings


def hush() -> None:
    """Shows no warning from here on. A filter would not do: Rasa's imports set filters of their own."""
    warnings.showwarning = _nowhere


def keep_words_out() -> None:
    """Has libraries log no more than a level, their name and the kind of a failure."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Wordless())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


class _Wordless(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        kind = record.exc_info[0] if record.exc_info else None
        return f"{record.levelname} {record.name}" + (f" {kind.__name__}" if kind else "")


def _nowhere(*_: object, **__: object) -> None:
    pass

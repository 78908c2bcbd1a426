"""Silence about what Rasa's libraries deprecate in one another, and about what customers write.

The libraries are pinned, so their warnings ask nothing of the user; and their errors may quote a message.
"""

import logging
import warnings


def hush() -> None:
    """Show no warning from here on. A filter would not do: Rasa's imports set filters, too."""
    warnings.showwarning = _ignore


def log_without_words() -> None:
    """Let libraries log only a level, their name and the kind of a failure."""
    handler = logging.StreamHandler()
    handler.setFormatter(_WordlessFormatter())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


class _WordlessFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        kind = record.exc_info[0] if record.exc_info else None
        return f"{record.levelname} {record.name}" + (f" {kind.__name__}" if kind else "")


def _ignore(*_: object, **__: object) -> None:
    pass

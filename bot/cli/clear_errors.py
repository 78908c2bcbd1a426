"""Turns known failures into one message on stderr and exit code 1."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from actions.settings.yaml_files import DataError
from bot.settings import SettingsError
from store.engine.database_errors import StoreError


class Failure(Exception):
    """A failure that the user of the command line can correct; the message says how."""


@contextmanager
def explained() -> Iterator[None]:
    """Print known failures, one line a problem, and exit with 1."""
    try:
        yield
    except (SettingsError, DataError) as exc:
        _say(*exc.problems)
    except StoreError as exc:
        _say(f"the database cannot be used: {exc}")
    except Failure as exc:
        _say(str(exc))


def _say(*problems: str) -> None:
    for problem in problems:
        print(f"huifang: {problem}", file=sys.stderr)
    sys.exit(1)

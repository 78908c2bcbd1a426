"""Turns known failures into one message on stderr and exit code 1."""

import errno
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from actions.settings.yaml_files import DataError
from bot.settings import SettingsError
from store.engine.database_errors import StoreError

# What a disk or its rights refuse: the operator can change it, and a traceback would hide the reason.
REFUSALS = {
    *(errno.EACCES, errno.EPERM, errno.EROFS, errno.EIO, errno.ENOTDIR, errno.ENAMETOOLONG),
    *(errno.ENOSPC, errno.EDQUOT, errno.EFBIG),
}


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
    except shutil.Error as exc:  # the reasons of all files of a folder
        _say(f"not copied: {exc.args[0][0][2]}" if isinstance(exc.args[0], list) else str(exc))
    except OSError as exc:
        if exc.errno not in REFUSALS:
            raise
        _say(": ".join(str(part) for part in (exc.filename, exc.strerror) if part))


def _say(*problems: str) -> None:
    for problem in problems:
        print(f"huifang: {problem}", file=sys.stderr)
    sys.exit(1)

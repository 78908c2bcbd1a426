"""Saying that a new SQLite database is made, and refusing where an older one would be left behind."""

import os
import sys
from pathlib import Path

from sqlalchemy import make_url

from bot.settings import Settings
from store.engine.database_errors import StoreError

OLD_PLACE = Path("var") / "huifang.db"  # below the folder that a command was started in


class OtherDatabase(StoreError):
    """A database of an earlier version lies in the current folder; a new one would hide it."""


def announce_new_database(settings: Settings) -> None:
    """Say on standard error that the first use makes a new SQLite file; nothing where there is one.

    The logs of a running application show no messages of other loggers, so it is printed.

    Raises:
        OtherDatabase: the current folder has one, as earlier versions made it there.
    """
    url = make_url(settings.database_url)
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return
    file = Path(url.database)
    if file.exists():
        return
    old = OLD_PLACE.absolute()
    if os.path.exists(old) and old != file:  # noqa: PTH110 - false in a folder that this user cannot open
        raise OtherDatabase(
            f"{file} does not exist, and {old} does: set HUIFANG_HOME={old.parent}, or move it there"
        )
    print(f"a new database is made: {file}", file=sys.stderr)

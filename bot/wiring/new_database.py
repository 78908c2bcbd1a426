"""Saying that a new SQLite database is made, and refusing where an older one would be left behind."""

import logging
from pathlib import Path

from sqlalchemy import make_url

from bot.settings import Settings
from store.engine.database_errors import StoreError

OLD_PLACE = Path("var") / "huifang.db"  # below the folder that a command was started in

log = logging.getLogger("huifang")


class OtherDatabase(StoreError):
    """A database of an earlier version lies in the current folder; a new one would hide it."""


def announce_new_database(settings: Settings) -> None:
    """Warn that the first use makes a new SQLite file; say nothing where there is one.

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
    if old.exists() and old != file:
        raise OtherDatabase(
            f"{file} does not exist, and {old} does: set HUIFANG_HOME={old.parent}, or move it there"
        )
    log.warning("a new database is made: %s", file)

"""The settings of a command, and the database that they name."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.settings import Settings, load_settings
from bot.wiring.storage.new_database import announce_new_database
from store.engine.database import Database
from store.schema import upgrade


def current_settings() -> Settings:
    """Return the settings of this process.

    Raises:
        SettingsError: some are missing or wrong.
    """
    return load_settings(os.environ)


@asynccontextmanager
async def open_database(*, upgraded: bool = True) -> AsyncIterator[Database]:
    """Open the database of the settings, with the schema of this release."""
    settings = current_settings()
    database = Database.at(settings.database_url)
    try:
        announce_new_database(settings)
        if upgraded:
            await upgrade(database)
        yield database
    finally:
        await database.close()

"""The settings of a command, and the database that they name."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.settings import Settings, load_settings
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
    database = Database.at(current_settings().database_url)
    try:
        if upgraded:
            await upgrade(database)
        yield database
    finally:
        await database.close()

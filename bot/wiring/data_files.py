"""The content of data/, together with the settings of this installation."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from actions.documents.business_settings import Installation
from actions.documents.document_files import read_documents
from actions.documents.settings_in_force import SettingsInForce
from actions.documents.settings_watch import SettingsWatch
from actions.settings.house import House
from actions.settings.text_files import Wording
from actions.settings.yaml_files import DataError
from bot.console.console_texts import load_console_wording
from bot.settings import Settings
from bot.telegram.bot_profile import Profile, load_profile
from bot.timing.clock import now
from store.engine.database import Database
from store.models.address import Address

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"

Loaded = TypeVar("Loaded")


@dataclass(frozen=True, slots=True)
class DataFiles:
    """All files under data/ that the application uses."""

    in_force: SettingsInForce
    wording: Wording
    profile: Profile

    @property
    def house(self) -> House:
        """The house that is in force."""
        return self.in_force.now.house


def read_data_files(settings: Settings, data: Path = DATA) -> DataFiles:
    """Read and check all files before anything starts.

    Raises:
        DataError: one or more files are wrong; the problems of all of them are named.
    """
    problems: list[str] = []

    def read(load: Callable[[], Loaded]) -> Loaded | None:
        try:
            return load()
        except DataError as exc:
            problems.extend(exc.problems)
            return None

    in_force = read(lambda: read_settings(settings, data))
    wording = read(lambda: load_console_wording(data / "console"))
    profile = read(lambda: load_profile(data / "telegram" / "profile.yml"))
    if in_force is None or wording is None or profile is None:
        raise DataError(problems)
    return DataFiles(in_force, wording, profile)


def read_settings(settings: Settings, data: Path = DATA) -> SettingsInForce:
    """Read the settings of the business from their files.

    Raises:
        DataError: one or more files are wrong; all problems are named.
    """
    return SettingsInForce(read_documents(data), installation_of(settings))


async def settings_in_force(settings: Settings, database: Database) -> SettingsInForce:
    """Return the settings of the business with what is published of them.

    Raises:
        DataError: one or more files are wrong; all problems are named.
        StoreUnavailable: the database cannot be used.
    """
    in_force = read_settings(settings)
    await SettingsWatch(database, in_force).look(now())
    return in_force


def installation_of(settings: Settings) -> Installation:
    """Return what the environment says of this installation."""
    return Installation(
        zone=settings.timezone,
        language=settings.language,
        survey_delay=settings.survey_delay,
        quiet_hours=settings.quiet_hours,
        unclear_wait=settings.unclear_wait,
        confidence=settings.confidence,
        staff_chat=None if settings.staff_chat is None else Address(settings.staff_chat),
    )

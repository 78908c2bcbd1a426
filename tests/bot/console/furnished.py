"""The console with all that it is given but customers: for tests, pictures and benchmarks."""

from collections.abc import Callable
from copy import copy
from datetime import datetime, time, timedelta
from functools import cache

from starlette.applications import Starlette
from starlette.routing import Mount

from actions.documents.business_settings import BusinessSettings, Installation
from actions.documents.document_files import read_documents
from actions.documents.settings_in_force import SettingsInForce
from actions.documents.settings_watch import SettingsWatch
from actions.settings.house import House
from actions.staff.login import Login
from actions.staff.passwords import Passwords
from bot.console.console_app import build_console
from bot.console.console_texts import load_console_wording, name_of
from bot.console.web.console_parts import BotNotFound, ConsoleDeps, DocumentAccess, InstallationSetting
from nlu.contract.labels import Language
from store.engine.database import Database
from tests.house import DATA, ZONE
from tests.secret import BOX

STARTERS = {"shop": DATA / "answers" / "shop.yml"}


async def bot_name(token: str | None) -> str:
    """Return the name of the only bot that there is."""
    if token not in (None, "42:right"):
        raise BotNotFound("Unauthorized")
    return "huifang_bot"


INSTALLATION = (InstallationSetting("HUIFANG_LANGUAGE", "zh", "default"),)


@cache
def _shipped() -> SettingsInForce:
    installation = Installation(ZONE, Language.ZH, timedelta(hours=1), (time(21), time(9)))
    return SettingsInForce(read_documents(DATA), installation)


def console_deps(database: Database, house: House, clock: Callable[[], datetime]) -> ConsoleDeps:
    """What the console is given."""
    in_force = copy(_shipped())
    canned, scorecard = in_force.now.canned, in_force.now.scorecard
    in_force.put(BusinessSettings(house, canned, scorecard))
    watch = SettingsWatch(database, in_force)

    async def take_up() -> None:
        await watch.look(clock())

    return ConsoleDeps(
        database=database,
        login=Login(database, Passwords(), BOX),
        house=house,
        wording=load_console_wording(DATA / "console"),
        name_of=name_of,
        clock=clock,
        scorecard=scorecard,
        canned=canned,
        documents=DocumentAccess(in_force, take_up, INSTALLATION, False, bot_name, STARTERS),
    )


def mounted(deps: ConsoleDeps) -> Starlette:
    """The console where it is mounted."""
    return Starlette(routes=[Mount("/console", build_console(deps))])

"""The console with all that it is given but customers: for tests, pictures and benchmarks."""

from collections.abc import Callable
from datetime import datetime

from starlette.applications import Starlette
from starlette.routing import Mount

from actions.casework.canned import load_canned
from actions.quality.scorecard import load_scorecard
from actions.settings.house import House
from actions.staff.login import Login
from actions.staff.passwords import Passwords
from bot.console.console_app import build_console
from bot.console.console_texts import load_console_wording, name_of
from bot.console.web.console_parts import ConsoleDeps
from store.engine.database import Database
from tests.house import DATA
from tests.secret import BOX


def console_deps(database: Database, house: House, clock: Callable[[], datetime]) -> ConsoleDeps:
    """What the console is given."""
    return ConsoleDeps(
        database=database,
        login=Login(database, Passwords(), BOX),
        house=house,
        wording=load_console_wording(DATA / "console"),
        name_of=name_of,
        clock=clock,
        scorecard=load_scorecard(DATA / "scorecard.yml"),
        canned=load_canned(DATA / "canned.yml"),
    )


def mounted(deps: ConsoleDeps) -> Starlette:
    """The console where it is mounted."""
    return Starlette(routes=[Mount("/console", build_console(deps))])

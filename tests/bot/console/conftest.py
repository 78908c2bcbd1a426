"""The console on a small database, and browsers that visit it."""

from collections.abc import AsyncIterator, Callable
from datetime import datetime
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select
from starlette.applications import Starlette
from starlette.requests import Request

from actions.settings.house import House
from actions.staff.passwords import LANES, MEMORY_KIB, PASSES
from actions.staff.roster import add_member
from bot.console.web.console_parts import ConsoleDeps, Site
from bot.console.web.visit import Visit
from nlu.contract.labels import Language
from store.engine.database import Database
from store.models.staff import AuditEntry, Role
from tests.bot.chromium import chromium
from tests.bot.console.browser import NAMES, PASSWORD, Browser, Browsers, Clock
from tests.bot.console.chromium import open_page, url
from tests.bot.console.furnished import console_deps, mounted
from tests.bot.console.scene import Scene, set_scene

__all__ = ["chromium", "open_page", "url"]  # fixtures that are in another module


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """The pages are the same on any database; what they read is tested on both with the queries."""
    return f"sqlite:///{tmp_path / 'huifang.db'}"


@pytest.fixture
def clock(now: datetime) -> Clock:
    """The clock of the console."""
    return Clock(now)


@pytest.fixture
def deps(database: Database, house: House, clock: Clock) -> ConsoleDeps:
    """What the console is given."""
    return console_deps(database, house, clock)


@pytest.fixture
def site(deps: ConsoleDeps) -> Starlette:
    """The console where it is mounted."""
    return mounted(deps)


@pytest.fixture(scope="session")
def password_hash() -> str:
    """The hash of `PASSWORD`, made once since it takes long."""
    hasher = PasswordHasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=LANES)
    return hasher.hash(PASSWORD)


@pytest.fixture
async def staff(database: Database, now: datetime, password_hash: str) -> None:
    """One member of staff of each role, all with `PASSWORD`."""
    async with database.transaction() as session:
        for role, name in NAMES.items():
            await add_member(session, name, role, password_hash, now)


@pytest.fixture
async def scene(database: Database, now: datetime) -> Scene:
    """Customers, cases and surveys."""
    return await set_scene(database, now)


@pytest.fixture
async def browsers(site: Starlette) -> AsyncIterator[Browsers]:
    """Opens browsers, and closes them in the end."""
    opened = Browsers(site)
    yield opened
    await opened.close()


@pytest.fixture
def browser(browsers: Browsers) -> Browser:
    """A browser without any cookies."""
    return browsers.open()


@pytest.fixture
async def reviewer(browsers: Browsers, staff: None) -> Browser:
    """A browser in which a quality reviewer is logged in."""
    return await browsers.logged_in(Role.REVIEWER)


@pytest.fixture
async def administrator(browsers: Browsers, staff: None, scene: Scene) -> Browser:
    """A browser in which an administrator is logged in."""
    return await browsers.logged_in(Role.ADMINISTRATOR)


async def audited(database: Database) -> list[tuple[str, str]]:
    async with database.reading() as session:
        entries = select(AuditEntry.actor, AuditEntry.action).where(AuditEntry.action != "staff.logged_in")
        rows = await session.execute(entries.order_by(AuditEntry.id))
        return [(actor, action) for actor, action in rows.tuples() if actor != "system"]


@pytest.fixture
def visit(deps: ConsoleDeps, clock: Clock) -> Callable[..., Visit]:
    """Make a visit of a stranger, in a language and with parameters in the address."""
    site = Site.of(deps)

    def made(language: Language = Language.EN, query: str = "") -> Visit:
        scope = {"type": "http", "root_path": "/console", "headers": [], "query_string": query.encode()}
        return Visit(Request(scope), site, clock.now, language, deps.house.zone, None, "")

    return made

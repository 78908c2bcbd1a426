"""What the roles of one process share."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

from actions.house import House
from actions.wording import Wording
from bot.telegram.profile import Profile
from bot.wiring.documents import read_documents
from bot.wiring.plan import Plan
from bot.worker.bell import Bell
from nlu.client import NluClient
from store.database import Database


@dataclass(frozen=True, slots=True)
class Bells:
    """Rung when something arrived, is to go out, or was scheduled."""

    arrived: Bell = field(default_factory=Bell)
    effects: Bell = field(default_factory=Bell)
    scheduled: Bell = field(default_factory=Bell)


@dataclass(slots=True)
class Presence:
    """What becomes known while we run: who the bot is, and when Telegram last answered the poller."""

    username: str | None = None
    last_polled: Callable[[], datetime | None] = field(default=lambda: None)


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything that is built once a process."""

    plan: Plan
    house: House
    wording: Wording
    profile: Profile
    database: Database
    classifier: NluClient
    bells: Bells = field(default_factory=Bells)
    presence: Presence = field(default_factory=Presence)


@asynccontextmanager
async def opened(plan: Plan) -> AsyncIterator[Parts]:
    """The parts of a plan; what was opened is closed at the end.

    Raises:
        DataError: files under data/ are wrong; all problems are named.
    """
    documents = read_documents(plan.settings)
    database = Database.at(plan.settings.database_url)
    try:
        async with NluClient(plan.nlu_url) as classifier:
            yield Parts(plan, documents.house, documents.wording, documents.profile, database, classifier)
    finally:
        await database.close()

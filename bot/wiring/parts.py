"""The objects that the roles of one process share."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

from actions.answers.finding.finder import AnswerFinder
from actions.documents.settings_in_force import SettingsInForce
from actions.documents.settings_watch import SettingsWatch
from actions.settings.house import House
from actions.settings.text_files import Wording
from bot.telegram.bot_profile import Profile
from bot.timing.bell import Bell
from bot.wiring.data_files import DataFiles, read_data_files
from bot.wiring.plan import Plan
from bot.wiring.storage.object_storage import build_objects
from bot.wiring.timed_parts import ProcessMetrics
from nlu.client import NluClient
from store.engine.database import Database
from store.engine.single_process import single_process
from store.models.queues import Flow
from store.objects.object_store import ObjectStore
from store.queues.lanes import keep_lanes_in_memory


@dataclass(frozen=True, slots=True)
class Bells:
    """The bells of the worker's loops: for updates, for messages to send, and for surveys."""

    arrived: Bell = field(default_factory=Bell)
    effects: Bell = field(default_factory=Bell)
    scheduled: Bell = field(default_factory=Bell)

    def ring_for(self, flow: Flow) -> None:
        """Ring for work in this direction, made by another process."""
        (self.arrived if flow is Flow.IN else self.effects).ring()


@dataclass(slots=True)
class RuntimeState:
    """What is known only while the process runs.

    The bot's user name, whether Telegram has accepted the webhook, and when it last answered the poller.
    """

    username: str | None = None
    is_delivered_to: bool = False
    last_polled: Callable[[], datetime | None] = field(default=lambda: None)
    # What the worker of this process finds answers with.
    finder: AnswerFinder | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """The objects that are built once in a process."""

    plan: Plan
    in_force: SettingsInForce
    wording: Wording
    profile: Profile
    database: Database
    classifier: NluClient
    published: SettingsWatch
    # Where files of staff lie outside of the database; None where they stay in it.
    objects: ObjectStore | None
    bells: Bells = field(default_factory=Bells)
    state: RuntimeState = field(default_factory=RuntimeState)
    measures: ProcessMetrics = field(default_factory=ProcessMetrics)

    @classmethod
    def made_of(cls, plan: Plan, documents: DataFiles, database: Database, classifier: NluClient) -> "Parts":
        """Build the parts from the data files and the open connections."""
        return cls(
            plan,
            documents.in_force,
            documents.wording,
            documents.profile,
            database,
            classifier,
            SettingsWatch(database, documents.in_force),
            build_objects(plan.settings),
        )

    @property
    def house(self) -> House:
        """Return the house that is in force now; work that has begun keeps the one that it was given."""
        return self.in_force.now.house


@asynccontextmanager
async def open_parts(plan: Plan) -> AsyncIterator[Parts]:
    """Open the parts of a plan, and close them at the end.

    Raises:
        DataError: files under data/ are wrong; all problems are named.
        AlreadyAtWork: another process works on the same SQLite file.
    """
    documents = read_data_files(plan.settings)
    database = Database.at(plan.settings.database_url)
    try:
        async with NluClient(plan.nlu_url) as classifier:
            with single_process(database):
                if database.is_sqlite:
                    keep_lanes_in_memory(database)
                yield Parts.made_of(plan, documents, database, classifier)
    finally:
        await database.close()

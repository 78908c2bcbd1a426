"""One run: customers act, processes die, and after every few kills the books are compared."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from actions.settings.replies import Reply, load_replies
from bot.sandbox.control.sandbox_client import SandboxClient
from nlu.contract.labels import Language
from store.engine.database import Database
from tests.chaos.audit import Findings, audit
from tests.chaos.books import read_books, settled
from tests.chaos.chats import Chats
from tests.chaos.customers import Customers
from tests.chaos.progress import Progress
from tests.chaos.script import kill
from tests.chaos.staff_group import StaffGroup
from tests.chaos.topic_audit import RoomTalk
from tests.chaos.victims import Victims, victims
from tests.conftest import DATA
from tests.journeys.installation import installed
from tests.ports import free_ports
from tests.postgres import Postgres

BETWEEN_CHECKS = 25
# Longer than leases last, than a server's pauses after an absence, and than a full room needs to catch up.
PATIENCE = 240.0
# How long after its start the application is killed at most. A topic needs some looks of the room's loop.
LONGEST, LONGEST_IN_ROOM = 0.8, 3.0
ROUND = 10.0
CALM = 1.0
REPLIES = load_replies(DATA / "replies")
ACKNOWLEDGEMENTS = frozenset(
    REPLIES.worded(language, Reply.NOT_YET, number)
    for language in Language
    for number in range(REPLIES.count(language, Reply.NOT_YET))
)


@dataclass(frozen=True, slots=True)
class Kills:
    """How often processes are killed: in `all`, and before the staff room is tied."""

    all: int
    before_room: int


@dataclass(frozen=True, slots=True)
class Talks:
    """How much went through the staff room: customers, their texts, and the answers of staff.

    `empty` are topics that a process made and died before it noted them, `troubles` what happened to the room
    and how often.
    """

    customers: int = 0
    texts: int = 0
    answers: int = 0
    empty: int = 0
    troubles: tuple[tuple[str, int], ...] = ()

    def __str__(self) -> str:
        troubles = "".join(f", {name} {times}" for name, times in self.troubles)
        return (
            f"{self.customers} topics with {self.texts} texts and {self.answers} answers, "
            f"{self.empty} empty topics{troubles}"
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run has shown."""

    seed: int
    kills: int
    messages: int
    talks: Talks
    findings: Findings
    seconds: float

    def __str__(self) -> str:
        found = self.findings
        return (
            f"kills {self.kills}, messages {self.messages}, {self.talks}, lost {len(found.lost)}, "
            f"doubled {len(found.doubled)}, unknown {len(found.unknown)}, seed {self.seed}"
        )


@dataclass
class Scene:
    """Who takes part in a run: the crowd, and from some moment on those who talk with staff instead."""

    seed: int
    victims: Victims
    customers: Customers
    staff: StaffGroup
    database: Database
    begun: float

    def let_in(self) -> None:
        """Let customers come: those of the staff room once it is tied, since each open case has a topic."""
        (self.staff if self.staff.group else self.customers).errands.open()

    async def check(self, kills: int) -> Outcome:
        """Wait until everything has had its effect, and compare. What is only late is waited for."""
        await self.victims.recovered()
        end = time.monotonic() + PATIENCE
        await self._calm(end)
        while (findings := await self._findings()).lost and time.monotonic() < end:
            await asyncio.sleep(CALM)
        messages = sum(deed.texts for deed in self.customers.deeds.values())
        seconds = time.monotonic() - self.begun
        return Outcome(self.seed, kills, messages, await self._talks(), findings, seconds)

    async def _findings(self) -> Findings:
        chats, staff = self.customers.chats, self.staff
        return audit(
            self.customers.deeds.values(),
            chats.delivered,
            self.customers.progress.sent,
            await read_books(self.database),
            ACKNOWLEDGEMENTS,
            RoomTalk(staff.troubles.groups, list(staff.visits.values()), list(chats.lines()))
            if staff.group
            else None,
        )

    async def _talks(self) -> Talks:
        if not self.staff.group:
            return Talks()
        visits = self.staff.visits.values()
        made = await self.staff.telegram.topics(self.staff.group)
        return Talks(
            len(visits),
            sum(len(visit.texts) for visit in visits),
            sum(len(visit.answers) for visit in visits),
            len(made) - len(visits),
            tuple(sorted(self.staff.troubles.happened.items())),
        )

    async def _calm(self, end: float) -> None:
        while (left := end - time.monotonic()) > 0:
            for errands in (self.customers.errands, self.staff.errands):
                await errands.close()
            known = len(self.customers.progress.sent)
            if not await settled(self.database, known, min(left, ROUND)):
                continue
            await asyncio.sleep(CALM)  # a reply may make a customer tap, and staff answer
            if known == len(self.customers.progress.sent):
                return


async def chaos(
    folder: Path, seed: int, kills: Kills, postgres: Postgres | None, tell: Callable[[str], None]
) -> Outcome:
    """Kill so many times; stops early where something was lost or doubled. `tell` hears of every check."""
    outcome = Outcome(seed, 0, 0, Talks(), Findings((), (), ()), 0.0)
    async with _scene(folder, seed, postgres) as scene:
        for number in range(1, kills.all + 1):
            in_room = number > kills.before_room
            if in_room and not scene.staff.group:
                await scene.staff.tie(scene.database)
            scene.let_in()
            longest = LONGEST_IN_ROOM if in_room else LONGEST
            await scene.victims.suffer(kill(seed, number, postgres=postgres is not None, longest=longest))
            if number % BETWEEN_CHECKS and number not in {kills.all, kills.before_room}:
                continue
            outcome = await scene.check(number)
            tell(f"{outcome} ({outcome.seconds:.0f} s)")
            if outcome.findings.lost or outcome.findings.doubled:
                break
    return outcome


@asynccontextmanager
async def _scene(folder: Path, seed: int, postgres: Postgres | None) -> AsyncIterator[Scene]:
    settings = {"HUIFANG_DATABASE_URL": postgres.url} if postgres else {}
    async with installed(folder, free_ports(), **settings) as installation:
        key = await installation.api_key("till-1")
        database = Database.at(installation.environment["HUIFANG_DATABASE_URL"])
        progress = Progress(database)
        async with (
            victims(installation, free_ports()[0], postgres, progress) as doomed,
            SandboxClient.at(installation.sandbox_url) as telegram,
        ):
            chats = Chats(telegram)
            customers = Customers(telegram, chats, installation.site, key, seed, progress)
            staff = StaffGroup(telegram, chats, progress, seed)
            works = (customers.act, staff.act, chats.watch, progress.watch)
            background = [asyncio.create_task(work()) for work in works]
            try:
                yield Scene(seed, doomed, customers, staff, database, time.monotonic())
            finally:
                for task in background:
                    task.cancel()
                await asyncio.gather(*background, return_exceptions=True)
                await database.close()

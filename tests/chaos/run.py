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
from tests.chaos.customers import Customers
from tests.chaos.progress import Progress
from tests.chaos.script import kill
from tests.chaos.victims import Victims, victims
from tests.conftest import DATA
from tests.journeys.installation import installed
from tests.ports import free_ports
from tests.postgres import Postgres

BETWEEN_CHECKS = 25
PATIENCE = 180.0  # longer than leases last, and than a server's pauses after an absence
ROUND = 10.0
CALM = 1.0
REPLIES = load_replies(DATA / "replies")
ACKNOWLEDGEMENTS = frozenset(
    REPLIES.worded(language, Reply.NOT_YET, number)
    for language in Language
    for number in range(REPLIES.count(language, Reply.NOT_YET))
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run has shown."""

    seed: int
    kills: int
    messages: int
    findings: Findings
    seconds: float

    def __str__(self) -> str:
        found = self.findings
        return (
            f"kills {self.kills}, messages {self.messages}, lost {len(found.lost)}, "
            f"doubled {len(found.doubled)}, unknown {len(found.unknown)}, seed {self.seed}"
        )


@dataclass
class Scene:
    """Who takes part in a run."""

    seed: int
    victims: Victims
    customers: Customers
    database: Database
    begun: float

    async def check(self, kills: int) -> Outcome:
        """Wait until everything has had its effect, compare, and let customers go on."""
        await self.victims.recovered()
        await self._calm()
        customers = self.customers
        findings = audit(
            customers.deeds.values(),
            customers.delivered,
            customers.progress.sent,
            await read_books(self.database),
            ACKNOWLEDGEMENTS,
        )
        messages = sum(deed.texts for deed in customers.deeds.values())
        customers.open()
        return Outcome(self.seed, kills, messages, findings, time.monotonic() - self.begun)

    async def _calm(self) -> None:
        end = time.monotonic() + PATIENCE
        while (left := end - time.monotonic()) > 0:
            await self.customers.close()
            known = len(self.customers.progress.sent)
            if not await settled(self.database, known, min(left, ROUND)):
                continue
            await asyncio.sleep(CALM)  # a reply may make a customer tap
            if known == len(self.customers.progress.sent):
                return


async def chaos(
    folder: Path, seed: int, kills: int, postgres: Postgres | None, tell: Callable[[str], None]
) -> Outcome:
    """Kill so many times; stops early where something was lost or doubled. `tell` hears of every check."""
    outcome = Outcome(seed, 0, 0, Findings((), (), ()), 0.0)
    async with _scene(folder, seed, postgres) as scene:
        for number in range(1, kills + 1):
            await scene.victims.suffer(kill(seed, number, postgres=postgres is not None))
            if number % BETWEEN_CHECKS and number != kills:
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
            customers = Customers(telegram, installation.site, key, seed, progress)
            works = (customers.act, customers.watch, progress.watch)
            background = [asyncio.create_task(work()) for work in works]
            customers.open()
            try:
                yield Scene(seed, doomed, customers, database, time.monotonic())
            finally:
                for task in background:
                    task.cancel()
                await asyncio.gather(*background, return_exceptions=True)
                await database.close()

"""Two machines with separate checkouts, which share one PostgreSQL, one Telegram and one bucket."""

import asyncio
import re
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import httpx
from sqlalchemy import select

from actions.staff.roster import add_member
from actions.staff.sessions import open_session
from bot.sandbox.control.sandbox_client import SandboxClient
from nlu.training.checksum import seal_path
from nlu.training.model_registry import chosen
from store.engine.database import Database
from store.models.conversations import Conversation
from store.models.staff import Role
from tests.conftest import ROOT
from tests.journeys.installation import Process, installed
from tests.ports import free_port, free_ports
from tests.s3_server import BUCKET, KEY, SECRET

CODE = ("actions", "bot", "data", "nlu", "store", "config.yml", "domain.yml", "pyproject.toml")
FORM = re.compile(r'name="csrf" value="([^"]+)"')
LONGEST = 90.0  # seconds


@dataclass
class Machine:
    """One machine: its checkout, its processes, and the address of its console."""

    folder: Path
    site: str
    environment: dict[str, str]
    running: list[Process] = field(default_factory=list)

    @property
    def models(self) -> Path:
        """The folder of models of this machine."""
        return self.folder / "models"

    async def start(self, role: str, says: str) -> None:
        """Start a role, and wait until it says that it works."""
        process = await Process.start(self.folder, self.environment, role)
        self.running.append(process)
        await process.said(says)

    async def command(self, *arguments: str) -> int:
        """Run a command; its exit code."""
        return await (await Process.start(self.folder, self.environment, *arguments)).ended()

    async def until_chosen(self, model: str) -> None:
        """Wait until this model is the current one here."""
        await until(lambda: chosen(self.models) == model)

    @asynccontextmanager
    async def browser(self, token: str) -> AsyncIterator[httpx.AsyncClient]:
        """A browser at the console of this machine, with a member of staff signed in."""
        async with httpx.AsyncClient(
            base_url=f"{self.site}/console", cookies={"huifang": token}, trust_env=False, timeout=LONGEST
        ) as http:
            yield http


@dataclass
class TwoMachines:
    """Both machines, and what they share."""

    first: Machine
    second: Machine
    telegram: SandboxClient
    database: Database
    bucket: str

    async def token(self) -> str:
        """The session of a new administrator."""
        now = datetime.now(UTC)
        async with self.database.transaction() as session:
            staff = await add_member(session, "Ann", Role.ADMINISTRATOR, "-", now)
            return await open_session(session, staff.id, now)

    async def conversation(self) -> tuple[int, int]:
        """The only conversation, and its customer."""
        async with self.database.reading() as session:
            found = await session.execute(select(Conversation.id, Conversation.customer_id))
            talk, customer = found.tuples().one()
            return talk, customer


async def until(holds: Callable[[], bool]) -> None:
    """Wait until this is so."""
    async with asyncio.timeout(LONGEST):
        while not await asyncio.to_thread(holds):
            await asyncio.sleep(0.2)


async def secret_of(http: httpx.AsyncClient, page: str) -> str:
    """The secret of the forms of a page."""
    found = FORM.search((await http.get(page)).text)
    assert found is not None
    return found[1]


def add_model(machine: Machine, model: Path, name: str) -> None:
    """Put a trained model into the folder of a machine, under this name."""
    machine.models.mkdir(exist_ok=True)
    shutil.copyfile(model, machine.models / name)  # a copy is as old as the time of copying
    seal = seal_path(model).read_text(encoding="ascii").replace(model.name, name)
    seal_path(machine.models / name).write_text(seal, encoding="ascii")


@asynccontextmanager
async def two_machines(
    folder: Path, database_url: str, bucket: str, nlu_url: str
) -> AsyncIterator[TwoMachines]:
    """Two machines on which nothing runs yet; what is started is stopped at the end."""
    shared = {
        "HUIFANG_DATABASE_URL": database_url,
        "HUIFANG_NLU_URL": nlu_url,
        "HUIFANG_SECRET_KEY": "k" * 40,
        "HUIFANG_FILES": f"s3://{BUCKET}/files?endpoint={bucket}",
        "HUIFANG_FILES_KEY": KEY,
        "HUIFANG_FILES_SECRET": SECRET,
    }
    (folder / "telegram").mkdir()
    async with AsyncExitStack() as stack:
        installation = await stack.enter_async_context(installed(folder / "telegram", free_ports(), **shared))
        telegram = await stack.enter_async_context(SandboxClient.at(installation.sandbox_url))
        first, second = (_machine(folder / name, installation.environment) for name in ("first", "second"))
        database = Database.at(database_url)
        stack.push_async_callback(database.close)
        for machine in (first, second):
            stack.push_async_callback(_stop, machine)
        yield TwoMachines(first, second, telegram, database, bucket)


def _machine(folder: Path, environment: dict[str, str]) -> Machine:
    """A machine with a checkout of this code, and no models."""
    for name in CODE:
        place = ROOT / name
        if place.is_dir():
            shutil.copytree(place, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(place, folder / name)
    (folder / ".venv-nlu").symlink_to(ROOT / ".venv-nlu")
    port = free_port()
    return Machine(folder, f"http://127.0.0.1:{port}", {**environment, "HUIFANG_PORT": str(port)})


async def _stop(machine: Machine) -> None:
    for process in reversed(machine.running):
        await process.stop()

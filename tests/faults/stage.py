"""Where faults are played: the real application as a process, a database, and gates to all that it needs."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import Executable, Select, func, select, text
from sqlalchemy.ext.asyncio import create_async_engine

from actions.staff.api_keys import issue
from bot.sandbox.control.sandbox_client import SandboxClient
from bot.sandbox.server.event_feed import ChatEvent
from bot.sandbox.server.fault_plan import Fault
from store.engine.database import Database
from store.models.address import Address
from store.models.queues import Alarm, InboxItem, InboxStatus, OutboxItem, OutboxStatus
from tests.faults.gate import Gate, gate_to
from tests.journeys.installation import Installation, Process, installed
from tests.ports import free_ports

PATIENCE = 30.0
# On PostgreSQL a chat whose worker has died is taken up when its lease has ended.
LEASE = 60.0
CUT = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name")


@dataclass
class Stage:
    """One installation that faults of one kind share."""

    installation: Installation
    telegram: SandboxClient
    database: Database
    api: Gate
    nlu: Gate
    _key: str = field(default="", init=False)

    @property
    def application(self) -> Process:
        """The process."""
        assert self.installation.application is not None
        return self.installation.application

    async def start(self, module: str = "bot.cli", **environment: str) -> None:
        """Start the application and wait until it receives."""
        settings = {**self.installation.environment, **environment}
        self.installation.application = await Process.start(
            self.installation.folder, settings, "run", module=module
        )
        await self.application.said(
            "delivered by webhook" if "HUIFANG_TELEGRAM_WEBHOOK" in settings else '"polling"'
        )

    async def restart(self) -> None:
        """Kill it, and start it again."""
        await self.application.kill()
        await self.start()

    async def customer(self, language: str = "zh-hans") -> int:
        """A new customer."""
        return await self.telegram.customer("C", language)

    async def opened(self, language: str = "zh-hans") -> int:
        """A customer who has pressed start and was welcomed."""
        customer = await self.customer(language)
        await self.say(customer, "/start")
        return customer

    async def newest(self, customer: int) -> int:
        """The number of the newest event of a chat."""
        seen = await self.telegram.events(chat=customer)
        return seen[-1].seq if seen else 0

    async def say(self, customer: int, text: str, within: float = PATIENCE) -> ChatEvent:
        """Write, and wait for the next reply."""
        since = await self.newest(customer)
        await self.telegram.send_text(customer, text)
        return await self.telegram.wait_for_reply(customer, since, within)

    async def replies(self, customer: int) -> list[str]:
        """What the bot has said to a customer."""
        return [each.text for each in await self.telegram.replies(customer)]

    async def fault_is_over(self, within: float = PATIENCE) -> None:
        """Wait until all orders have hit."""
        async with asyncio.timeout(within):
            while await self.telegram.faults():
                await asyncio.sleep(0.05)

    async def rows(self, statement: Select[Any]) -> list[Any]:
        """What a query finds, one value a row."""
        async with self.database.reading() as session:
            return list(await session.scalars(statement))

    async def until(self, statement: Select[Any], wanted: object, within: float = PATIENCE) -> None:
        """Wait until a query finds this value."""
        found: object = None
        end = asyncio.get_running_loop().time() + within
        while asyncio.get_running_loop().time() < end:
            async with self.database.reading() as session:
                found = await session.scalar(statement)
            if found == wanted:
                return
            await asyncio.sleep(0.05)
        raise AssertionError(f"found {found!r}, not {wanted!r}; {self.application.lines[-20:]}")

    async def until_done(self, update_id: int | None, within: float = PATIENCE) -> None:
        """Wait until an update has had its effect."""
        await self.until(
            select(InboxItem.status).where(InboxItem.update_id == update_id), InboxStatus.DONE, within
        )

    async def until_calm(self, customer: int, within: float = PATIENCE) -> None:
        """Wait until nothing of a chat is on its way."""
        unsettled = (OutboxStatus.PENDING, OutboxStatus.SENDING)
        on_its_way = select(func.count()).where(
            OutboxItem.address == Address(customer), OutboxItem.status.in_(unsettled)
        )
        await self.until(on_its_way, 0, within)

    async def until_sends(
        self, customer: int, status: OutboxStatus, count: int = 1, within: float = PATIENCE
    ) -> None:
        """Wait until so many rows for a chat have this status."""
        statement = select(func.count()).where(
            OutboxItem.address == Address(customer), OutboxItem.status == status
        )
        await self.until(statement, count, within)

    async def until_said(self, words: str, since: int, within: float = PATIENCE) -> None:
        """Wait until the application says this after so many lines."""
        async with asyncio.timeout(within):
            while not any(words in line for line in self.application.lines[since:]):
                await asyncio.sleep(0.05)

    async def alarms(self, kind: str) -> list[str]:
        """The subjects of the open alarms of this kind."""
        return await self.rows(select(Alarm.subject).where(Alarm.kind == kind, Alarm.cleared_at.is_(None)))

    async def until_alarm(self, kind: str, within: float = PATIENCE) -> None:
        """Wait until there is one alarm of this kind."""
        statement = select(func.count()).where(Alarm.kind == kind, Alarm.cleared_at.is_(None))
        await self.until(statement, 1, within)

    @asynccontextmanager
    async def absent(self) -> AsyncIterator[None]:
        """A database without commits: locked on SQLite, closed to all on PostgreSQL."""
        if self.database.is_sqlite:
            async with self.database.engine.connect() as connection:
                await connection.execute(text("SELECT 1"))  # each transaction begins with a write lock
                yield
                await connection.rollback()
            return
        url = self.database.engine.url
        elsewhere = create_async_engine(url.set(database="postgres"), isolation_level="AUTOCOMMIT")
        async with elsewhere.connect() as connection:
            await connection.execute(text(f'ALTER DATABASE "{url.database}" ALLOW_CONNECTIONS false'))
            await connection.execute(CUT, {"name": url.database})
            try:
                yield
            finally:
                await connection.execute(text(f'ALTER DATABASE "{url.database}" ALLOW_CONNECTIONS true'))
        await elsewhere.dispose()

    async def write(self, statement: Executable) -> None:
        """Change the database from outside."""
        async with self.database.transaction() as session:
            await session.execute(statement)

    async def order(self, **fields: Any) -> None:
        """Order trouble."""
        await self.telegram.fault(Fault(**fields))

    async def service_ended(
        self, customer: int, number: str, ended_at: datetime | None = None
    ) -> Mapping[str, Any]:
        """Tell as a till does; what was decided."""
        if not self._key:
            async with self.database.transaction() as session:
                self._key = await issue(session, "till", datetime.now(UTC))
        body = {
            "source": "till",
            "id": number,
            "customer": {"telegram_id": customer},
            "ended_at": (ended_at or datetime.now(UTC) - timedelta(minutes=1)).isoformat(),
        }
        headers = {"Authorization": f"Bearer {self._key}"}
        async with httpx.AsyncClient(
            base_url=self.installation.site, headers=headers, trust_env=False, timeout=30
        ) as http:
            answer = await http.post("/api/v1/services/ended", json=body)
        told: Mapping[str, Any] = answer.json()
        return told

    async def asked(self, customer: int, number: str) -> ChatEvent:
        """The rating question that follows from a service."""
        since = await self.newest(customer)
        await self.service_ended(customer, number)
        return await self.telegram.wait_for(customer, lambda event: bool(event.buttons), since, PATIENCE)


def rating(question: ChatEvent, number: int) -> str:
    """The data of the button that gives this rating."""
    return next(data for data in question.buttons.values() if data.endswith(f":satisfaction:{number}"))


@asynccontextmanager
async def staged(folder: Path, database_url: str, nlu_url: str, **settings: str) -> AsyncIterator[Stage]:
    """A stage whose application is not started yet."""
    ports = free_ports()
    async with (
        installed(folder, ports, HUIFANG_DATABASE_URL=database_url, **settings) as installation,
        gate_to(installation.sandbox_url) as api,
        gate_to(nlu_url) as nlu,
        SandboxClient.at(installation.sandbox_url) as telegram,
    ):
        installation.environment |= {"HUIFANG_TELEGRAM_API": api.url, "HUIFANG_NLU_URL": nlu.url}
        database = Database.at(database_url)
        try:
            yield Stage(installation, telegram, database, api, nlu)
        finally:
            await database.close()
            if installation.application is not None:
                await installation.application.kill()

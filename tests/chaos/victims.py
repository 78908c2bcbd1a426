"""The processes that are killed and started again; the sandbox and the customers live on."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from tests.chaos.progress import Progress
from tests.chaos.script import Kill, Target
from tests.journeys.installation import Installation, Process
from tests.postgres import Postgres

COMMANDS = {Target.APPLICATION: ("run",), Target.WORKER: ("worker",)}
AT_WORK = {Target.APPLICATION: '"polling"', Target.WORKER: "worker started"}
LONGEST_START = 120.0
LONGEST_WORK = 5.0


@dataclass
class Victims:
    """What can be killed. On PostgreSQL there is a worker besides the application, as there may be many."""

    installation: Installation
    nlu_port: int
    postgres: Postgres | None
    progress: Progress
    running: dict[Target, Process] = field(default_factory=dict)
    _returning: dict[Target, asyncio.Task[None]] = field(default_factory=dict)

    async def start(self) -> None:
        """Start everything and wait until messages are understood."""
        await self._start_nlu()
        self.running[Target.APPLICATION] = await self._start(Target.APPLICATION)
        await self.running[Target.APPLICATION].said("Ready.")
        if self.postgres is not None:
            self.running[Target.WORKER] = await self._start(Target.WORKER)

    async def suffer(self, order: Kill) -> None:
        """Kill at the moment that is ordered, and start again at once."""
        if not order.while_starting:
            await self.at_work()
        begun = self.progress.done
        await asyncio.sleep(order.after)
        if not order.while_starting:
            await self.progress.reach(begun + order.effects, LONGEST_WORK)
        for target in sorted(order.targets):
            await self._kill(target)
        for target in sorted(order.targets & COMMANDS.keys()):
            self.running[target] = await self._start(target)

    async def at_work(self) -> None:
        """Wait until all have taken up their work."""
        for target, words in AT_WORK.items():
            if target in self.running:
                await self._said(target, words)

    async def recovered(self) -> None:
        """Wait until everything is there again."""
        await asyncio.gather(*self._returning.values())
        await self.at_work()

    async def stop(self) -> None:
        """Stop all that runs."""
        await asyncio.gather(*self._returning.values(), return_exceptions=True)
        for process in self.running.values():
            await process.kill()

    async def _kill(self, target: Target) -> None:
        if target in COMMANDS:
            await self.running[target].kill()
            return
        if target in self._returning:
            await self._returning[target]  # it is not back from the last time
        revive = self._kill_postgres if target is Target.POSTGRES else self._kill_nlu
        self._returning[target] = asyncio.create_task(await revive())

    async def _kill_postgres(self) -> Coroutine[None, None, None]:
        assert self.postgres is not None
        await asyncio.to_thread(self.postgres.kill)
        return asyncio.to_thread(self.postgres.revive)

    async def _kill_nlu(self) -> Coroutine[None, None, None]:
        await self.running[Target.NLU].kill()
        return self._start_nlu()

    async def _start_nlu(self) -> None:
        process = await Process.start(self.installation.folder, {}, "nlu", "--port", str(self.nlu_port))
        self.running[Target.NLU] = process
        await process.said("ready ", LONGEST_START)

    async def _start(self, target: Target) -> Process:
        return await Process.start(self.installation.folder, self.installation.environment, *COMMANDS[target])

    async def _said(self, target: Target, words: str) -> None:
        """Wait for these words, and start again what has given up because the database was away."""
        while True:
            process = self.running[target]
            try:
                await process.said(words, LONGEST_START)
            except AssertionError:
                if not process.has_hung_up:
                    raise
                await asyncio.sleep(0.3)
                self.running[target] = await self._start(target)
            else:
                return


@asynccontextmanager
async def victims(
    installation: Installation, nlu_port: int, postgres: Postgres | None, progress: Progress
) -> AsyncIterator[Victims]:
    """Everything running; what still runs at the end is stopped."""
    installation.environment["HUIFANG_NLU_URL"] = f"http://127.0.0.1:{nlu_port}"
    made = Victims(installation, nlu_port, postgres, progress)
    try:
        await made.start()
        yield made
    finally:
        await made.stop()

"""Huifang as an operator has it: real processes, a real model, a database, the sandbox as Telegram."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from tests.conftest import ROOT

BOT_TOKEN = "1000:sandbox"
LONGEST_START = 90.0
API_KEY = re.compile(r"\bhf_\S+")


@dataclass
class Process:
    """A running `huifang` command and what it printed."""

    process: asyncio.subprocess.Process
    lines: list[str] = field(default_factory=list)
    _reading: asyncio.Task[None] | None = None

    @classmethod
    async def start(
        cls, folder: Path, environment: Mapping[str, str], *arguments: str, module: str = "bot.cli"
    ) -> "Process":
        started = cls(
            await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                module,
                *arguments,
                cwd=folder,
                env={
                    **_harmless(),
                    "HUIFANG_HOME": str(folder / "var"),
                    **environment,
                    "PYTHONPATH": str(ROOT),
                },
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.STDOUT,
            )
        )
        started._reading = asyncio.create_task(started._read())
        return started

    async def said(self, words: str, within: float = LONGEST_START) -> str:
        """The first line with these words; waits for it."""
        deadline = asyncio.get_running_loop().time() + within
        while asyncio.get_running_loop().time() < deadline:
            for line in self.lines:
                if words in line:
                    return line
            if self.has_hung_up:
                break
            await asyncio.sleep(0.05)
        raise AssertionError(f"it did not say {words!r}: {self.lines}")

    @property
    def has_hung_up(self) -> bool:
        """Whether it will say nothing more, since it has ended or is about to."""
        return self._reading is not None and self._reading.done()

    async def kill(self) -> None:
        """End it as a power cut would, if it has not ended by itself."""
        with suppress(ProcessLookupError):
            self.process.kill()
        await self.process.wait()

    async def stop(self) -> int:
        """End it as an operator would; its exit code."""
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
        return await self.ended()

    async def ended(self, within: float = 70.0) -> int:
        """Its exit code, once it has ended and all that it said was read."""
        async with asyncio.timeout(within):
            code = await self.process.wait()
            if self._reading is not None:
                await self._reading
        return code

    async def _read(self) -> None:
        assert self.process.stdout is not None
        while line := await self.process.stdout.readline():
            self.lines.append(line.decode(errors="replace").rstrip())


@dataclass
class Installation:
    """One folder with one database, one sandbox, and the application when it is started."""

    folder: Path
    environment: dict[str, str]
    sandbox: Process
    application: Process | None = None

    @property
    def sandbox_url(self) -> str:
        return self.environment["HUIFANG_TELEGRAM_API"]

    @property
    def site(self) -> str:
        return f"http://127.0.0.1:{self.environment['HUIFANG_PORT']}"

    async def start(self) -> Process:
        """Start everything and wait until messages are understood."""
        self.application = await Process.start(self.folder, self.environment, "run")
        await self.application.said("Ready.")
        return self.application

    async def command(self, *arguments: str) -> str:
        """What a command printed; it has to succeed."""
        process = await Process.start(self.folder, self.environment, *arguments)
        code = await process.ended(60)
        assert code == 0, process.lines
        return "\n".join(process.lines)

    async def api_key(self, name: str) -> str:
        """A new key for the API; other lines that are printed, such as warnings, may stand around it."""
        found = API_KEY.search(await self.command("key", "add", name))
        assert found is not None
        return found[0]

    async def get(self, path: str) -> httpx.Response:
        """A page or an API answer."""
        async with httpx.AsyncClient(base_url=self.site, trust_env=False, timeout=30) as http:
            return await http.get(path)


@asynccontextmanager
async def installed(folder: Path, ports: tuple[int, int], **settings: str) -> AsyncIterator[Installation]:
    """An installation with its sandbox running; what was started is stopped at the end."""
    environment = {
        "HUIFANG_TELEGRAM_API": f"http://127.0.0.1:{ports[0]}",
        "HUIFANG_TELEGRAM_TOKEN": BOT_TOKEN,
        "HUIFANG_PORT": str(ports[1]),
        "HUIFANG_DATABASE_URL": f"sqlite:///{folder / 'huifang.db'}",
        "HUIFANG_SURVEY_DELAY": "0s",
        "HUIFANG_QUIET_HOURS": "off",
        **settings,
    }
    sandbox = await Process.start(folder, {}, "sandbox", "--port", str(ports[0]), "--rates", "off")
    try:
        await sandbox.said("Bot API")
        installation = Installation(folder, environment, sandbox)
        try:
            yield installation
        finally:
            if installation.application is not None:
                await installation.application.stop()
    finally:
        await sandbox.stop()


def _harmless() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("HUIFANG_")}

"""What is compared: Huifang as an operator runs it, and stock Rasa; each behind a separate sandbox."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import yaml

from benchmarks.peer.training import trained_model
from bot.wiring.children import rasa_python
from bot.wiring.data_files import ROOT
from tests import postgres
from tests.journeys.installation import BOT_TOKEN, Installation, Process, installed
from tests.ports import free_ports

# Telegram lets a bot send 30 messages a second; what the software can do beyond that is measured without it.
UNLIMITED = "10000"
USERNAME = "huifang_sandbox_bot"
LONGEST_START = 240.0


@dataclass(frozen=True, slots=True)
class System:
    """A running system: where its sandbox is, and its process ids by name."""

    sandbox_url: str
    pids: Mapping[str, int]


Start = Callable[[], AbstractAsyncContextManager[System]]


@asynccontextmanager
async def huifang_on_sqlite() -> AsyncIterator[System]:
    """`huifang run` and an NLU server."""
    async with _installation(None) as (installation, nlu):
        application = await installation.start()
        yield System(installation.sandbox_url, _pids(nlu, application=application))


@asynccontextmanager
async def _huifang_on_postgres(workers: int) -> AsyncIterator[System]:
    with postgres.running() as server:
        async with _installation(server.url) as (installation, nlu), AsyncExitStack() as stack:
            settings = (installation.folder, installation.environment)
            processes = {"intake": await Process.start(*settings, "telegram")}
            stack.push_async_callback(processes["intake"].stop)
            await processes["intake"].said('"polling"')
            for number in range(1, workers + 1):
                one = processes[f"worker {number}"] = await Process.start(*settings, "worker")
                stack.push_async_callback(one.stop)
                await one.said("worker started")
            yield System(installation.sandbox_url, _pids(nlu, **processes))


def huifang_on_postgres(workers: int) -> Start:
    """An intake, so many workers, and one NLU server for all of them."""
    return lambda: _huifang_on_postgres(workers)


@asynccontextmanager
async def stock_rasa() -> AsyncIterator[System]:
    """Rasa with its own Telegram channel and its SQL tracker store."""
    model = await asyncio.to_thread(trained_model)
    with tempfile.TemporaryDirectory(prefix="huifang-peer-") as made:
        folder, (port, sandbox_port) = Path(made), free_ports()
        sandbox = await Process.start(folder, {}, "sandbox", "--port", str(sandbox_port), "--rates", "off")
        await sandbox.said("Bot API")
        sandbox_url = f"http://127.0.0.1:{sandbox_port}"
        _configure(folder, port, sandbox_url)
        rasa = await asyncio.create_subprocess_exec(
            *(str(rasa_python()), "-W", "ignore", "-m", "rasa", "run", "--quiet", "--model", str(model)),
            *("--interface", "127.0.0.1", "--port", str(port)),
            *("--endpoints", "endpoints.yml", "--credentials", "credentials.yml"),
            cwd=folder,
            env={"PATH": "/usr/bin:/bin", "HOME": str(folder), "PYTHONPATH": str(ROOT)},
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            await _answers(f"http://127.0.0.1:{port}/webhooks/telegram/", rasa)
            yield System(sandbox_url, {"rasa": rasa.pid})
        finally:
            if rasa.returncode is None:
                rasa.kill()
            await rasa.wait()
            await sandbox.stop()


@asynccontextmanager
async def _installation(database_url: str | None) -> AsyncIterator[tuple[Installation, Process]]:
    with tempfile.TemporaryDirectory(prefix="huifang-bench-") as made:
        nlu = await Process.start(ROOT, {}, "nlu", "--port", "0")
        try:
            url = (await nlu.said("ready ", LONGEST_START)).split()[-1]
            settings = {"HUIFANG_NLU_URL": url, "HUIFANG_SEND_RATE": UNLIMITED}
            if database_url is not None:
                settings["HUIFANG_DATABASE_URL"] = database_url
            async with installed(Path(made), free_ports(), **settings) as installation:
                yield installation, nlu
        finally:
            await nlu.stop()


def _pids(nlu: Process, **processes: Process) -> Mapping[str, int]:
    return {name: one.process.pid for name, one in {**processes, "NLU server": nlu}.items()}


def _configure(folder: Path, port: int, sandbox_url: str) -> None:
    tracker_store = {"type": "SQL", "dialect": "sqlite", "db": str(folder / "trackers.db")}
    channel = {
        "access_token": BOT_TOKEN,
        "verify": USERNAME,
        "webhook_url": f"http://127.0.0.1:{port}/webhooks/telegram/webhook",
        "api": sandbox_url,
    }
    files = {
        "endpoints.yml": {"tracker_store": tracker_store},
        "credentials.yml": {"benchmarks.peer.channel.SandboxTelegram": channel},
    }
    for name, content in files.items():
        (folder / name).write_text(yaml.safe_dump(content), encoding="utf-8")


async def _answers(url: str, process: asyncio.subprocess.Process) -> None:
    async with httpx.AsyncClient(trust_env=False) as http, asyncio.timeout(LONGEST_START):
        while process.returncode is None:
            try:
                if (await http.get(url)).status_code == httpx.codes.OK:
                    return
            except httpx.TransportError:
                await asyncio.sleep(0.5)
    raise RuntimeError("the peer has ended before it was ready")

"""The child processes that `huifang run` starts."""

import asyncio
import os
import socket
import sys
from contextlib import suppress
from pathlib import Path

from bot.process.child import Command
from bot.wiring.data_files import ROOT

LOOPBACK = "127.0.0.1"
LONGEST_START = 30.0


def rasa_python() -> Path:
    """Return the Python of Rasa's environment, which HUIFANG_NLU_PYTHON may name."""
    return Path(os.environ.get("HUIFANG_NLU_PYTHON", ROOT / ".venv-nlu" / "bin" / "python"))


def nlu_command(port: int) -> Command:
    """Return the command of the NLU server, on loopback and in Rasa's environment."""
    arguments = ["-W", "ignore", "-m", "nlu.serve", "--host", LOOPBACK, "--port", str(port), "--watch-stdin"]
    return Command("nlu", (str(rasa_python()), *arguments), ROOT, {})


def sandbox_command(port: int) -> Command:
    """Return the command of the sandbox: a stand-in for Telegram with a chat page."""
    arguments = ["sandbox", "--host", LOOPBACK, "--port", str(port), "--watch-stdin"]
    return Command("sandbox", (sys.executable, "-m", "bot.cli", *arguments), ROOT, {})


async def until_listening(port: int, within: float = LONGEST_START) -> None:
    """Wait until a process listens on this port of loopback, or until the time is over."""
    with suppress(TimeoutError):
        async with asyncio.timeout(within):
            while not await _listens(port):  # noqa: ASYNC110 - another process sets no event
                await asyncio.sleep(0.05)


async def _listens(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection(LOOPBACK, port)
    except OSError:
        return False
    writer.transport.abort()
    return True


def free_port() -> int:
    """Return a free port of loopback."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
    return port


def port_is_free(host: str, port: int) -> bool:
    """Return whether this process could listen there."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True

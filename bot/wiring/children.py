"""The processes that `huifang run` starts beside itself."""

import socket
import sys
from pathlib import Path

from bot.process.child import Command
from bot.wiring.documents import ROOT

LOOPBACK = "127.0.0.1"


def rasa_python() -> Path:
    """The Python of Rasa's environment."""
    return ROOT / ".venv-nlu" / "bin" / "python"


def nlu_command(port: int) -> Command:
    """The NLU server on loopback, in Rasa's environment."""
    arguments = ["-W", "ignore", "-m", "nlu.serve", "--host", LOOPBACK, "--port", str(port), "--watch-stdin"]
    return Command("nlu", (str(rasa_python()), *arguments), ROOT, {})


def sandbox_command(port: int) -> Command:
    """The stand-in for Telegram, with the chat page."""
    arguments = ["sandbox", "--host", LOOPBACK, "--port", str(port), "--watch-stdin"]
    return Command("sandbox", (sys.executable, "-m", "bot.cli", *arguments), ROOT, {})


def free_port() -> int:
    """A port of loopback on which nobody listens."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
    return port


def port_is_free(host: str, port: int) -> bool:
    """Whether we could listen there."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True

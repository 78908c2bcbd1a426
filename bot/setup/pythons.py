"""Looking for the two Pythons. What is on the path may be a shim that fails, so each is tried by running it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Iterator

from bot.setup.setup_error import SetupError

TRY = "import sys, venv; print('%d.%d' % sys.version_info[:2], sys.implementation.name)"
HELP = {
    "application": "Huifang needs CPython 3.11 or newer. Install one, for example with "
    "`apt install python3`, `brew install python@3.12`, `pyenv install 3.12` or `uv python install 3.12`.",
    "understanding": "Rasa 3.6 needs CPython 3.10 and none was found that works. Install one beside your "
    "own, for example with `pyenv install 3.10`, `uv python install 3.10`, `brew install python@3.10`, or "
    "`apt install python3.10 python3.10-venv`, or name one in HUIFANG_PYTHON310.",
}


def find_application_python() -> str:
    """The Python for the application: the one that runs this, else a newer one on the path.

    Raises:
        SetupError: there is none; the message says what to install.
    """
    if sys.version_info >= (3, 11) and works(sys.executable, minimum=(3, 11)):
        return sys.executable
    for minor in range(15, 10, -1):
        found = shutil.which(f"python3.{minor}")
        if found and works(found, minimum=(3, 11)):
            return found
    raise SetupError(f"{HELP['application']} (this is Python {sys.version_info[0]}.{sys.version_info[1]})")


def find_understanding_python() -> str:
    """A working CPython 3.10 for Rasa.

    Raises:
        SetupError: there is none; the message says what to install.
    """
    for candidate in candidates():
        if works(candidate, exactly=(3, 10)):
            return candidate
    raise SetupError(HELP["understanding"])


def candidates() -> Iterator[str]:
    """Where a CPython 3.10 may be, most explicit first."""
    named = os.environ.get("HUIFANG_PYTHON310")
    if named:
        yield named
    found = shutil.which("python3.10")
    if found:
        yield found
    for version in _lines("pyenv", "versions", "--bare"):
        if version.startswith("3.10."):
            for prefix in _lines("pyenv", "prefix", version):
                yield str(Path(prefix) / "bin" / "python3.10")
    for uv in filter(None, (shutil.which("uv"), str(Path(".venv/bin/uv")))):
        yield from _lines(uv, "python", "find", "--no-python-downloads", "3.10")
    for folder in ("/usr/bin", "/usr/local/bin", "/opt/homebrew/bin", "/opt/python/cp310-cp310/bin"):
        yield str(Path(folder) / "python3.10")


def works(python: str, exactly: tuple[int, int] | None = None, minimum: tuple[int, int] = (0, 0)) -> bool:
    """Whether this is a CPython of the wanted version that runs and can make environments."""
    lines = _lines(python, "-c", TRY)
    if len(lines) != 1 or " " not in lines[0]:
        return False
    version, implementation = lines[0].split(" ", 1)
    if implementation != "cpython":
        return False
    number = tuple(int(part) for part in version.split("."))
    return number == exactly if exactly else number >= minimum


def _lines(*command: str) -> list[str]:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)  # noqa: S603 - fixed names
    except (OSError, subprocess.TimeoutExpired):
        return []
    return done.stdout.split("\n")[:-1] if done.returncode == 0 else []

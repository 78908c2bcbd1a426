"""The packages of a lock that are installed on this platform."""

import re
from dataclasses import dataclass
from pathlib import Path

from packaging.markers import Marker

ROOT = Path(__file__).resolve().parent.parent
LINE = re.compile(
    r"^([A-Za-z0-9._-]{1,100})==([^\s;\\]{1,50})(?:\s{0,3};\s{0,3}([^\\\n]{1,300}))?", re.MULTILINE
)
# Each environment, its lock, and the version of its Python, as markers name it.
ENVIRONMENTS = {".venv": ("locks/app.txt", "3.11"), ".venv-nlu": ("locks/nlu.txt", "3.10")}


@dataclass(frozen=True, slots=True, order=True)
class LockedPackage:
    """A package with the one version that is installed."""

    name: str
    version: str


def locked_packages(lock: Path, python: str) -> list[LockedPackage]:
    """Return the packages of a lock file for Linux and this version of Python, in order."""
    where = {
        "python_version": python,
        "python_full_version": f"{python}.0",
        "sys_platform": "linux",
        "platform_system": "Linux",
        "os_name": "posix",
        "platform_machine": "x86_64",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    found = LINE.findall(lock.read_text(encoding="utf-8"))
    return sorted(
        LockedPackage(name, version)
        for name, version, marker in found
        if not marker or Marker(marker.strip()).evaluate({**where})
    )

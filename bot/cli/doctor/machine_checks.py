"""Checks of the machine: disk, memory and the files of this installation."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from bot.cli.doctor.diagnosis import CheckResult, fine, note, wrong
from bot.process.memory import MIB
from bot.process.private_files import open_to_others
from bot.process.training_memory import TRAINING_NEEDS

RUNNING_NEEDS = 700 * MIB
LITTLE_SPACE, SOME_SPACE = 500 * MIB, 2_000 * MIB


def check_disk(home: Path, free: int | None = None) -> CheckResult:
    """Return whether there is room for the database; `free` is in bytes, else it is measured."""
    place = next(each for each in (home, *home.parents) if each.exists())
    left = shutil.disk_usage(place).free if free is None else free
    found = f"{left // MIB} MB free for {home}"
    if left < LITTLE_SPACE:
        return wrong("disk", found, "free space, or move the data folder: at 0 MB messages cannot be stored")
    if left < SOME_SPACE:
        return note("disk", found, "watch it: a copy of the database is made before each upgrade")
    return fine("disk", found)


def check_memory(limit: int | None) -> CheckResult:
    """Return whether this machine or container can run Huifang, and train its model."""
    if limit is None:
        return note("memory", "not known on this system")
    found = f"{limit // MIB} MB"
    if limit < RUNNING_NEEDS:
        advice = f"running needs {RUNNING_NEEDS // MIB} MB: use a larger machine, or HUIFANG_NLU_URL"
        return wrong("memory", found, advice)
    if limit < TRAINING_NEEDS:
        advice = f"training needs {TRAINING_NEEDS // MIB} MB: train elsewhere and bring models/ here"
        return note("memory", found, advice)
    return fine("memory", found)


def can_write(place: Path) -> bool:
    """Return whether this process may make files in a folder."""
    return os.access(place, os.W_OK | os.X_OK)


def check_files(
    home: Path, database: Path | None, writable: Callable[[Path], bool] = can_write
) -> Iterator[CheckResult]:
    """Yield whether the data folder can be written, and only by its owner."""
    place = next(each for each in (home, *home.parents) if each.exists())
    if not writable(place):
        # A folder above it belongs to the system or to others, and stays theirs.
        mend = f"chown -R $(id -un) {home}" if place == home else f"install -d -m 700 -o $(id -un) {home}"
        yield wrong("files", f"{place} cannot be written", f"as root: {mend}")
    opened = open_to_others([home, *([database] if database else [])])
    if opened:
        yield wrong("files", f"other users can open {opened[0]}", f"chmod -R go= {opened[0]}")
    elif writable(place):
        yield fine("files", f"{home} is for its owner only")

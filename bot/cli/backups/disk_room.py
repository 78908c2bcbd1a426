"""Room on the disk for a copy. A disk that it fills up would stop the application too."""

import shutil
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from bot.cli.clear_errors import Failure

MEGABYTE = 10**6


def require_room(target: Path, sources: Iterable[Path]) -> None:
    """Refuse to copy files and folders to a disk that has no room for them.

    Raises:
        Failure: the message says how much is needed and how much is free.
    """
    needed = sum(_size(each) for each in sources)
    free = shutil.disk_usage(_place(target)).free
    if needed > free:
        raise Failure(
            f"{target} needs {-(-needed // MEGABYTE)} MB, and {free // MEGABYTE} MB are free: "
            "free space, or name another disk"
        )


def require_rooms(copies: Mapping[Path, Sequence[Path]]) -> None:
    """Refuse to copy to several places if a disk has no room for all that goes to it.

    Raises:
        Failure: see `require_room`.
    """
    by_disk: defaultdict[int, list[Path]] = defaultdict(list)
    for target in copies:
        by_disk[_place(target).stat().st_dev].append(target)
    for targets in by_disk.values():
        require_room(targets[0], [source for target in targets for source in copies[target]])


def _place(target: Path) -> Path:
    """Return the target, or the folder above it that exists."""
    return next(each for each in (target, *target.absolute().parents) if each.exists())


def _size(source: Path) -> int:
    """Return the bytes of a file, or of all files in a folder; 0 if it does not exist."""
    files = source.rglob("*") if source.is_dir() else [source]
    return sum(file.stat().st_size for file in files if file.is_file())

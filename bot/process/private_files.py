"""Files that only the owner of this process may read."""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

UMASK = 0o077
OTHERS = stat.S_IRWXG | stat.S_IRWXO


def keep_files_private() -> None:
    """Make files and folders for the owner only (0600 and 0700), here and in child processes."""
    os.umask(UMASK)


def open_to_others(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return those of the files and folders, and of all below them, that others may read, write or search."""
    return tuple(path for top in paths for path in _below(top) if _is_open(path))


def _below(top: Path) -> Iterator[Path]:
    yield top
    if top.is_dir() and not top.is_symlink():
        yield from sorted(top.rglob("*"))


def _is_open(path: Path) -> bool:
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return False
    return not stat.S_ISLNK(mode) and bool(mode & OTHERS)

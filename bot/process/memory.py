"""How much memory this process and its children may use, in bytes, as Linux and its containers say."""

import gc
from collections.abc import Iterator, Mapping
from pathlib import Path

MIB = 2**20
GROUPS = Path("/sys/fs/cgroup")
LIMITS = ("memory.max", "memory/memory.limit_in_bytes")  # of control groups, version 2 and 1
INFO = Path("/proc/meminfo")


def memory_limit(groups: Path = GROUPS, info: Path = INFO) -> int | None:
    """Return the memory of this machine, or of the container if it has less; None where it is not known."""
    limits = [*_limits(groups), _meminfo(info).get("MemTotal", 0)]
    return min((limit for limit in limits if limit), default=None)


def available_memory(groups: Path = GROUPS, info: Path = INFO) -> int | None:
    """Return what is free or can be freed at once; None where it is not known."""
    known = [*_limits(groups), _meminfo(info).get("MemAvailable", 0)]
    return min((each for each in known if each), default=None)


def keep_loaded() -> None:
    """Leave all that is loaded now out of garbage collection: it stays until the process ends.

    A full collection of it holds up everything else for a tenth of a second.
    """
    gc.collect()
    gc.freeze()


def _limits(groups: Path) -> Iterator[int]:
    for name in LIMITS:
        try:
            written = (groups / name).read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            continue
        if written.isdecimal():  # "max" where there is no limit
            yield int(written)


def _meminfo(info: Path) -> Mapping[str, int]:
    try:
        lines = info.read_text(encoding="ascii").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    parts = [line.split() for line in lines]
    return {each[0].rstrip(":"): int(each[1]) * 1024 for each in parts if len(each) > 1}

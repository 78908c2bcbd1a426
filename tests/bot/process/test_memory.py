"""How much memory there is, as a machine and its containers say it."""

import gc
from pathlib import Path

import pytest

from bot.process.memory import MIB, available_memory, keep_loaded, memory_limit


def machine(folder: Path, **limits: str) -> tuple[Path, Path]:
    """A machine with 4,000 MB, of which 1,000 are available, and these files of control groups."""
    info = folder / "meminfo"
    info.write_text("MemTotal:  4096000 kB\nMemAvailable: 1024000 kB\nHugePages_Total: 0\n", encoding="ascii")
    for name, limit in limits.items():
        file = folder / {"v2": "memory.max", "v1": "memory/memory.limit_in_bytes"}[name]
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"{limit}\n", encoding="ascii")
    return folder, info


@pytest.mark.parametrize(
    ("limits", "whole", "free"),
    [
        ({}, 4000, 1000),
        ({"v2": "max"}, 4000, 1000),
        ({"v2": str(512 * MIB)}, 512, 512),
        ({"v1": str(2048 * MIB)}, 2048, 1000),
        ({"v1": str(2**63 - 4096)}, 4000, 1000),
    ],
)
def test_smallest_limit_counts(tmp_path: Path, limits: dict[str, str], whole: int, free: int) -> None:
    places = machine(tmp_path, **limits)
    assert (memory_limit(*places), available_memory(*places)) == (whole * MIB, free * MIB)


def test_other_systems_say_nothing(tmp_path: Path) -> None:
    assert memory_limit(tmp_path, tmp_path / "meminfo") is None


def test_what_is_loaded_is_left_out_of_collections() -> None:
    loaded = [{"loaded": each} for each in range(1000)]
    try:
        keep_loaded()
        assert gc.get_freeze_count() >= len(loaded)
        assert not any(each is loaded for each in gc.get_objects())
    finally:
        gc.unfreeze()

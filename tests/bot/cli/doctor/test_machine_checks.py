"""Checks of the machine."""

from pathlib import Path

import pytest

from bot.cli.doctor.diagnosis import Health
from bot.cli.doctor.machine_checks import check_disk, check_files, check_memory
from bot.process.memory import MIB


@pytest.mark.parametrize(("free", "health"), [(100, Health.WRONG), (900, Health.NOTE), (9000, Health.FINE)])
def test_disk_needs_room(tmp_path: Path, free: int, health: Health) -> None:
    found = check_disk(tmp_path / "not" / "made", free * MIB)
    assert (found.health, found.found) == (health, f"{free} MB free for {tmp_path / 'not' / 'made'}")


def test_disk_is_measured(tmp_path: Path) -> None:
    assert check_disk(tmp_path).found.endswith(f"MB free for {tmp_path}")


@pytest.mark.parametrize(
    ("limit", "health"), [(600, Health.WRONG), (1200, Health.NOTE), (8000, Health.FINE), (None, Health.NOTE)]
)
def test_memory_is_enough_to_run_and_to_train(limit: int | None, health: Health) -> None:
    assert check_memory(None if limit is None else limit * MIB).health is health


def test_files_are_for_their_owner_only(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    assert [each.health for each in check_files(home, None)] == [Health.FINE]
    file = home / "huifang.db"
    file.touch(mode=0o600)
    file.chmod(0o644)
    (found,) = check_files(home, file)
    assert (found.health, found.advice) == (Health.WRONG, f"chmod -R go= {file}")


def test_folders_of_the_system_stay_with_their_owner(tmp_path: Path) -> None:
    (above,) = check_files(tmp_path / "home", None, lambda _: False)
    assert (above.found, above.advice) == (
        f"{tmp_path} cannot be written",
        f"as root: install -d -m 700 -o $(id -un) {tmp_path / 'home'}",
    )

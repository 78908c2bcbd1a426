"""A copy is refused before it begins if the disk has no room for it."""

import os
import shutil
from pathlib import Path

import pytest

from bot.cli.backups.disk_room import require_room, require_rooms
from bot.cli.clear_errors import Failure


def test_copy_without_room_is_refused(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    large = tmp_path / "models" / "large.tar.gz"
    large.touch()
    os.truncate(large, 2**42)  # it has a size, and no content on the disk
    target = tmp_path / "no" / "such" / "folder"
    with pytest.raises(Failure, match=rf"{target} needs 4398047 MB, and \d+ MB are free: free space"):
        require_room(target, [tmp_path / "models", tmp_path / "missing"])
    assert not target.parent.exists()


def test_copy_with_room_is_allowed(tmp_path: Path) -> None:
    (tmp_path / "small").write_bytes(b"x")
    require_room(tmp_path / "target", [tmp_path / "small"])
    assert [path.name for path in tmp_path.iterdir()] == ["small"]


def test_copies_to_one_disk_need_room_together(tmp_path: Path) -> None:
    half = shutil.disk_usage(tmp_path).free * 2 // 3
    for name in ("models", "learned"):
        (tmp_path / name).touch()
        os.truncate(tmp_path / name, half)
        require_room(tmp_path / "target", [tmp_path / name])
    with pytest.raises(Failure, match="free space"):
        require_rooms({tmp_path / "a": [tmp_path / "models"], tmp_path / "b": [tmp_path / "learned"]})

"""Files are made for their owner only, and those that are not are found."""

import os
import subprocess
import sys
from pathlib import Path

from bot.process.private_files import open_to_others

CODE = """
from pathlib import Path
from bot.process.private_files import keep_files_private
keep_files_private()
Path("folder").mkdir()
Path("folder/file").write_text("x")
"""


def test_what_is_made_later_is_private(tmp_path: Path) -> None:
    root = str(Path(__file__).resolve().parents[3])
    subprocess.run(
        [sys.executable, "-c", CODE], cwd=tmp_path, check=True, env={**os.environ, "PYTHONPATH": root}
    )
    modes = [(tmp_path / name).stat().st_mode & 0o777 for name in ("folder", "folder/file")]
    assert modes == [0o700, 0o600]
    assert open_to_others([tmp_path / "folder"]) == ()


def test_open_files_are_found_and_links_are_not_followed(tmp_path: Path) -> None:
    top = tmp_path / "var"
    top.mkdir(mode=0o700)
    for name, mode in (("closed", 0o600), ("read", 0o640), ("written", 0o602)):
        (top / name).write_text("x")
        (top / name).chmod(mode)
    (top / "link").symlink_to(top / "closed")
    assert open_to_others([top, tmp_path / "missing"]) == (top / "read", top / "written")
    top.chmod(0o755)
    assert open_to_others([top])[0] == top

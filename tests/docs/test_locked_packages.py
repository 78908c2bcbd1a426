"""The packages of a lock."""

from pathlib import Path

from docs.locked_packages import ENVIRONMENTS, ROOT, LockedPackage, locked_packages

LOCK = """\
httpx==0.28.1 \\
    --hash=sha256:00
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:01
tomli==2.0.1 ; python_full_version < '3.11' \\
    --hash=sha256:02
"""


def test_markers_decide_what_is_installed(tmp_path: Path) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text(LOCK, encoding="utf-8")
    assert locked_packages(lock, "3.11") == [LockedPackage("httpx", "0.28.1")]
    assert [each.name for each in locked_packages(lock, "3.10")] == ["httpx", "tomli"]


def test_locks_of_both_environments_are_read() -> None:
    counts = [len(locked_packages(ROOT / lock, python)) for lock, python in ENVIRONMENTS.values()]
    assert [count > 40 for count in counts] == [True, True]

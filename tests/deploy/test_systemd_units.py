"""The units for systemd."""

import shutil
import subprocess
from pathlib import Path

import pytest

UNITS = sorted((Path(__file__).resolve().parents[2] / "deploy" / "systemd").iterdir())
HUIFANG = "/opt/huifang/.venv/bin/huifang"


def test_units_are_understood_by_systemd(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("systemd is not installed")
    for unit in UNITS:  # the command must exist, and here it does not
        text = unit.read_text(encoding="utf-8").replace(f"ExecStart={HUIFANG}", "ExecStart=/bin/true")
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    files = [str(tmp_path / unit.name) for unit in UNITS]
    done = subprocess.run([analyze, "verify", *files], capture_output=True, text=True, check=False)
    assert [line for line in done.stderr.splitlines() if str(tmp_path) in line or "huifang" in line] == []


def test_command_of_root_uses_the_user_and_the_data_of_the_service() -> None:
    script = (UNITS[0].parents[1] / "huifang").read_text(encoding="utf-8")
    service = next(unit for unit in UNITS if unit.name == "huifang.service").read_text(encoding="utf-8")
    (home,) = [line for line in service.splitlines() if line.startswith("Environment=")]
    assert f"runuser -u huifang -- env {home.removeprefix('Environment=')} {HUIFANG} " in script
    subprocess.run(["/bin/sh", "-n", str(UNITS[0].parents[1] / "huifang")], check=True)


def test_every_service_runs_as_huifang_and_cannot_gain_rights() -> None:
    services = [unit.read_text(encoding="utf-8") for unit in UNITS if unit.suffix == ".service"]
    assert len(services) == 2
    for text in services:
        assert [line for line in text.splitlines() if line.startswith(("User=", "NoNewPrivileges="))] == [
            "User=huifang",
            "NoNewPrivileges=yes",
        ]


def test_seven_whole_backups_stay_and_unfinished_ones_go(tmp_path: Path) -> None:
    unit = next(unit for unit in UNITS if unit.name == "huifang-backup.service")
    lines = unit.read_text(encoding="utf-8").splitlines()
    before, after = (
        next(line.removeprefix(f"{key}=/bin/sh -ec ").strip("'") for line in lines if line.startswith(key))
        for key in ("ExecStartPre", "ExecStartPost")
    )
    names = [f"202611{day:02}-033000" for day in range(1, 11)]
    for name in (*names, "20261105-033000.part", "before-upgrade"):
        (tmp_path / name).mkdir()
    for script in (before, after):
        own = script.replace("/var/backups/huifang", str(tmp_path))
        subprocess.run(["/bin/sh", "-ec", own], check=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == [*names[3:], "before-upgrade"]

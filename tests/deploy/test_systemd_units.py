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


def test_every_service_runs_as_huifang_and_cannot_gain_rights() -> None:
    services = [unit.read_text(encoding="utf-8") for unit in UNITS if unit.suffix == ".service"]
    assert len(services) == 2
    for text in services:
        assert [line for line in text.splitlines() if line.startswith(("User=", "NoNewPrivileges="))] == [
            "User=huifang",
            "NoNewPrivileges=yes",
        ]

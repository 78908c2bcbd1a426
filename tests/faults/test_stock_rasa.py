"""Fault 74: stock Rasa works in the project folder without options."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = [pytest.mark.rasa, pytest.mark.timeout(600)]
RASA = ROOT / ".venv-nlu" / "bin" / "rasa"
# It reads all data as the project's pipeline does, and learns in seconds.
SHORT_PIPELINE = """
recipe: default.v1
assistant_id: huifang
language: zh
pipeline:
  - name: JiebaTokenizer
policies: []
"""


def stock(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Rasa's own command in the project folder, without its reports to its makers."""
    silent = os.environ | {"RASA_TELEMETRY_ENABLED": "false"}
    return subprocess.run(
        [RASA, *arguments], cwd=ROOT, env=silent, capture_output=True, text=True, check=False
    )


def test_74_stock_validation_reads_the_data_folder() -> None:
    validated = stock("data", "validate")
    assert validated.returncode == 0, validated.stderr[-2000:]
    assert "No story structure conflicts found" in validated.stdout + validated.stderr


def test_74_stock_training_reads_the_data_folder(tmp_path: Path) -> None:
    config = tmp_path / "config.yml"
    config.write_text(SHORT_PIPELINE, encoding="utf-8")
    trained = stock("train", "nlu", "--config", str(config), "--out", str(tmp_path / "models"))
    assert trained.returncode == 0, trained.stderr[-2000:]
    assert [path.suffix for path in (tmp_path / "models").iterdir()] == [".gz"]

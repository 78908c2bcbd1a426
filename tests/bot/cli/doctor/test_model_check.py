"""Checks of the understanding."""

import sys
from pathlib import Path

from bot.cli.doctor.diagnosis import Health
from bot.cli.doctor.model_check import check_model, check_nlu_server
from nlu.training.checksum import ROOT, ModelOrigin, seal
from nlu.training.model_registry import choose

PYTHON = Path(sys.executable)


def model(folder: Path) -> Path:
    file = folder / "20261129-000000.tar.gz"
    file.write_bytes(b"a model")
    seal(file, ModelOrigin.of(ROOT, ROOT / "config.yml"))
    choose(file)
    return file


def test_sealed_model_is_fine_and_a_changed_one_is_not(tmp_path: Path) -> None:
    file = model(tmp_path)
    assert check_model(tmp_path, ROOT, PYTHON).found == file.name
    file.write_bytes(b"another")
    changed = check_model(tmp_path, ROOT, PYTHON)
    assert (changed.health, changed.advice) == (
        Health.WRONG,
        "huifang nlu train, or huifang nlu restore",
    )


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    assert check_model(tmp_path, ROOT, tmp_path / "python").advice == "make setup"
    assert check_model(tmp_path, ROOT, PYTHON).advice == "huifang nlu train"


async def test_server_that_does_not_answer_is_wrong(unused_port: int) -> None:
    found = await check_nlu_server(f"http://127.0.0.1:{unused_port}")
    assert (found.health, found.advice) == (Health.WRONG, "start it, or correct HUIFANG_NLU_URL")

"""Our pipeline beside another."""

from pathlib import Path

import pytest

from nlu.compare import as_table
from tests.nlu.conftest import ROOT, Training, run_rasa_side


def test_table_has_a_column_for_each_pipeline() -> None:
    columns = [{"training": "40 s", "p95": "4 ms"}, {"training": "400 s", "p95": "9 ms"}]
    assert as_table(["ours", "theirs"], columns, "24 messages").splitlines() == [
        "| 24 messages | ours | theirs |",
        "|---|---|---|",
        "| training | 40 s | 400 s |",
        "| p95 | 4 ms | 9 ms |",
    ]


@pytest.mark.rasa
def test_compare_trains_and_measures_each_configuration(training: Training, tmp_path: Path) -> None:
    labelled = tmp_path / "few.jsonl"
    labelled.write_text('{"id": "1", "lang": "zh", "intent": "praise", "text": "好吃"}\n', encoding="utf-8")
    files: list[str | Path] = [labelled, "--texts", labelled, "--data", training.data, "--configs"]
    ended = run_rasa_side(["-W", "ignore", "-m", "nlu.compare", *files, ROOT / "config.yml"])
    assert (ended.returncode, ended.stdout.splitlines()[0]) == (0, "| 24 messages | config.yml |")
    assert "| training |" in ended.stdout


@pytest.mark.rasa
def test_compare_says_what_it_cannot_read(tmp_path: Path) -> None:
    ended = run_rasa_side(["-W", "ignore", "-m", "nlu.compare", tmp_path / "no.jsonl", "--data", tmp_path])
    assert (ended.returncode, "cannot compare" in ended.stderr) == (1, True)

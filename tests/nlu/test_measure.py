"""The figures of a model behind HTTP."""

import json
from pathlib import Path

import pytest

from tests.nlu.conftest import run_rasa_side

pytestmark = pytest.mark.rasa

MESSAGES = [
    {"id": "1", "lang": "zh", "intent": "praise", "text": "很好吃"},
    {"id": "2", "lang": "en", "intent": "complaint", "text": "worst hotel ever"},
]


@pytest.fixture
def messages(tmp_path: Path) -> Path:
    """Two labelled messages."""
    path = tmp_path / "few.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in MESSAGES), encoding="utf-8")
    return path


def test_measure_prints_every_figure_and_writes_the_document(
    small_model: Path, messages: Path, tmp_path: Path
) -> None:
    out = tmp_path / "nlu.md"
    files: list[str | Path] = [messages, "--texts", messages, "--out-of-scope", messages, "--out", out]
    ended = run_rasa_side(
        ["-W", "ignore", "-m", "nlu.measure", "--model", small_model, "--parses", "64", *files]
    )
    assert ended.returncode == 0, ended.stderr
    rows = [line.split("|")[1].strip() for line in ended.stdout.splitlines()]
    assert (rows, out.read_text(encoding="utf-8").count(ended.stdout.strip())) == (
        [
            "what",
            "---",
            "model",
            "ready after start",
            "parse over HTTP, one client, ≤ 200 characters, n = 2",
            "processor time a parse",
            "batch",
            "few.jsonl, en, n = 1",
            "few.jsonl, zh, n = 1",
            "few.jsonl, all, n = 2",
            "few.jsonl, n = 2: taken for one of the three, surely",
            "memory of the server",
            "growth over 64 parses",
            "the machine meanwhile",
        ],
        1,
    )


def test_measure_says_that_the_model_cannot_be_loaded(messages: Path, tmp_path: Path) -> None:
    ended = run_rasa_side(
        ["-W", "ignore", "-m", "nlu.measure", "--model", tmp_path / "no.tar.gz", "--texts", messages]
    )
    assert (ended.returncode, "cannot measure: the server did not start" in ended.stderr) == (1, True)

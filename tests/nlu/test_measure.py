"""The figures of models behind HTTP."""

import json
import re
from pathlib import Path

import pytest

from nlu.measure import without_each_step
from tests.nlu.conftest import ROOT, Training, run_rasa_side

MESSAGES = [
    {"id": "1", "lang": "zh", "intent": "praise", "text": "很好吃"},
    {"id": "2", "lang": "en", "intent": "complaint", "text": "worst hotel ever"},
]
MEASURED_BY_THE_SERVER = [
    "model",
    "ready after start",
    "parse over HTTP, one client, ≤ 200 characters, n = 2",
    "processor time a parse",
    "batch",
    *(
        f"few.jsonl, {group}: {what}"
        for name, n in (("en", 1), ("zh", 1), ("all", 2))
        for group, what in (
            (f"{name}, n = {n}", "macro-F1"),
            (name, "calibration error"),
            (name, "accuracy of the 90 % most confident"),
        )
    ),
    "few.jsonl, n = 2: taken for one of the three, surely",
    "memory of the server",
    "growth over 64 parses",
    "the machine meanwhile",
]
CONFIG = {
    "language": "zh",
    "pipeline": [
        {"name": "a.b.TextNormalizer"},
        {"name": "a.b.NgramFeaturizer", "unit": "word"},
        {"name": "a.b.CalibratedClassifier"},
    ],
}


@pytest.fixture
def messages(tmp_path: Path) -> Path:
    """Two labelled messages."""
    path = tmp_path / "few.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in MESSAGES), encoding="utf-8")
    return path


def measured(messages: Path, *options: str | Path) -> tuple[str, list[list[str]]]:
    """What `nlu.measure` prints on the messages, as it is and as the cells of its table."""
    files: list[str | Path] = [messages, "--texts", messages, "--out-of-scope", messages, "--parses", "64"]
    ended = run_rasa_side(["-W", "ignore", "-m", "nlu.measure", *files, *options])
    assert ended.returncode == 0, ended.stderr
    lines = ended.stdout.splitlines()
    return ended.stdout.strip(), [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines]


@pytest.mark.rasa
def test_measure_prints_every_figure_and_writes_the_document(
    small_model: Path, messages: Path, tmp_path: Path
) -> None:
    out = tmp_path / "nlu.md"
    printed, rows = measured(messages, "--model", small_model, "--out", out)
    assert ([row[0] for row in rows], rows[0], out.read_text(encoding="utf-8")) == (
        ["what", "---", *MEASURED_BY_THE_SERVER],
        ["what", "measured"],
        f"<!-- figures -->\n{printed}\n<!-- /figures -->\n",
    )


@pytest.mark.rasa
def test_measure_trains_and_measures_each_configuration(
    training: Training, messages: Path, tmp_path: Path
) -> None:
    config = ROOT / "config.yml"
    other = tmp_path / "other.yml"
    other.write_text(config.read_text(encoding="utf-8"), encoding="utf-8")
    out = tmp_path / "nlu.md"
    printed, rows = measured(messages, "--data", training.data, "--out", out, "--configs", config, other)
    trainings = [re.fullmatch(r"[1-9]\d* s, processor [1-9]\d* s", cell) for cell in rows[2][1:]]
    assert (all(trainings), [row[0] for row in rows], rows[0], out.read_text(encoding="utf-8")) == (
        True,
        ["what", "---", "training", *MEASURED_BY_THE_SERVER],
        ["what", "config.yml, 24 messages", "other.yml, 24 messages"],
        f"<!-- comparison -->\n{printed}\n<!-- /comparison -->\n",
    )


def test_each_step_but_the_classifier_is_left_out_once() -> None:
    found = {
        name: [step["name"][4:] for step in one["pipeline"]]
        for name, one in without_each_step(CONFIG).items()
    }
    assert found == {
        "everything": ["TextNormalizer", "NgramFeaturizer", "CalibratedClassifier"],
        "without TextNormalizer": ["NgramFeaturizer", "CalibratedClassifier"],
        "without NgramFeaturizer, words": ["TextNormalizer", "CalibratedClassifier"],
    }


def test_rest_of_the_configuration_stays() -> None:
    assert {one["language"] for one in without_each_step(CONFIG).values()} == {"zh"}


@pytest.mark.rasa
@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--model", "no.tar.gz"], "cannot measure: the server did not start"),
        (["--each-step", "--configs", "no.yml"], "cannot measure: "),
        (["--train", "--data", "nowhere"], "cannot measure: the training ended with 1"),
    ],
)
def test_measure_says_what_stands_in_the_way(messages: Path, options: list[str], reason: str) -> None:
    files: list[str | Path] = [messages, "--texts", messages, "--out-of-scope", messages]
    ended = run_rasa_side(["-W", "ignore", "-m", "nlu.measure", *files, *options])
    assert (ended.returncode, reason in ended.stderr) == (1, True)

"""Learning from what staff have labelled, with real trainings of a few messages."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from nlu.training.model_registry import chosen, stock
from tests.nlu.conftest import PYTHON, QUIET, ROOT, Training

pytestmark = pytest.mark.rasa

Label = tuple[str, str, str]

MEASURED = [
    ("味道很好吃", "praise", "zh"),
    ("服务真周到", "praise", "zh"),
    ("我非常满意", "praise", "zh"),
    ("周到又好吃", "praise", "zh"),
    ("很满意很周到", "praise", "zh"),
    ("好吃，满意", "praise", "zh"),
    ("实在太好吃了", "praise", "zh"),
    ("满意得不得了", "praise", "zh"),
    ("周到极了", "praise", "zh"),
    ("又满意又好吃", "praise", "zh"),
    ("他们真是周到", "praise", "zh"),
    ("点了五次都好吃", "praise", "zh"),
]
GOOD: list[Label] = [("下单三天没动静", "complaint", "zh"), ("the lamp hums at night", "complaint", "en")]


@pytest.fixture
def models(training: Training, tmp_path: Path) -> Path:
    """A folder with the small model in it."""
    folder = tmp_path / "models"
    folder.mkdir()
    for path in training.model.parent.glob(f"{training.model.name}*"):
        shutil.copy2(path, folder)
    return folder


def learn(
    training: Training,
    models: Path,
    labels: Sequence[Label],
    measured: Sequence[Label] = MEASURED,
    past: Sequence[str] = (),
    *flags: str,
) -> subprocess.CompletedProcess[str]:
    """Runs a learning on the small messages; what was labelled goes in by standard input."""
    sets = models.parent / "eval"
    sets.mkdir(exist_ok=True)
    lines = [
        {"id": str(number), "lang": language, "intent": intent, "text": text}
        for number, (text, intent, language) in enumerate(measured)
    ]
    (sets / "eval.jsonl").write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
    options: list[str | Path] = [
        "--data",
        training.data,
        "--out",
        models,
        "--learned",
        models.parent / "learned",
    ]
    heard: list[dict[str, Any]] = [
        {"text": text, "intent": intent, "language": language} for text, intent, language in labels
    ]
    heard += [{"past": number, "text": text} for number, text in enumerate(past)]
    return subprocess.run(
        [PYTHON, "-m", "nlu.learn", "--json", "--measured", sets, *options, *flags],
        cwd=ROOT,
        env=QUIET,
        input="".join(json.dumps(one) + "\n" for one in heard),
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


def report(ended: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    assert ended.returncode == 0, ended.stderr
    return dict(json.loads(ended.stdout))


def test_candidate_that_is_not_worse_becomes_current(training: Training, models: Path) -> None:
    said = report(learn(training, models, GOOD))
    (new, old) = stock(models, ROOT)
    assert (said["promoted"], said["teaching"], new.name, new.current, old.name) == (
        True,
        2,
        said["candidate"],
        True,
        said["running"],
    )


def test_candidate_that_is_worse_is_dropped_and_the_model_stays(training: Training, models: Path) -> None:
    opening = (
        "真",
        "最",
        "超",
        "都",
        "挺",
        "也",
        "更",
        "好",
        "这次真的",
        "我们都觉得",
        "老板人好",
        "一家人都",
    )
    wrong = ("满意", "周到", "好吃", "很满意", "特别周到", "好吃极了", "满意又好吃", "周到又满意")
    poison: list[Label] = [(f"{one}{word}", "complaint", "zh") for one in opening for word in wrong]
    said = report(learn(training, models, poison))
    (only,) = stock(models, ROOT)
    (trial,) = [one for one in said["trials"] if one["name"] == "eval.jsonl"]
    assert (said["promoted"], trial["worse"], only.name, chosen(models)) == (
        False,
        True,
        said["running"],
        "",
    )


def test_try_tells_what_would_change_and_leaves_the_model(training: Training, models: Path) -> None:
    said = report(learn(training, models, GOOD, MEASURED, [text for text, _, _ in MEASURED], "--only-try"))
    (only,) = stock(models, ROOT)
    changes = said["changes"]
    assert (said["promoted"], said["only_tried"], only.name) == (False, True, said["running"])
    assert (changes["read"], len(changes["examples"])) == (len(MEASURED), min(changes["changed"], 10))


def test_first_model_is_promoted_whatever_it_is(training: Training, tmp_path: Path) -> None:
    said = report(learn(training, tmp_path / "nothing", []))
    assert (said["promoted"], said["running"], said["teaching"]) == (True, "", 0)


def test_odd_lessons_are_refused_before_anything_is_trained(training: Training, models: Path) -> None:
    ended = learn(training, models, [("hm", "weather", "en")])
    assert (ended.returncode, "cannot learn: line 1" in ended.stderr, len(stock(models, ROOT))) == (
        1,
        True,
        1,
    )

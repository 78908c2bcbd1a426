"""`huifang answers test` shows what would be said."""

import json
from pathlib import Path

import pytest

from actions.answers.answer_files import written
from tests.actions.answers.documents import document
from tests.bot.cli.test_answer_commands import Run, run

__all__ = ["run"]


@pytest.fixture(autouse=True)
def imported(run: Run, tmp_path: Path) -> None:
    """Two answers are published."""
    file = tmp_path / "a.yml"
    documents = {
        "hours": document("你们几点开门", "九点。", "营业时间"),
        "parking": document("能停车吗", "能。"),
    }
    file.write_text(written(documents), encoding="utf-8")
    assert run("import", str(file)).exit_code == 0


def test_same_question_is_answered(run: Run) -> None:
    lines = run("test", "你們幾點 開門？", "--words").stdout.splitlines()
    assert lines[0].startswith("answer (the same question); answer from ")
    assert lines[-1] == "九点。"
    assert lines[1].split("\t")[1:] == ["hours", "你们几点开门"]


def test_scores_are_printed_as_json(run: Run) -> None:
    content = json.loads(run("test", "能停车吗", "--words", "--json").stdout)
    best = content["candidates"][0]
    assert (content["outcome"], content["exact"], best["key"], best["version"]) == (
        "answer",
        True,
        "parking",
        1,
    )


def test_question_far_from_all_is_not_answered(run: Run) -> None:
    assert run("test", "给我讲个笑话", "--words", "--language", "zh").stdout.startswith("none; ")

"""Files of labelled messages and of what a model said about them."""

import json
from pathlib import Path
from typing import Any

import pytest

from nlu.contract.talk_state import LastWords, TalkState
from nlu.measuring.predictions import (
    BadLine,
    EvaluationMessage,
    Prediction,
    prediction,
    read_evaluation_file,
    write_predictions,
)

ANSWER: dict[str, Any] = {
    "intent": {"name": "praise", "confidence": 0.75},
    "intent_ranking": [{"name": "praise", "confidence": 0.75}, {"name": "inquiry", "confidence": 0.25}],
    "threshold": 0.7,
    "urgent": True,
    "aspects": ["people"],
    "mixed": {"praise": "kind", "complaint": "slow"},
}
ATTRIBUTES = {name: ANSWER[name] for name in ("urgent", "aspects", "mixed")}


def test_read_evaluation_file_takes_what_a_line_has(tmp_path: Path) -> None:
    path = tmp_path / "f.jsonl"
    path.write_text('{"id": "x", "lang": "zh", "intent": "praise", "text": "好"}\n\n{"text": "bare"}\n')
    assert read_evaluation_file(path) == [
        EvaluationMessage("x", "zh", "好", "praise"),
        EvaluationMessage("3", "", "bare", None),
    ]


@pytest.mark.parametrize("line", ["{", "[]", "null", '{"text": 3}', "{}", '{"text": "a", "state": "open"}'])
def test_read_evaluation_file_names_the_line_that_cannot_be_used(tmp_path: Path, line: str) -> None:
    path = tmp_path / "f.jsonl"
    path.write_text('{"text": "fine"}\n' + line + "\n")
    with pytest.raises(BadLine, match=r"f\.jsonl:2: "):
        read_evaluation_file(path)


def test_prediction_takes_the_best_intent_and_the_ranking() -> None:
    message = EvaluationMessage("x", "zh", "好", "praise")
    assert prediction(message, ANSWER) == Prediction(
        message, "praise", 0.75, (("praise", 0.75), ("inquiry", 0.25)), sure=True, attributes=ATTRIBUTES
    )


def test_prediction_of_a_stock_rasa_server_has_no_attributes() -> None:
    plain = {"intent": ANSWER["intent"], "intent_ranking": ANSWER["intent_ranking"], "threshold": 0.8}
    said = prediction(EvaluationMessage("x", "zh", "好", "praise"), plain)
    assert (said.sure, said.attributes) == (False, {"urgent": False, "aspects": [], "mixed": None})


def test_read_evaluation_file_takes_source_and_state(tmp_path: Path) -> None:
    path = tmp_path / "f.jsonl"
    state = TalkState(LastWords.ANSWER, matter_open=True)
    line = {"id": "1", "text": "well?", "source": "shop", "state": state.as_plain()}
    path.write_text(json.dumps(line) + "\n")
    assert read_evaluation_file(path) == [EvaluationMessage("1", "", "well?", None, "shop", state)]


def test_write_predictions_gives_one_object_a_line(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    write_predictions([prediction(EvaluationMessage("x", "zh", "好", None), ANSWER)], path)
    assert [json.loads(line) for line in path.read_text().splitlines()] == [
        {
            "id": "x",
            "intent": "praise",
            "confidence": 0.75,
            "sure": True,
            "ranking": ANSWER["intent_ranking"],
            **ATTRIBUTES,
        }
    ]

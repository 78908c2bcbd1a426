"""Files of labelled messages and of what a model said about them."""

import json
from pathlib import Path

import pytest

from nlu.measuring.verdicts import BadLine, Sample, Verdict, read_samples, verdict, write_verdicts

ANSWER = {
    "intent": {"name": "praise", "confidence": 0.75},
    "intent_ranking": [{"name": "praise", "confidence": 0.75}, {"name": "inquiry", "confidence": 0.25}],
}


def test_read_samples_takes_what_a_line_has(tmp_path: Path) -> None:
    path = tmp_path / "f.jsonl"
    path.write_text('{"id": "x", "lang": "zh", "intent": "praise", "text": "好"}\n\n{"text": "bare"}\n')
    assert read_samples(path) == [Sample("x", "zh", "好", "praise"), Sample("3", "", "bare", None)]


@pytest.mark.parametrize("line", ["{", "[]", "null", '{"text": 3}', "{}"])
def test_read_samples_names_the_line_that_cannot_be_used(tmp_path: Path, line: str) -> None:
    path = tmp_path / "f.jsonl"
    path.write_text('{"text": "fine"}\n' + line + "\n")
    with pytest.raises(BadLine, match=r"f\.jsonl:2: "):
        read_samples(path)


def test_verdict_takes_the_best_intent_and_the_ranking() -> None:
    sample = Sample("x", "zh", "好", "praise")
    assert verdict(sample, ANSWER) == Verdict(sample, "praise", 0.75, (("praise", 0.75), ("inquiry", 0.25)))


def test_write_verdicts_gives_one_object_a_line(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    write_verdicts([verdict(Sample("x", "zh", "好", None), ANSWER)], path)
    assert [json.loads(line) for line in path.read_text().splitlines()] == [
        {"id": "x", "intent": "praise", "confidence": 0.75, "ranking": ANSWER["intent_ranking"]}
    ]

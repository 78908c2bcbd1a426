import json
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from actions.answers.finding.metric_training import TopicPhrase
from actions.answers.finding.topic_phrases import read_topic_phrases
from actions.answers.normal_question import normalised
from actions.settings.yaml_files import DataError
from nlu.contract.labels import Language

ROOT = Path(__file__).resolve().parents[4]


def test_phrases_have_topic_and_language(tmp_path: Path) -> None:
    (tmp_path / "topics.yml").write_text("parking:\n  zh: [能停车吗]\n  en: [car park]\n", encoding="utf-8")
    assert read_topic_phrases(tmp_path / "topics.yml") == [
        TopicPhrase("parking", Language.ZH, "能停车吗"),
        TopicPhrase("parking", Language.EN, "car park"),
    ]


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="missing"):
        read_topic_phrases(tmp_path / "topics.yml")


def test_no_phrase_is_a_question_of_the_evaluation() -> None:
    """The metric must not have seen what it is measured on."""
    files = (ROOT / "data/eval/answers").glob("questions.*.jsonl")
    lines = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    asked = {normalised(each["text"]) for each in lines}
    phrases = {normalised(each.text) for each in read_topic_phrases(ROOT / "data/finding/topics.yml")}
    near = {
        (one, other)
        for one in phrases
        for other in asked
        if len(one) > 5
        and abs(len(one) - len(other)) < 4
        and SequenceMatcher(None, one, other).quick_ratio() > 0.85
        and SequenceMatcher(None, one, other).ratio() > 0.85
    }
    assert (phrases & asked, near) == (set(), set())

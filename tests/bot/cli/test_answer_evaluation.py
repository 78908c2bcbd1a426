import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from actions.answers.finding.evaluation import FindingFigures
from actions.answers.finding.metric import Metric
from actions.settings.yaml_files import DataError
from bot.cli import huifang
from bot.cli.answer_evaluation import table
from nlu.contract.labels import Language

FAQ = (
    {"id": "pay", "lang": "en", "question": "How can I pay?", "variants": [], "answer": "By card."},
    {"id": "park", "lang": "en", "question": "Is there parking?", "variants": [], "answer": "Yes."},
    {"id": "ship", "lang": "zh", "question": "什么时候发货？", "variants": ["几号发出"], "answer": "当天。"},
)
QUESTIONS = (
    {"id": "1", "lang": "en", "text": "how can i PAY", "answer": "pay"},
    {"id": "2", "lang": "en", "text": "zebra xylophone", "answer": None},
    {"id": "3", "lang": "zh", "text": "什么时候发货呀", "answer": "ship"},
)


def evaluated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *options: str, faq: object = FAQ) -> Result:
    monkeypatch.setenv("HUIFANG_HOME", str(tmp_path))
    files = []
    for name, rows in (("faq", faq), ("questions", QUESTIONS)):
        file = tmp_path / f"{name}.jsonl"
        assert isinstance(rows, tuple)
        file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
        files.append(str(file))
    return CliRunner().invoke(huifang, ["answers", "evaluate", *files, *options])


def test_figures_are_printed_by_language_as_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = json.loads(evaluated(tmp_path, monkeypatch, "--json", "--misses").stdout)
    assert found["misses"] == []
    assert (found["zh"]["hit@1"], found["zh"]["null_answered_directly"]) == (1.0, None)
    assert found["en"] == {
        "questions": 1,
        "null_questions": 1,
        "hit@1": 1.0,
        "hit@3": 1.0,
        "answered_directly": 1.0,
        "answered_directly_precision": 1.0,
        "answered_or_offered": 1.0,
        "null_answered_directly": 0.0,
    }


def test_words_alone_are_measured_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = evaluated(tmp_path, monkeypatch, "--words").stdout.splitlines()
    assert lines[:4] == [
        f"{'':28}{'zh':>8}{'en':>8}",
        f"{'questions with an entry':28}{1:8}{1:8}",
        f"{'questions without one':28}{0:8}{1:8}",
        f"{'hit@1':28}{'100.0%':>8}{'100.0%':>8}",
    ]


def test_wrong_line_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = evaluated(tmp_path, monkeypatch, faq=({"id": "pay"}, *FAQ[1:]))
    assert isinstance(found.exception, DataError)
    assert found.exception.problems[0] == f"{tmp_path / 'faq.jsonl'}, line 1: lang: Field required"


def test_share_of_nothing_is_a_dash() -> None:
    [*_, last] = table([FindingFigures(Language.ZH, 1, 0, 1.0, 1.0, 0.5, None, 1.0, None)])
    assert last == f"{'without an entry, answered':28}{'–':>8}"


def test_metric_is_trained_on_topics(tmp_path: Path) -> None:
    topics, metric = tmp_path / "topics.yml", tmp_path / "metric.npz"
    topics.write_text(
        "pay:\n  zh: [怎么付款, 能刷卡吗]\n  en: [how to pay, cards]\n"
        "park:\n  zh: [能停车吗, 停车场在哪]\n  en: [car park, parking]\n",
        encoding="utf-8",
    )
    done = CliRunner().invoke(huifang, ["answers", "train", str(topics), str(metric)])
    assert done.stdout == f"{Metric.load(metric).name}: 2 topics, 8 phrases\n"

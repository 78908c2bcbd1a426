"""The evaluation in words and as JSON."""

import json

from nlu.measuring.evaluation_report import as_json, as_text, reports_by_language
from nlu.measuring.predictions import EvaluationMessage, Prediction


def prediction(identity: str, lang: str, truth: str | None, said: str) -> Prediction:
    return Prediction(EvaluationMessage(identity, lang, f"text {identity}", truth), said, 0.9, ((said, 0.9),))


PREDICTIONS = [
    prediction("1", "zh", "praise", "praise"),
    prediction("2", "zh", "complaint", "praise"),
    prediction("3", "en", "inquiry", "inquiry"),
    prediction("4", "en", None, "thanks"),
]


def test_reports_are_by_language_and_over_all_labelled_messages() -> None:
    assert {name: one.n for name, one in reports_by_language(PREDICTIONS).items()} == {
        "en": 1,
        "zh": 2,
        "all": 3,
    }


def test_reports_of_messages_without_labels_are_none() -> None:
    assert reports_by_language([PREDICTIONS[3]]) == {}


def test_text_has_the_figures_and_the_surest_errors() -> None:
    text = as_text(reports_by_language(PREDICTIONS), PREDICTIONS, "m-1")
    wanted = [
        "model m-1",
        "en: n = 1, macro-F1 1.000",
        "zh: n = 2, macro-F1 0.333",
        "2  complaint → praise 0.90  text 2",
    ]
    assert [one for one in wanted if one not in text] == []


def test_json_can_be_written_and_holds_every_group() -> None:
    plain = json.loads(json.dumps(as_json(reports_by_language(PREDICTIONS), "m-1")))
    assert (plain["model"], plain["groups"]["zh"]["confusion"], plain["groups"]["all"]["n"]) == (
        "m-1",
        {"complaint": {"praise": 1}, "praise": {"praise": 1}},
        3,
    )

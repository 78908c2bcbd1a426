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


def test_text_says_what_is_answered_surely_by_source() -> None:
    said = [
        Prediction(
            EvaluationMessage(str(number), "zh", "text", "praise", "shop"),
            intent,
            0.9,
            ((intent, 0.9),),
            sure,
        )
        for number, (intent, sure) in enumerate([("praise", True), ("complaint", True), ("praise", False)])
    ]
    text = as_text(reports_by_language(said), said, "m-1")
    wanted = [
        "answered surely 66.7%, of these right 50.0%",
        "source shop, zh: n = 3, answered surely 66.7%, of these right 50.0%",
    ]
    assert [one for one in wanted if one not in text] == []


def test_labels_that_are_no_intent_are_named_with_what_they_are_taken_for() -> None:
    said = [*PREDICTIONS, prediction("5", "zh", "mixed", "praise"), prediction("6", "zh", "mixed", "praise")]
    reports = reports_by_language(said)
    line = "label mixed is no intent: n = 2, taken for perhaps praise 2"
    assert (reports["all"].n, line in as_text(reports, said, "m-1")) == (3, True)

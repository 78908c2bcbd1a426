"""How good and how honest a model is, on numbers that can be checked by hand."""

import pytest

from nlu.measuring.metrics import (
    IntentScore,
    accuracy_by_coverage,
    calibration_bins,
    calibration_error,
    intent_scores,
    macro_f1,
    report,
)
from nlu.measuring.predictions import EvaluationMessage, Prediction

PAIRS = [("a", "a"), ("a", "a"), ("a", "b"), ("b", "b"), ("b", "other")]


def prediction(truth: str, said: str, confidence: float) -> Prediction:
    return Prediction(EvaluationMessage("1", "zh", "hm", truth), said, confidence, ((said, confidence),))


def test_intent_scores_count_hits_misses_and_false_alarms() -> None:
    assert intent_scores(PAIRS) == {
        "a": IntentScore(precision=1.0, recall=2 / 3, f1=0.8, support=3),
        "b": IntentScore(precision=0.5, recall=0.5, f1=0.5, support=2),
    }


def test_macro_f1_ignores_intents_that_are_no_label_but_not_the_errors_they_cause() -> None:
    assert macro_f1(PAIRS) == pytest.approx(0.65)


def test_an_intent_that_is_never_said_scores_nothing() -> None:
    assert intent_scores([("a", "b")])["a"] == IntentScore(0.0, 0.0, 0.0, 1)


def test_calibration_error_is_the_weighted_gap() -> None:
    predictions = [prediction("a", "a", 0.95)] * 3 + [prediction("a", "b", 0.95), prediction("a", "b", 0.35)]
    assert calibration_error(predictions) == pytest.approx((4 * abs(0.95 - 0.75) + 1 * 0.35) / 5)


def test_calibration_bins_put_certainty_into_the_last_bin() -> None:
    assert calibration_bins([prediction("a", "a", 1.0), prediction("a", "a", 0.9)]) == [(0.95, 1.0, 2)]


def test_accuracy_by_coverage_keeps_the_surest() -> None:
    predictions = [prediction("a", "a", 0.9)] * 9 + [prediction("a", "b", 0.1)]
    found = accuracy_by_coverage(predictions)
    assert (found[1.0], found[0.9], found[0.5]) == (0.9, 1.0, 1.0)


def test_report_says_how_sure_its_macro_f1_is() -> None:
    predictions = (
        [prediction("a", "a", 0.9)] * 40 + [prediction("b", "a", 0.9)] * 10 + [prediction("b", "b", 0.9)] * 30
    )
    found = report(predictions)
    low, high = found.interval
    assert (low < found.macro_f1 < high, found.n, found.confusion) == (
        True,
        80,
        {("a", "a"): 40, ("b", "a"): 10, ("b", "b"): 30},
    )


def test_report_is_the_same_every_time() -> None:
    predictions = [prediction("a", "a", 0.9), prediction("b", "a", 0.4), prediction("b", "b", 0.6)]
    assert report(predictions) == report(predictions)

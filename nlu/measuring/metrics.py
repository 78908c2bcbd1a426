"""Metrics: how good and how honest a model is."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from nlu.measuring.predictions import Prediction

BINS = 10
RESAMPLES = 1_000
COVERAGES = (1.0, 0.95, 0.9, 0.8, 0.7, 0.5)


@dataclass(frozen=True)
class IntentScore:
    """Precision, recall and F1 of one intent; `support` is the number of messages that carry it."""

    precision: float
    recall: float
    f1: float
    support: int


@dataclass(frozen=True)
class EvaluationReport:
    """All figures for one group of messages.

    `macro_f1` is the mean F1 over the intents that occur as labels; a prediction outside of them is wrong.
    `interval` holds 95 % of its bootstrap resamples. `ece` is the expected calibration error with ten bins
    of equal width. `sure` is the share that is acted on without asking, and `right_when_sure` the accuracy of
    these (0 without any). `coverage` maps a share of the messages, the most confident first, to their
    accuracy.
    """

    n: int
    accuracy: float
    macro_f1: float
    interval: tuple[float, float]
    ece: float
    sure: float
    right_when_sure: float
    coverage: dict[float, float]
    intents: dict[str, IntentScore]
    confusion: dict[tuple[str, str], int]


def report(predictions: Sequence[Prediction], seed: int = 0) -> EvaluationReport:
    """Return the figures for predictions on labelled messages, of which there is at least one."""
    pairs = [(str(one.message.intent), one.intent) for one in predictions]
    surely = [one.right for one in predictions if one.sure]
    return EvaluationReport(
        n=len(pairs),
        accuracy=_mean([one.right for one in predictions]),
        macro_f1=macro_f1(pairs),
        interval=_bootstrap(pairs, random.Random(seed)),  # noqa: S311 -- resampling, no secret
        ece=calibration_error(predictions),
        sure=len(surely) / len(pairs),
        right_when_sure=_mean(surely) if surely else 0.0,
        coverage=accuracy_by_coverage(predictions),
        intents=intent_scores(pairs),
        confusion=dict(sorted(Counter(pairs).items())),
    )


def intent_scores(pairs: Sequence[tuple[str, str]]) -> dict[str, IntentScore]:
    """Return the score of each intent that occurs as a label; a pair is (label, prediction)."""
    truths, said = Counter(truth for truth, _ in pairs), Counter(predicted for _, predicted in pairs)
    hits = Counter(truth for truth, predicted in pairs if truth == predicted)
    return {
        intent: IntentScore(
            precision=hits[intent] / said[intent] if said[intent] else 0.0,
            recall=hits[intent] / truths[intent],
            f1=2 * hits[intent] / (truths[intent] + said[intent]),
            support=truths[intent],
        )
        for intent in sorted(truths)
    }


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """Return the unweighted mean of the F1 of the intents that occur as labels."""
    return _mean([score.f1 for score in intent_scores(pairs).values()])


def calibration_bins(predictions: Sequence[Prediction]) -> list[tuple[float, float, int]]:
    """Return (mean confidence, accuracy, number) of each bin of confidence that is not empty."""
    bins: list[list[Prediction]] = [[] for _ in range(BINS)]
    for one in predictions:
        bins[min(int(one.confidence * BINS), BINS - 1)].append(one)
    return [
        (_mean([one.confidence for one in full]), _mean([one.right for one in full]), len(full))
        for full in bins
        if full
    ]


def calibration_error(predictions: Sequence[Prediction]) -> float:
    """Return the expected calibration error.

    It is the mean gap of confidence and accuracy over the bins (Guo et al. 2017).
    """
    gaps = [abs(confidence - accuracy) * n for confidence, accuracy, n in calibration_bins(predictions)]
    return sum(gaps) / len(predictions)


def accuracy_by_coverage(predictions: Sequence[Prediction]) -> dict[float, float]:
    """Return the accuracy of the most confident share of the messages, for several shares."""
    ordered = sorted(predictions, key=lambda one: -one.confidence)
    return {
        share: _mean([one.right for one in ordered[: max(1, round(share * len(ordered)))]])
        for share in COVERAGES
    }


def _bootstrap(pairs: Sequence[tuple[str, str]], chance: random.Random) -> tuple[float, float]:
    scores = sorted(macro_f1(chance.choices(pairs, k=len(pairs))) for _ in range(RESAMPLES))
    return scores[int(RESAMPLES * 0.025)], scores[int(RESAMPLES * 0.975) - 1]


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers)

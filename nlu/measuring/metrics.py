"""How good and how honest a model is. Standard library only; runs on Python 3.10 too."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from nlu.measuring.verdicts import Verdict

BINS = 10
RESAMPLES = 1_000
COVERAGES = (1.0, 0.95, 0.9, 0.8, 0.7, 0.5)


@dataclass(frozen=True)
class Score:
    """Precision, recall and F1 of one intent; `support` is the number of messages that carry it."""

    precision: float
    recall: float
    f1: float
    support: int


@dataclass(frozen=True)
class Report:
    """All figures for one group of messages.

    `macro_f1` is the mean F1 over the intents that occur as labels; a verdict outside of them is wrong.
    `interval` holds 95 % of its bootstrap resamples. `ece` is the expected calibration error with ten bins
    of equal width. `coverage` maps a share of the messages, the most confident first, to their accuracy.
    """

    n: int
    accuracy: float
    macro_f1: float
    interval: "tuple[float, float]"
    ece: float
    coverage: "dict[float, float]"
    intents: "dict[str, Score]"
    confusion: "dict[tuple[str, str], int]"


def report(verdicts: Sequence[Verdict], seed: int = 0) -> Report:
    """The figures for verdicts on labelled messages, of which there is at least one."""
    pairs = [(str(one.sample.intent), one.intent) for one in verdicts]
    scores = intent_scores(pairs)
    return Report(
        n=len(pairs),
        accuracy=_mean([one.right for one in verdicts]),
        macro_f1=macro_f1(pairs),
        interval=_bootstrap(pairs, random.Random(seed)),  # noqa: S311 -- resampling, no secret
        ece=calibration_error(verdicts),
        coverage=accuracy_by_coverage(verdicts),
        intents=scores,
        confusion=dict(sorted(Counter(pairs).items())),
    )


def intent_scores(pairs: "Sequence[tuple[str, str]]") -> "dict[str, Score]":
    """The score of each intent that occurs as a label; a pair is (label, verdict)."""
    truths, said = Counter(truth for truth, _ in pairs), Counter(verdict for _, verdict in pairs)
    hits = Counter(truth for truth, verdict in pairs if truth == verdict)
    return {
        intent: Score(
            precision=hits[intent] / said[intent] if said[intent] else 0.0,
            recall=hits[intent] / truths[intent],
            f1=2 * hits[intent] / (truths[intent] + said[intent]),
            support=truths[intent],
        )
        for intent in sorted(truths)
    }


def macro_f1(pairs: "Sequence[tuple[str, str]]") -> float:
    """The unweighted mean of the F1 of the intents that occur as labels."""
    return _mean([score.f1 for score in intent_scores(pairs).values()])


def calibration_bins(verdicts: Sequence[Verdict]) -> "list[tuple[float, float, int]]":
    """(mean confidence, accuracy, number) of each bin of confidence that is not empty."""
    bins: list[list[Verdict]] = [[] for _ in range(BINS)]
    for one in verdicts:
        bins[min(int(one.confidence * BINS), BINS - 1)].append(one)
    return [
        (_mean([one.confidence for one in full]), _mean([one.right for one in full]), len(full))
        for full in bins
        if full
    ]


def calibration_error(verdicts: Sequence[Verdict]) -> float:
    """Expected calibration error: the mean gap of confidence and accuracy over the bins (Guo et al. 2017)."""
    gaps = [abs(confidence - accuracy) * n for confidence, accuracy, n in calibration_bins(verdicts)]
    return sum(gaps) / len(verdicts)


def accuracy_by_coverage(verdicts: Sequence[Verdict]) -> "dict[float, float]":
    """The accuracy of the most confident share of the messages, for several shares."""
    ordered = sorted(verdicts, key=lambda one: -one.confidence)
    return {
        share: _mean([one.right for one in ordered[: max(1, round(share * len(ordered)))]])
        for share in COVERAGES
    }


def _bootstrap(pairs: "Sequence[tuple[str, str]]", chance: random.Random) -> "tuple[float, float]":
    scores = sorted(macro_f1(chance.choices(pairs, k=len(pairs))) for _ in range(RESAMPLES))
    return scores[int(RESAMPLES * 0.025)], scores[int(RESAMPLES * 0.975) - 1]


def _mean(numbers: "Sequence[float]") -> float:
    return sum(numbers) / len(numbers)

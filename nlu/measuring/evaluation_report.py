"""The evaluation as text and as JSON."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from nlu.measuring.metrics import EvaluationReport, report
from nlu.measuring.predictions import Prediction

WORST = 12


def reports_by_language(predictions: Sequence[Prediction]) -> dict[str, EvaluationReport]:
    """Return a report on each language and one on `all`, from the predictions on labelled messages."""
    labelled = [one for one in predictions if one.message.intent is not None]
    languages = sorted({one.message.lang for one in labelled if one.message.lang})
    groups = {lang: [one for one in labelled if one.message.lang == lang] for lang in languages}
    return {name: report(group) for name, group in {**groups, "all": labelled}.items() if group}


def as_json(reports: dict[str, EvaluationReport], model: str) -> dict[str, Any]:
    """Return the reports as plain data; a confusion is listed as intent → prediction → number."""
    return {"model": model, "groups": {name: _plain(one) for name, one in reports.items()}}


def as_text(reports: dict[str, EvaluationReport], predictions: Sequence[Prediction], model: str) -> str:
    """Return the reports as tables, then the errors of which the model was surest."""
    lines = [f"model {model}"]
    for name, one in reports.items():
        lines += ["", *_section(name, one)]
    return "\n".join([*lines, "", *_worst(predictions)])


def _plain(one: EvaluationReport) -> dict[str, Any]:
    plain = asdict(one)
    plain["coverage"] = {f"{share:.2f}": accuracy for share, accuracy in one.coverage.items()}
    plain["confusion"] = {
        truth: {said: n for (label, said), n in one.confusion.items() if label == truth}
        for truth in one.intents
    }
    return plain


def _section(name: str, one: EvaluationReport) -> Iterator[str]:
    low, high = one.interval
    yield f"{name}: n = {one.n}, macro-F1 {one.macro_f1:.3f} (95 % bootstrap {low:.3f}–{high:.3f})"
    yield f"  accuracy {one.accuracy:.3f}, expected calibration error {one.ece:.3f}"
    shares = ", ".join(f"{share:.0%} → {accuracy:.3f}" for share, accuracy in one.coverage.items())
    yield f"  accuracy of the most confident: {shares}"
    yield f"  {'intent':<14}{'precision':>10}{'recall':>8}{'F1':>8}{'n':>6}   taken for"
    for intent, score in one.intents.items():
        others = ", ".join(f"{said} {n}" for (label, said), n in one.confusion.items() if label == intent)
        figures = f"{score.precision:>10.3f}{score.recall:>8.3f}{score.f1:>8.3f}{score.support:>6}"
        yield f"  {intent:<14}{figures}   {others}"


def _worst(predictions: Sequence[Prediction]) -> Iterator[str]:
    wrong = [one for one in predictions if one.message.intent is not None and not one.right]
    yield f"{len(wrong)} errors; the surest of them:"
    for one in sorted(wrong, key=lambda one: -one.confidence)[:WORST]:
        shown = one.message.text.replace("\n", " ")[:70]
        yield f"  {one.message.id}  {one.message.intent} → {one.intent} {one.confidence:.2f}  {shown}"

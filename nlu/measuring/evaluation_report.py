"""The evaluation as text and as JSON."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from nlu.contract.labels import Intent
from nlu.measuring.metrics import EvaluationReport, report
from nlu.measuring.predictions import Prediction

WORST = 12


def reports_by_language(predictions: Sequence[Prediction]) -> dict[str, EvaluationReport]:
    """Return a report on each language and one on `all`, from the predictions on known labels."""
    known = set(map(str, Intent))
    labelled = [one for one in predictions if one.message.intent in known]
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
    lines += ["", *_by_source(predictions), *_unknown_labels(predictions)]
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
    yield f"  answered surely {one.sure:.1%}, of these right {one.right_when_sure:.1%}"
    shares = ", ".join(f"{share:.0%} → {accuracy:.3f}" for share, accuracy in one.coverage.items())
    yield f"  accuracy of the most confident: {shares}"
    yield f"  {'intent':<14}{'precision':>10}{'recall':>8}{'F1':>8}{'n':>6}   taken for"
    for intent, score in one.intents.items():
        others = ", ".join(f"{said} {n}" for (label, said), n in one.confusion.items() if label == intent)
        figures = f"{score.precision:>10.3f}{score.recall:>8.3f}{score.f1:>8.3f}{score.support:>6}"
        yield f"  {intent:<14}{figures}   {others}"


def _by_source(predictions: Sequence[Prediction]) -> Iterator[str]:
    known = set(map(str, Intent))
    groups: defaultdict[tuple[str, str], list[Prediction]] = defaultdict(list)
    for one in predictions:
        if one.message.source and one.message.intent in known:
            groups[one.message.source, one.message.lang].append(one)
    for (source, lang), group in sorted(groups.items()):
        surely = [one.right for one in group if one.sure]
        right = f"{sum(surely) / len(surely):.1%}" if surely else "–"
        share = f"{len(surely) / len(group):.1%}"
        yield f"source {source}, {lang}: n = {len(group)}, answered surely {share}, of these right {right}"


def _unknown_labels(predictions: Sequence[Prediction]) -> Iterator[str]:
    """Yield what messages with a label that is no intent are taken for: "mixed" or "other", for example."""
    known = set(map(str, Intent))
    groups: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in predictions:
        if one.message.intent is not None and one.message.intent not in known:
            groups[one.message.intent][f"{'surely ' if one.sure else 'perhaps '}{one.intent}"] += 1
    for label, taken in sorted(groups.items()):
        listed = ", ".join(f"{name} {n}" for name, n in taken.most_common())
        yield f"label {label} is no intent: n = {taken.total()}, taken for {listed}"


def _worst(predictions: Sequence[Prediction]) -> Iterator[str]:
    known = set(map(str, Intent))
    wrong = [one for one in predictions if one.message.intent in known and not one.right]
    yield f"{len(wrong)} errors; the surest of them:"
    for one in sorted(wrong, key=lambda one: -one.confidence)[:WORST]:
        shown = one.message.text.replace("\n", " ")[:70]
        yield f"  {one.message.id}  {one.message.intent} → {one.intent} {one.confidence:.2f}  {shown}"

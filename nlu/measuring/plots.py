"""The evaluation as pictures: reliability and confusion, one SVG each."""

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl

mpl.use("svg")  # before pyplot is imported: there may be no display

from matplotlib import pyplot as plt
from matplotlib.figure import Figure

from nlu.measuring.metrics import EvaluationReport, calibration_bins
from nlu.measuring.predictions import Prediction


def draw(reports: dict[str, EvaluationReport], predictions: Sequence[Prediction], folder: Path) -> list[Path]:
    """Write reliability.svg and one confusion-….svg a group into the folder; return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    labelled = [one for one in predictions if one.message.intent is not None]
    drawn = [_reliability(labelled, folder / "reliability.svg")]
    return drawn + [_confusion(one, name, folder / f"confusion-{name}.svg") for name, one in reports.items()]


def _reliability(predictions: Sequence[Prediction], path: Path) -> Path:
    bins = calibration_bins(predictions)
    figure, axes = plt.subplots(figsize=(4.5, 4.5))
    axes.plot([0, 1], [0, 1], color="grey", linestyle="--", label="honest")
    axes.plot([one[0] for one in bins], [one[1] for one in bins], marker="o", label="model")
    for confidence, accuracy, n in bins:
        axes.annotate(str(n), (confidence, accuracy), xytext=(4, -10), textcoords="offset points", fontsize=7)
    axes.set(xlabel="confidence", ylabel="accuracy", xlim=(0, 1), ylim=(0, 1), title="Reliability")
    axes.legend(loc="upper left")
    return _save(figure, path)


def _confusion(one: EvaluationReport, name: str, path: Path) -> Path:
    truths = list(one.intents)
    said = sorted({predicted for _, predicted in one.confusion} | set(truths))
    table = [[one.confusion.get((truth, predicted), 0) for predicted in said] for truth in truths]
    figure, axes = plt.subplots(figsize=(1.4 + len(said), 1.2 + 0.8 * len(truths)))
    axes.imshow(table, cmap="Blues", aspect="auto")
    axes.set_xticks(range(len(said)), said, rotation=30, ha="right")
    axes.set_yticks(range(len(truths)), truths)
    for row, counts in enumerate(table):
        for column, n in enumerate(counts):
            colour = "white" if n > max(counts) / 2 else "black"
            axes.text(column, row, str(n), ha="center", va="center", color=colour)
    axes.set(xlabel="taken for", ylabel="label", title=f"{name}, n = {one.n}")
    return _save(figure, path)


def _save(figure: Figure, path: Path) -> Path:
    figure.tight_layout()
    figure.savefig(path)
    plt.close(figure)
    return path

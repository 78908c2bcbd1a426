"""Measures a model on labelled messages: `python -m nlu.evaluate FILE.jsonl`, in the Rasa environment."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from nlu.contract.text import classifiable
from nlu.measuring.evaluation_report import as_json, as_text, reports_by_language
from nlu.measuring.predictions import (
    BadLine,
    EvaluationMessage,
    Prediction,
    prediction,
    read_evaluation_file,
    write_predictions,
)
from nlu.quiet import hush
from nlu.serving.model import NluModel
from nlu.serving.parser import Parser
from nlu.training.checksum import ROOT, SealError
from nlu.training.model_registry import current

_AT_ONCE = 64


def main() -> int:
    """Print the figures and write what was asked for; return the exit code."""
    options = _options().parse_args()
    hush()
    try:
        messages = read_evaluation_file(options.file)
        model = NluModel.open(options.model or current(Path("models"), ROOT))
        _report(model.identity, predict(model, messages), options)
    except (BadLine, SealError, OSError) as exc:
        print(f"cannot evaluate: {exc}", file=sys.stderr)
        return 1
    return 0


def predict(model: Parser, messages: Sequence[EvaluationMessage]) -> list[Prediction]:
    """Return what the model says about each message, in order."""
    found: list[Prediction] = []
    for start in range(0, len(messages), _AT_ONCE):
        batch = messages[start : start + _AT_ONCE]
        answers = model.parse([classifiable(one.text) for one in batch], [one.state for one in batch])
        found += [prediction(*pair) for pair in zip(batch, answers, strict=True)]
    return found


def _report(identity: str, predictions: list[Prediction], options: argparse.Namespace) -> None:
    if options.predictions:
        write_predictions(predictions, options.predictions)
    reports = reports_by_language(predictions)
    if options.plots and reports:
        from nlu.measuring.plots import draw  # noqa: PLC0415 -- a slow import, needed for pictures only

        draw(reports, predictions, options.plots)
    if options.json:
        print(json.dumps(as_json(reports, identity), ensure_ascii=False, indent=2))
    elif reports:
        print(as_text(reports, predictions, identity))
    else:
        print(f"model {identity}: {len(predictions)} messages without labels, so there are no figures")


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="nlu.evaluate", description=__doc__)
    parser.add_argument("file", type=Path, help="JSON lines with text, and id, lang, intent")
    parser.add_argument("--model", type=Path, help="a model file; by default the current one of models/")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--predictions", type=Path, metavar="OUT.jsonl", help="write one prediction a line")
    parser.add_argument("--plots", type=Path, metavar="FOLDER", help="write SVG pictures")
    return parser


if __name__ == "__main__":
    sys.exit(main())

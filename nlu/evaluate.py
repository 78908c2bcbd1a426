"""Measures a model on labelled messages: `python -m nlu.evaluate FILE.jsonl`, in the Rasa environment."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from nlu.contract.text import classifiable
from nlu.measuring.evaluation_report import as_json, as_text, reports_by_language
from nlu.measuring.verdicts import BadLine, Sample, Verdict, read_samples, verdict, write_verdicts
from nlu.quiet import hush
from nlu.serving.model import Model
from nlu.training.checksum import ROOT, SealError
from nlu.training.model_registry import current

_AT_ONCE = 64


def main() -> int:
    """Prints the figures and writes what was asked for; returns the exit code."""
    options = _options().parse_args()
    hush()
    try:
        samples = read_samples(options.file)
        model = Model.open(options.model or current(Path("models"), ROOT))
        _tell(model.identity, verdicts_on(model, samples), options)
    except (BadLine, SealError, OSError) as exc:
        print(f"cannot evaluate: {exc}", file=sys.stderr)
        return 1
    return 0


def verdicts_on(model: Model, samples: Sequence[Sample]) -> "list[Verdict]":
    """What the model says about each message, in order."""
    found: list[Verdict] = []
    for start in range(0, len(samples), _AT_ONCE):
        batch = samples[start : start + _AT_ONCE]
        answers = model.parse([classifiable(one.text) for one in batch])
        found += [verdict(one, answer) for one, answer in zip(batch, answers, strict=True)]
    return found


def _tell(identity: str, verdicts: "list[Verdict]", options: argparse.Namespace) -> None:
    if options.predictions:
        write_verdicts(verdicts, options.predictions)
    reports = reports_by_language(verdicts)
    if options.plots and reports:
        from nlu.measuring.plots import draw  # noqa: PLC0415

        draw(reports, verdicts, options.plots)
    if options.json:
        print(json.dumps(as_json(reports, identity), ensure_ascii=False, indent=2))
    elif reports:
        print(as_text(reports, verdicts, identity))
    else:
        print(f"model {identity}: {len(verdicts)} messages without labels, so there are no figures")


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="nlu.evaluate", description=__doc__)
    parser.add_argument("file", type=Path, help="JSON lines with text, and id, lang, intent")
    parser.add_argument("--model", type=Path, help="a model file; by default the current one of models/")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--predictions", type=Path, metavar="OUT.jsonl", help="write one verdict a line")
    parser.add_argument("--plots", type=Path, metavar="FOLDER", help="write SVG pictures")
    return parser


if __name__ == "__main__":
    sys.exit(main())

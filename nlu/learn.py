"""Learns from what staff have labelled, and promotes only what is not worse: `python -m nlu.learn`.

Runs in the Rasa environment and reads JSON lines with `text`, `intent` and `language` from standard input;
lines with `past` and `text` are messages that both models read, which shows what would change. A candidate is
trained on the authored messages and the labelled ones, tried beside the running model on the authored
evaluation sets and on labelled messages that never teach, and made current unless it is worse than that or
than the best of the last models (nlu/training/trial.py, nlu/training/model_history.py).
"""

import argparse
import fcntl
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from nlu.evaluate import predict
from nlu.measuring.predictions import BadLine, EvaluationMessage, read_evaluation_file
from nlu.parent_watch import end_with_parent
from nlu.serving.model import NluModel
from nlu.train import add_training_options, train_into
from nlu.training.authored import AuthoredMessage, CannotTrain
from nlu.training.checksum import COMPONENTS, ROOT, SealError, fingerprint, seal_path
from nlu.training.lessons import read_lessons, split_lessons, write_lessons
from nlu.training.model_history import TriedModel, marked, read_history, write_history
from nlu.training.model_registry import choose, prune, usable
from nlu.training.past_readings import PastMessage, PastReadings, compared, split_lines
from nlu.training.trial import Trial

_NICE = 5  # customers' messages go first


class AlreadyLearning(Exception):
    """Another process is training a candidate for the same folder."""


@dataclass(frozen=True)
class LearningOutcome:
    """The candidate beside the running model ("" if there was none)."""

    promoted: bool
    running: str
    candidate: str
    teaching: int
    held_back: int
    left_out: int
    seconds: float
    trials: tuple[Trial, ...]
    changes: PastReadings | None = None
    only_tried: bool = False


def main() -> int:
    """Learn, print the outcome and return the exit code: 0, whether the candidate was promoted or not."""
    options = _options().parse_args()
    end_with_parent()
    os.nice(_NICE)
    try:
        with _only_learner(options.out):
            lessons, past = split_lines(sys.stdin)
            outcome = _learn(read_lessons(lessons), past, options)
    except (AlreadyLearning, BadLine, CannotTrain, SealError, OSError) as exc:
        print(f"cannot learn: {exc}", file=sys.stderr)
        return 1
    print(json.dumps(as_json(outcome)) if options.json else as_text(outcome))
    return 0


def as_json(outcome: LearningOutcome) -> dict[str, Any]:
    """Return plain data; a trial comes with its accuracies, 0–1."""
    trials = [
        {
            **asdict(replace(one, rival=None)),
            "before": one.before,
            "after": one.after,
            "best": one.best,
            "chance": one.chance,
            "worse": one.worse,
        }
        for one in outcome.trials
    ]
    return {**asdict(outcome), "trials": trials}


def as_text(outcome: LearningOutcome) -> str:
    """Return both models side by side, and what became of the candidate."""
    use = f"{outcome.teaching} labelled messages teach, {outcome.held_back} test"
    lines = [
        f"{use}, {outcome.left_out} are left out: they are like measured ones.",
        f"{'messages':<22}{'n':>6}{'best':>8}{'running':>10}{'candidate':>11}{'fixed':>7}{'broken':>8}{'p':>7}",
    ]
    for one in outcome.trials:
        accuracies = f"{one.best:>8.3f}{one.before:>10.3f}{one.after:>11.3f}"
        counts = f"{one.fixed:>7}{one.broken:>8}{one.chance:>7.2f}"
        lines.append(f"{one.name:<22}{one.n:>6}{accuracies}{counts}{'  worse' if one.worse else ''}")
    if outcome.changes is not None:
        lines.append(f"{outcome.changes.changed} of {outcome.changes.read} past messages are read otherwise.")
    end = (
        f"{outcome.candidate} is the current model now; `huifang nlu restore` goes back to {outcome.running}"
        if outcome.promoted
        else f"{outcome.candidate} was only tried and is dropped; {outcome.running} stays"
        if outcome.only_tried
        else f"{outcome.candidate} is worse and was dropped; {outcome.running} stays"
    )
    return "\n".join([*lines, f"{end} ({outcome.seconds:.0f} s)."])


def _learn(
    lessons: list[AuthoredMessage], past: list[PastMessage], options: argparse.Namespace
) -> LearningOutcome:
    began = time.monotonic()
    sets = _evaluation_sets(options.measured)
    split = split_lessons(lessons, [one.text for messages in sets.values() for one in messages])
    write_lessons(split.teaching, options.learned)
    sets["held back"] = [
        EvaluationMessage(one.text, one.language, one.text, one.intent) for one in split.held_back
    ]
    running = usable(options.out, ROOT)
    before = _rights(running, sets) if running else {name: [False] * len(sets[name]) for name in sets}
    candidate = train_into(options.out / "candidate", options, partial(print, file=sys.stderr, flush=True))
    after = _rights(candidate, sets)
    history = read_history(options.out, _pipeline(options))
    if running:
        history = history.with_model(_tried(running, sets, before))
    tried = _tried(candidate, sets, after)
    trials = tuple(
        history.judged(Trial.of(name, before[name], after[name]), tried.sets[name]) for name in sets
    )
    changes = _changes(running, candidate, past) if running and past else None
    promoted = not options.only_try and not any(one.worse for one in trials)
    if promoted:
        _promote(candidate, options.out)
        write_history(options.out, history.with_model(tried))
    else:
        _remove(candidate)
    return LearningOutcome(
        promoted=promoted,
        running=_name(running) if running else "",
        candidate=_name(candidate),
        teaching=len(split.teaching),
        held_back=len(split.held_back),
        left_out=split.left_out,
        seconds=round(time.monotonic() - began, 1),
        trials=trials,
        changes=changes,
        only_tried=options.only_try,
    )


def _changes(running: Path, candidate: Path, past: list[PastMessage]) -> PastReadings:
    """Return which past messages both models read as different intents, each without its talk."""
    messages = [EvaluationMessage(str(one.id), "", one.text, None) for one in past]
    before, after = (
        [one.intent for one in predict(NluModel.open(path), messages)] for path in (running, candidate)
    )
    return compared(past, before, after)


def _evaluation_sets(folder: Path) -> dict[str, list[EvaluationMessage]]:
    """Return the messages of each file whose intents are labelled; the others measure attributes."""
    read = {path.name: read_evaluation_file(path) for path in sorted(folder.glob("*.jsonl"))}
    return {name: messages for name, messages in read.items() if all(one.intent for one in messages)}


def _rights(path: Path, sets: dict[str, list[EvaluationMessage]]) -> dict[str, list[bool]]:
    """Return whether the model is right on each message of each set."""
    model = NluModel.open(path)
    return {name: [one.right for one in predict(model, messages)] for name, messages in sets.items()}


def _tried(
    model: Path, sets: dict[str, list[EvaluationMessage]], rights: dict[str, list[bool]]
) -> TriedModel:
    return TriedModel(
        _name(model),
        {
            name: marked([(one.text, one.intent) for one in messages], rights[name])
            for name, messages in sets.items()
        },
    )


def _pipeline(options: argparse.Namespace) -> str:
    """Return a fingerprint of what models of one history have in common: all but what staff have labelled."""
    return fingerprint([options.config, *options.data.glob("*.yml"), *ROOT.glob(COMPONENTS)])


def _promote(candidate: Path, folder: Path) -> None:
    seal_path(candidate).replace(folder / seal_path(candidate).name)
    choose(candidate.replace(folder / candidate.name))
    prune(folder)


def _remove(candidate: Path) -> None:
    candidate.unlink()
    seal_path(candidate).unlink()


def _name(model: Path) -> str:
    return model.name.split(".")[0]


@contextmanager
def _only_learner(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "learning.lock").open("w", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as exc:
            raise AlreadyLearning("another candidate is being trained; wait for it to end") from exc
        yield


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="nlu.learn", description=__doc__)
    add_training_options(parser)
    parser.set_defaults(learned=Path("var/learned"))
    parser.add_argument("--measured", type=Path, default=Path("data/eval"), help="authored evaluation sets")
    parser.add_argument("--only-try", action="store_true", help="compare the candidate and never promote it")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


if __name__ == "__main__":
    sys.exit(main())

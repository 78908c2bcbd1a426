"""Learns from what staff have labelled, and promotes only what is not worse: `python -m nlu.learn`.

Runs in the Rasa environment and reads JSON lines with `text`, `intent` and `language` from standard input. A
candidate is trained on the authored messages and these, tried beside the running model on the authored
evaluation sets and on labelled messages that never teach, and made current unless it is worse
(nlu/training/trial.py).
"""

import argparse
import fcntl
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from nlu.evaluate import verdicts_on
from nlu.measuring.verdicts import BadLine, Sample, read_samples
from nlu.serving.model import Model
from nlu.train import CannotTrain, add_lessons, train_into
from nlu.training.authored import Authored
from nlu.training.checksum import ROOT, SealError, seal_path
from nlu.training.lessons import BadLessons, read_lessons, sorted_out, write_lessons
from nlu.training.model_registry import choose, prune, usable
from nlu.training.trial import Trial

_NICE = 5  # customers' messages go first


class AlreadyLearning(Exception):
    """Another process is training a candidate for the same folder."""


@dataclass(frozen=True)
class Learned:
    """How it ended: the candidate beside the running model ("" if there was none)."""

    promoted: bool
    running: str
    candidate: str
    teaching: int
    held_back: int
    left_out: int
    seconds: float
    trials: "tuple[Trial, ...]"


def main() -> int:
    """Learns, says how it ended, and returns the exit code: 0, whether the candidate was promoted or not."""
    options = _options().parse_args()
    os.nice(_NICE)
    try:
        with _alone(options.out):
            learned = _learn(read_lessons(sys.stdin), options)
    except (AlreadyLearning, BadLessons, BadLine, CannotTrain, SealError, OSError) as exc:
        print(f"cannot learn: {exc}", file=sys.stderr)
        return 1
    print(json.dumps(as_json(learned)) if options.json else as_text(learned))
    return 0


def as_json(learned: Learned) -> "dict[str, Any]":
    """Plain data; a trial comes with its accuracies, 0–1."""
    trials = [
        {**asdict(one), "before": one.before, "after": one.after, "chance": one.chance, "worse": one.worse}
        for one in learned.trials
    ]
    return {**asdict(learned), "trials": trials}


def as_text(learned: Learned) -> str:
    """Both models side by side, and what became of the candidate."""
    use = f"{learned.teaching} labelled messages teach, {learned.held_back} test"
    lines = [
        f"{use}, {learned.left_out} are left out: they are like measured ones.",
        f"{'messages':<22}{'n':>6}{'running':>10}{'candidate':>11}{'fixed':>7}{'broken':>8}{'p':>7}",
    ]
    for one in learned.trials:
        accuracies = f"{one.before:>10.3f}{one.after:>11.3f}"
        counts = f"{one.fixed:>7}{one.broken:>8}{one.chance:>7.2f}"
        lines.append(f"{one.name:<22}{one.n:>6}{accuracies}{counts}{'  worse' if one.worse else ''}")
    end = (
        f"{learned.candidate} is the current model now; `huifang nlu restore` goes back to {learned.running}"
        if learned.promoted
        else f"{learned.candidate} is worse and was dropped; {learned.running} stays"
    )
    return "\n".join([*lines, f"{end} ({learned.seconds:.0f} s)."])


def _learn(lessons: "list[Authored]", options: argparse.Namespace) -> Learned:
    began = time.monotonic()
    sets = {path.name: read_samples(path) for path in sorted(options.measured.glob("*.jsonl"))}
    use = sorted_out(lessons, [one.text for samples in sets.values() for one in samples])
    write_lessons(use.teaching, options.learned)
    sets["held back"] = [_sample(one) for one in use.held_back]
    running = usable(options.out, ROOT)
    before = _rights(running, sets) if running else {name: [False] * len(sets[name]) for name in sets}
    tell = partial(print, file=sys.stderr, flush=True)
    candidate = train_into(options.out / "candidate", options, tell)
    after = _rights(candidate, sets)
    trials = tuple(Trial.of(name, before[name], after[name]) for name in sets)
    promoted = not any(one.worse for one in trials)
    _settle(candidate, options.out, promoted=promoted)
    return Learned(
        promoted=promoted,
        running=_name(running) if running else "",
        candidate=_name(candidate),
        teaching=len(use.teaching),
        held_back=len(use.held_back),
        left_out=use.left_out,
        seconds=round(time.monotonic() - began, 1),
        trials=trials,
    )


def _rights(path: Path, sets: "dict[str, list[Sample]]") -> "dict[str, list[bool]]":
    """Whether the model is right on each message of each set."""
    model = Model.open(path)
    return {name: [one.right for one in verdicts_on(model, samples)] for name, samples in sets.items()}


def _settle(candidate: Path, shelf: Path, *, promoted: bool) -> None:
    """Puts the candidate on the shelf and makes it current, or removes it."""
    if not promoted:
        candidate.unlink()
        seal_path(candidate).unlink()
        return
    seal_path(candidate).replace(shelf / seal_path(candidate).name)
    choose(candidate.replace(shelf / candidate.name))
    prune(shelf)


def _name(model: Path) -> str:
    return model.name.split(".")[0]


def _sample(one: Authored) -> Sample:
    return Sample(one.text, one.language, one.text, one.intent)


@contextmanager
def _alone(folder: Path) -> "Iterator[None]":
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "learning.lock").open("w", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as exc:
            raise AlreadyLearning("another candidate is being trained; wait for it to end") from exc
        yield


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="nlu.learn", description=__doc__)
    add_lessons(parser)
    parser.set_defaults(learned=Path("var/learned"))
    parser.add_argument("--measured", type=Path, default=Path("data/eval"), help="authored evaluation sets")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


if __name__ == "__main__":
    sys.exit(main())

"""Trains a model and makes it the current one: `python -m nlu.train`, in the Rasa environment."""

import argparse
import os
import sys
import time
from collections.abc import Callable
from datetime import datetime, timezone
from functools import partial
from pathlib import Path

from nlu.quiet import hush
from nlu.training.checksum import ROOT, Origin, seal
from nlu.training.model_registry import choose, prune


class CannotTrain(Exception):
    """The messages, the configuration or the folder stand in the way; the message says why."""


def main() -> int:
    """Trains on the folders of messages and leaves a sealed model file; returns the exit code."""
    options = _options().parse_args()
    began = time.monotonic()
    try:
        trained = train_into(options.out, options, partial(print, flush=True))
        choose(trained)
        prune(options.out)
    except (CannotTrain, OSError) as exc:
        print(f"cannot train: {exc}", file=sys.stderr)
        return 1
    print(f"{trained} trained in {time.monotonic() - began:.0f} s")
    return 0


def train_into(folder: Path, options: argparse.Namespace, tell: Callable[[str], None]) -> Path:
    """Trains a model by `config`, `data` and `learned` of the options; its sealed file in the folder."""
    hush()
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # the slow steps have a process a core
    tell("1/3 loading Rasa …")
    # A slow import: the line above is shown first, and TensorFlow reads the variable when it is imported.
    from nlu.training.graph import Lessons, TrainingError, train  # noqa: PLC0415

    learned = options.learned if options.learned and options.learned.is_dir() else None
    trained = folder / f"{datetime.now(timezone.utc):%Y%m%d-%H%M%S}.tar.gz"
    folder.mkdir(parents=True, exist_ok=True)
    origin = Origin.of(ROOT, options.config, options.data, *([learned] if learned else []))
    try:
        train(Lessons(options.config, options.data, learned), trained, tell)
    except TrainingError as exc:
        raise CannotTrain(str(exc)) from exc
    seal(trained, origin)
    return trained


def add_lessons(parser: argparse.ArgumentParser) -> None:
    """The options that say what to learn from and where models lie."""
    parser.add_argument("--config", type=Path, default=Path("config.yml"))
    parser.add_argument("--data", type=Path, default=Path("data/nlu"), help="authored messages")
    parser.add_argument("--learned", type=Path, help="messages that staff have labelled")
    parser.add_argument("--out", type=Path, default=Path("models"))


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="nlu.train", description=__doc__)
    add_lessons(parser)
    return parser


if __name__ == "__main__":
    sys.exit(main())

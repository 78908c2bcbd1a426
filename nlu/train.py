"""Trains a model and makes it the current one: `python -m nlu.train`, in the Rasa environment."""

import argparse
import os
import sys
import time
from collections.abc import Callable
from datetime import datetime, timezone
from functools import partial
from pathlib import Path

from nlu.parent_watch import end_with_parent
from nlu.quiet import hush
from nlu.training.authored import CannotTrain
from nlu.training.checksum import ROOT, ModelOrigin, seal
from nlu.training.freed_memory import return_freed_memory
from nlu.training.model_registry import choose, prune


def main() -> int:
    """Train on the folders of messages and leave a sealed model file; return the exit code."""
    options = _options().parse_args()
    end_with_parent()
    began = time.monotonic()
    try:
        trained = train_into(options.out, options, partial(print, flush=True))
        choose(trained)
        prune(options.out)
    except (CannotTrain, OSError) as exc:
        print(f"cannot train: {exc}", file=sys.stderr)
        return 1
    except MemoryError:
        print("cannot train: memory has run out", file=sys.stderr)
        return 1
    print(f"{trained} trained in {time.monotonic() - began:.0f} s")
    return 0


def train_into(folder: Path, options: argparse.Namespace, tell: Callable[[str], None]) -> Path:
    """Train a model by `config`, `data` and `learned` of the options; return its sealed file in the folder.

    Raises:
        CannotTrain: the configuration or the messages are wrong.
    """
    hush()
    return_freed_memory()
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # the slow steps have a thread a core
    tell("1/3 loading Rasa …")
    # A slow import: the line above is shown first, and TensorFlow reads the variable when it is imported.
    from nlu.training.graph import TrainingSources, train  # noqa: PLC0415

    learned = options.learned if options.learned and options.learned.is_dir() else None
    trained = folder / f"{datetime.now(timezone.utc):%Y%m%d-%H%M%S}.tar.gz"
    folder.mkdir(parents=True, exist_ok=True)
    folders = [options.data, options.attributes, *([learned] if learned else [])]
    origin = ModelOrigin.of(ROOT, options.config, *folders)
    train(TrainingSources(options.config, options.data, learned, options.attributes), trained, tell)
    seal(trained, origin)
    return trained


def add_training_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that say what to learn from and where models lie."""
    parser.add_argument("--config", type=Path, default=Path("config.yml"))
    parser.add_argument("--data", type=Path, default=Path("data/nlu"), help="authored messages")
    parser.add_argument(
        "--attributes", type=Path, default=Path("data/attributes"), help="authored messages with attributes"
    )
    parser.add_argument("--learned", type=Path, help="messages that staff have labelled")
    parser.add_argument("--out", type=Path, default=Path("models"))


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="nlu.train", description=__doc__)
    add_training_options(parser)
    return parser


if __name__ == "__main__":
    sys.exit(main())

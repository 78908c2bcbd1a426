"""Trains a model: `python -m nlu.train`, in the Rasa environment."""

import argparse
import os
import sys
import time
from datetime import datetime, timezone
from functools import partial
from pathlib import Path

from nlu.quiet import hush
from nlu.seal import Origin, seal

_ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Trains on the folder of messages and leaves a sealed model file; returns the exit code."""
    options = _options().parse_args()
    hush()
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # the slow steps have a process a core
    began = time.monotonic()
    print("1/3 loading Rasa …", flush=True)
    # A slow import: the line above is shown first, and TensorFlow reads the variable when it is imported.
    from nlu.training import TrainingError, train  # noqa: PLC0415

    name = datetime.now(timezone.utc).strftime("%Y%m%d-%H%M%S")
    trained = options.out / f"{name}.tar.gz"
    try:
        options.out.mkdir(parents=True, exist_ok=True)
        origin = Origin.of(_ROOT, options.config, options.data)
        train(options.config, options.data, trained, partial(print, flush=True))
        digest = seal(trained, origin)
    except (TrainingError, OSError) as exc:
        print(f"cannot train: {exc}", file=sys.stderr)
        return 1
    print(f"{trained} ({digest[:12]}) trained in {time.monotonic() - began:.0f} s")
    return 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="nlu.train", description=__doc__)
    parser.add_argument("--config", type=Path, default=Path("config.yml"))
    parser.add_argument("--data", type=Path, default=Path("data/nlu"))
    parser.add_argument("--out", type=Path, default=Path("models"))
    return parser


if __name__ == "__main__":
    sys.exit(main())

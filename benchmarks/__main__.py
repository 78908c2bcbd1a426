"""`make bench`: what a machine like this one can expect of Huifang."""

import argparse
import asyncio
from pathlib import Path

from benchmarks.day import live_through


def main() -> None:
    """Read the options and run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=Path("data/eval/eval.jsonl"))
    parser.add_argument("--services", type=int, default=20, help="how many services end")
    parser.add_argument("--rate", type=float, help="messages a second; as fast as answered if not given")
    parser.add_argument("--kill-after", type=float, help="kill the application so many seconds into it")
    options = parser.parse_args()
    asyncio.run(live_through(options.file.resolve(), options.services, options.rate, options.kill_after))


if __name__ == "__main__":
    main()

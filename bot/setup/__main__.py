"""`python3 -m bot.setup [--dev]`: make what is missing, leave alone what is there."""

from __future__ import annotations

import sys
from pathlib import Path

from bot.setup.environments import SetupError, make_application, make_understanding
from bot.setup.pythons import find_application_python, find_understanding_python

ROOT = Path(__file__).resolve().parents[2]


def main(arguments: list[str]) -> int:
    """Make both environments; the exit code."""
    unknown = [argument for argument in arguments if argument != "--dev"]
    if unknown:
        print("usage: python3 -m bot.setup [--dev]", file=sys.stderr)
        return 2
    try:
        python = find_application_python()
        understanding = find_understanding_python()
        uv = make_application(ROOT, python, dev="--dev" in arguments)
        make_understanding(ROOT, understanding, uv)
    except SetupError as exc:
        print(f"\nHuifang cannot be set up: {exc}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

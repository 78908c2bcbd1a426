"""`make chaos KILLS=n [ROOM=m] [SEED=s] [DATABASE=…]`: is anything lost or doubled when processes die?"""

import argparse
import asyncio
import contextlib
import secrets
import sys
import tempfile
from pathlib import Path

from tests import postgres
from tests.chaos.run import Kills, chaos


def main() -> None:
    """Run, print what was found, and exit with 1 where anything was lost or doubled."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("kills", type=int, help="how often processes are killed")
    parser.add_argument("--room", type=int, help="how many of them while staff answer in a group, else half")
    parser.add_argument("--seed", type=int, default=None, help="repeats the decisions of a run")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    options = parser.parse_args()
    seed = secrets.randbelow(10**6) if options.seed is None else options.seed
    in_room = options.kills // 2 if options.room is None else options.room
    kills = Kills(options.kills, options.kills - in_room)
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="huifang-chaos-")))
        server = stack.enter_context(postgres.running()) if options.database == "postgresql" else None
        outcome = asyncio.run(chaos(folder, seed, kills, server, _say))
    for line in (*outcome.findings.lost, *outcome.findings.doubled):
        _say(line)
    if outcome.findings.unknown:
        _say(f"unknown sends, each shown to staff: {', '.join(map(str, outcome.findings.unknown))}")
    _say(str(outcome))
    sys.exit(bool(outcome.findings.lost or outcome.findings.doubled))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


main()

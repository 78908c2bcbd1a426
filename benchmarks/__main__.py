"""`make bench`: what a machine like this one can expect of Huifang, and of the peer one would take instead.

Every system gets the same messages from a separate sandbox, one system after the other: first 30 a second,
for the latency, then as many as it answers, for the throughput (median of the rounds).
"""

import argparse
import asyncio
import subprocess
from pathlib import Path

from benchmarks import results
from benchmarks.claims import measure_claims
from benchmarks.growth import MESSAGES, measure_growth
from benchmarks.load import Measured, Plan, measure
from benchmarks.peer.training import trained_model
from benchmarks.restarts import measure_restarts
from benchmarks.systems import Start, huifang_on_postgres, huifang_on_sqlite, stock_rasa

SYSTEMS: dict[str, Start] = {
    results.OURS: huifang_on_sqlite,
    results.PEER: stock_rasa,
    "Huifang, PostgreSQL, 1 worker": huifang_on_postgres(1),
    "Huifang, PostgreSQL, 2 workers": huifang_on_postgres(2),
    "Huifang, PostgreSQL, 4 workers": huifang_on_postgres(4),
}
LONGEST = 240.0  # seconds for one system, with its start
RESULTS = Path("var/bench.json")


def main() -> None:
    """Read the options, measure, print, and keep the figures in var/bench.json."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=Path("data/eval/eval.jsonl"))
    parser.add_argument("--quick", action="store_true", help="a few seconds a system, to see that it works")
    parser.add_argument("--only", help="only systems with this in their name")
    parser.add_argument("--growth", type=int, nargs="?", const=MESSAGES, help="memory over so many messages")
    options = parser.parse_args()
    plan = Plan(steady=4, saturated=2, rounds=1) if options.quick else Plan()
    chosen = {name: start for name, start in SYSTEMS.items() if not options.only or options.only in name}
    if results.PEER in chosen and not _peer_is_trained():
        del chosen[results.PEER]
    systems = asyncio.run(_measure_all(chosen, options.file.resolve(), plan))
    print(results.table(systems), flush=True)
    claims = [] if options.only else [measure_claims(4)]
    restarts = None if options.only else asyncio.run(measure_restarts())
    growth = None
    if options.growth:
        growth = asyncio.run(measure_growth(options.file.resolve(), options.growth, _say))
    for each in (*claims, restarts, growth):
        if each is not None:
            print(each)
    results.write(RESULTS, systems, claims, restarts, growth)
    print(f"kept in {RESULTS}")


async def _measure_all(chosen: dict[str, Start], file: Path, plan: Plan) -> dict[str, Measured]:
    measured: dict[str, Measured] = {}
    for name, start in chosen.items():
        _say(f"measuring {name} …")
        try:
            async with asyncio.timeout(LONGEST):
                measured[name] = await measure(start, file, plan)
        except TimeoutError:
            _say(f"{name} was given up after {LONGEST:.0f} s")
        except Exception as exc:  # the other systems are measured all the same
            _say(f"{name} cannot be measured: {exc!r:.500}")
    return measured


def _peer_is_trained() -> bool:
    """Train the peer where that was not done yet; its time is not that of the measuring."""
    try:
        trained_model()
    except subprocess.SubprocessError as exc:
        _say(f"the peer is left out, since it could not be trained: {exc}")
        return False
    return True


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main()

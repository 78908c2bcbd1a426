"""`python -m benchmarks.reports`: how long reports take over a million answers, on SQLite and PostgreSQL.

Each report is timed as the API makes it, from an opened session to the finished body. The targets are 300 ms
for 95 of 100 reports, and 5 ms for finding a hundred surveys that fall due. Peer: the same report counted
answer by answer, without folded days. Beside each time stands the processor time of this process, which
depends less on other work of the machine.
"""

import argparse
import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from actions.surveys.asking.schedule import due
from benchmarks.databases import databases, is_filled, load_average
from benchmarks.million import DAYS, Year
from bot.api.report_bodies import ReportBody
from bot.process.memory import keep_loaded
from store.engine.database import Database
from store.reports.key_drivers import key_drivers
from store.reports.question_figures import count_answers, latest_comments, outlets
from store.reports.report import ReportRequest, report
from store.reports.score_sheet import ScoredBy, ScoreRequest, score_sheet
from store.reports.sums.folding import fold_all, unfold_all
from store.reports.sums.grouping import By
from store.reports.sums.scope import Scope
from store.schema import upgrade

NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
PERIODS = (7, 30, 90, 365)  # days
SLOW, DUE = 0.300, 0.005  # seconds
BATCH = 100
PAGES = 40  # of key drivers, and of score sheets
EQUAL = dict.fromkeys(ScoredBy, 20.0)


def questions(count: int) -> Iterator[ReportRequest]:
    """Reports as people ask for them: most end today, some are set against an earlier period."""
    random = Random(1)  # noqa: S311 - it must repeat, no secret
    for _ in range(count):
        length = timedelta(days=random.choice(PERIODS))
        midnight = datetime(NOW.year, NOW.month, NOW.day + 1, tzinfo=ZONE)
        room = (timedelta(days=DAYS) - length).days
        until = midnight - timedelta(days=random.randint(0, room) if random.random() < 0.4 else 0)
        scope = Scope(since=until - length, until=until)
        if random.random() < 0.2:
            scope = Scope("post_service", scope.since, scope.until)
        if random.random() < 0.2:
            scope = Scope(scope.survey_key, scope.since, scope.until, "outlet-3")
        earlier = (until - 2 * length, until - length) if random.random() < 0.2 else None
        yield ReportRequest(scope, ZONE, random.choice((None, *By)), earlier, NOW, with_answers=True)


@dataclass(frozen=True, slots=True)
class Took:
    """How long something took on the clock, and how long this process worked for it; in seconds."""

    seconds: float
    processor: float


async def timed(work: Callable[[], Awaitable[object]]) -> Took:
    """Return how long it takes."""
    begun, worked = time.perf_counter(), time.process_time()
    await work()
    return Took(time.perf_counter() - begun, time.process_time() - worked)


def spread(name: str, took: Sequence[Took], target: float) -> str:
    """Return the median, the 95th of a hundred and the longest, in milliseconds."""
    ordered, worked = sorted(each.seconds for each in took), sorted(each.processor for each in took)
    p95 = ordered[int(0.95 * (len(ordered) - 1))]
    verdict = "held" if p95 <= target else "MISSED"
    middle, longest = ordered[len(ordered) // 2] * 1000, ordered[-1] * 1000
    processor = worked[len(worked) // 2] * 1000, worked[int(0.95 * (len(worked) - 1))] * 1000
    return (
        f"{name:<34} n {len(ordered):>4}  p50 {middle:8.1f} ms  p95 {p95 * 1000:8.1f} ms  "
        f"longest {longest:8.1f} ms  processor p50 {processor[0]:7.1f} p95 {processor[1]:7.1f} ms  "
        f"target {target * 1000:.0f} ms: {verdict}  {load_average()}"
    )


async def prepare(name: str, database: Database) -> None:
    """Fill a database where it is empty, and fold it."""
    await upgrade(database)
    if not await is_filled(database):
        filled = await timed(lambda: Year(NOW).fill(database))
        print(f"\n{name}: filled in {filled.seconds:.0f} s", flush=True)
    folded = await timed(lambda: fold_all(database, NOW, ZONE))
    print(f"\n{name}: folded in {folded.seconds:.0f} s", flush=True)


async def measure(name: str, address: str, reports: int, *, with_peer: bool) -> None:
    """Time what is asked of a database."""
    database = Database.at(address)
    await prepare(name, database)
    keep_loaded()  # as the application does

    async def make(asked: ReportRequest) -> None:
        async with database.reading() as session:
            ReportBody.model_validate(await report(session, asked)).model_dump_json()

    async def page(asked: ReportRequest) -> None:
        async with database.reading() as session:
            await count_answers(session, asked.scope)
            await latest_comments(session, asked.scope)
            await outlets(session)

    async def drive(asked: ReportRequest) -> None:
        async with database.reading() as session:
            await key_drivers(session, asked.scope)

    async def score(asked: ReportRequest) -> None:
        async with database.reading() as session:
            wanted = ScoreRequest(asked.scope, ZONE, By.OUTLET, NOW, EQUAL, {"courtesy": 100})
            await score_sheet(session, wanted)

    async def claim() -> None:
        async with database.reading() as session:
            await due(session, NOW, BATCH)

    wanted = list(questions(reports))
    await make(wanted[0])  # the first one compiles statements
    print(spread("reports", [await timed(partial(make, each)) for each in wanted], SLOW))
    print(spread("pages of the console", [await timed(partial(page, each)) for each in wanted], SLOW))
    print(spread("key drivers", [await timed(partial(drive, each)) for each in wanted[:PAGES]], SLOW))
    print(spread("score sheets", [await timed(partial(score, each)) for each in wanted[:PAGES]], SLOW))
    print(spread("a hundred surveys that are due", [await timed(claim) for _ in range(200)], DUE))
    if with_peer:
        async with database.transaction() as session:
            await unfold_all(session)
        counted = [await timed(partial(make, each)) for each in wanted[:10]]
        print(spread("peer: reports without folds", counted, SLOW), flush=True)
    await database.close()


async def compare(reports: int, kept: Path | None) -> None:
    """Both databases, one after the other; folds that are kept are not deleted for the peer."""
    with databases("reports", kept) as addresses:
        for name, address in addresses.items():
            await measure(name, address, reports, with_peer=kept is None)


def main() -> None:
    """Read the options and run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reports", description=__doc__)
    parser.add_argument("--reports", type=int, default=200, help="how many reports are made")
    parser.add_argument("--keep", type=Path, help="a folder in which the databases stay for the next time")
    options = parser.parse_args()
    asyncio.run(compare(options.reports, options.keep))


if __name__ == "__main__":
    main()

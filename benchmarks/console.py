"""`python -m benchmarks.console`: how quick the console is with a million messages in 200,000 conversations.

Every page is asked for over HTTP, logged in as an administrator, and timed from the request to the whole
response; what lies between is everything but the network. The targets are those of the people who wait: 50 ms
for 95 of 100 lists, 80 ms and 60 kB for the page on which an agent works, 100 ms for a search, 400 ms for the
overview, 300 ms for themes, and no more for the last page of a list than for the first. The page on which an
agent works has at most 60 kB of script.
"""

import argparse
import asyncio
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from urllib.parse import quote
from zoneinfo import ZoneInfo

import httpx
from sqlalchemy import select

from actions.staff.roster import add_member
from actions.staff.sessions import open_session
from benchmarks.databases import databases, is_filled, load_average
from benchmarks.million import DAYS
from benchmarks.talks import CONVERSATIONS, RARE, Talks
from bot.console.console_app import build_console
from bot.console.web.fields import cursor_text
from bot.process.memory import keep_loaded
from store.engine.database import Database
from store.models.staff import Role, Staff
from store.queries.paging import Cursor
from store.queries.quality.themes import ThemeSource
from store.reports.sums.folding import fold_all
from store.schema import upgrade
from tests.bot.console.furnished import console_deps
from tests.house import shipped_house

NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
LIST, WORK, SEARCH, OVERVIEW, THEMES = 0.050, 0.080, 0.100, 0.400, 0.300  # seconds
LARGEST_WORK, LARGEST_SCRIPT = 60_000, 60_000  # bytes
SCRIPT = re.compile(r'<script[^>]* src="(?:/console)?(/static/[^"]+)"')
READER = "bench"
DEEPER = 2.0  # how many times a deep page may take what the first takes: noise, not growth


@dataclass(frozen=True)
class Page:
    """An address, how long 95 of 100 answers may take, in seconds, and how many bytes one may have."""

    name: str
    path: str
    target: float
    largest: int | None = None


def pages(conversations: int) -> list[Page]:
    """What people open all day, with common, rare and absent things asked for."""
    lists = {
        "conversations": "conversations",
        "… complaints": "conversations?intent=complaint",
        "… goodbyes (1 %)": "conversations?intent=bye",
        "… uncertain": "conversations?uncertain=true",
        "… corrected": "conversations?reviewed=corrected",
        "… not reviewed": "conversations?reviewed=no",
        "… with a person now": "conversations?handover=now",
        "… ever with a person": "conversations?handover=ever",
        "… open case": "conversations?case=open",
        "… settled case": "conversations?case=settled",
        "… low score": "conversations?score=low",
        "… good score": "conversations?score=good",
        "… one outlet": "conversations?outlet=outlet-3",
        "… unsure, 0 to 5 %": "conversations?least=0&most=5",
        "… a week in spring": "conversations?from=2026-04-01&to=2026-04-07",
        "… nothing fits": "conversations?intent=praise&case=open&language=en&most=1",
        "cases": "cases",
        "cases, snoozed": "cases?snoozed=true",
        "cases, one tag": "cases?tag=refund",
        "cases, mine and overdue": "cases?assignee=mine&overdue=true",
        "cases, board": "cases?shelf=board",
        "cases, settled": "cases?shelf=settled",
        "alarms": "alarms",
        "review queue": "review",
        "responses": "responses",
        "spot checks": "checks",
    }
    words = {
        "a common word": "refund",
        "a common pair": "退款",
        "one character": "慢",
        "a phrase": "送来的汤",
        "a rare word": RARE[1],
        "a rare phrase": RARE[0],
        "two words": "courier booking",
        "nothing found": "nosuchword",
    }
    work = {
        "one conversation": f"conversations/{conversations // 2}",
        "… the newest": f"conversations/{conversations}",
        "… an answer looked up": f"conversations/{conversations // 2}?find=退款",
    }
    return [
        *(Page(name, path, LIST) for name, path in lists.items()),
        *(Page(name, path, WORK, LARGEST_WORK) for name, path in work.items()),
        *(Page(f"search: {name}", f"conversations?q={quote(q)}", SEARCH) for name, q in words.items()),
        Page("search with a filter", f"conversations?q={quote('退款')}&case=open", SEARCH),
        Page("overview", "overview", OVERVIEW),
        *(
            Page(f"themes: {source}, {name}", f"themes?source={source}{period}", THEMES)
            for source in ThemeSource
            for name, period in (("the usual days", ""), ("a year", "&from=2025-11-24&to=2026-11-23"))
        ),
    ]


async def logged_in(database: Database) -> httpx.AsyncClient:
    """A browser in which an administrator is logged in."""
    deps = console_deps(database, shipped_house(), lambda: NOW)
    async with database.transaction() as session:
        reader = await session.scalar(select(Staff.id).where(Staff.name == READER))
        if reader is None:  # a database that is kept has one
            reader = (await add_member(session, READER, Role.ADMINISTRATOR, "-", NOW)).id
        token = await open_session(session, reader, NOW)
    transport = httpx.ASGITransport(build_console(deps), client=("127.0.0.1", 50_000))
    cookies = {"huifang": token}
    return httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1", cookies=cookies)


@dataclass(frozen=True)
class Timed:
    """How long each answer took, in seconds and sorted, and the bytes of the last one."""

    seconds: Sequence[float]
    size: int


async def timed(browser: httpx.AsyncClient, path: str, times: int) -> Timed:
    """Ask so many times; the first of all warms up and does not count."""
    seconds, size = [], 0
    for _ in range(times + 1):
        begun = time.perf_counter()
        response = await browser.get(f"/{path}")
        seconds.append(time.perf_counter() - begun)
        assert response.status_code == 200, (path, response.status_code)
        size = len(response.content)
    return Timed(sorted(seconds[1:]), size)


async def measured(name: str, url: str, conversations: int, times: int) -> bool:
    """Fill a database, print how quick its pages are, and whether all are quick enough."""
    database = Database.at(url)
    await upgrade(database)
    begun = time.perf_counter()
    if not await is_filled(database):
        await Talks(NOW, conversations).fill(database)
    await fold_all(database, NOW, ZONE)
    spent = time.perf_counter() - begun
    print(f"\n{name}: {5 * conversations:,} messages in {spent:.0f} s, {load_average()}", flush=True)
    async with await logged_in(database) as browser:
        keep_loaded()  # as the application does
        results = [line(page, await timed(browser, page.path, times)) for page in pages(conversations)]
        results.append(await depth(browser, conversations, times))
        results.append(await scripts(browser, conversations))
    print(f"  {load_average()}", flush=True)
    await database.close()
    return all(results)


def line(page: Page, answers: Timed) -> bool:
    """Print one row of the table; whether it is within its targets."""
    p95 = answers.seconds[int(len(answers.seconds) * 0.95)]
    is_light = page.largest is None or answers.size <= page.largest
    verdict = "TOO SLOW" if p95 > page.target else "ok" if is_light else "TOO LARGE"
    spent = (
        f"p50 {median(answers.seconds) * 1000:7.1f}  p95 {p95 * 1000:7.1f}  of {page.target * 1000:.0f} ms"
    )
    print(f"  {page.name:<32} {spent}  {answers.size / 1000:5.1f} kB  {verdict}", flush=True)
    return verdict == "ok"


async def depth(browser: httpx.AsyncClient, conversations: int, times: int) -> bool:
    """Compare the first page of all conversations with pages in the middle and near the end."""
    step = timedelta(days=DAYS) / conversations
    middles = []
    for part in (1.0, 0.5, 0.01):
        number = int(conversations * part)
        at = NOW - timedelta(days=DAYS) + number * step + timedelta(minutes=4)
        answers = await timed(browser, f"conversations?before={cursor_text(Cursor(at, number))}", times)
        middles.append(median(answers.seconds))
    shown = " / ".join(f"{each * 1000:.1f}" for each in middles)
    print(f"  a page at the beginning / in the middle / near the end: p50 {shown} ms", flush=True)
    return max(middles) <= DEEPER * middles[0]


async def scripts(browser: httpx.AsyncClient, conversations: int) -> bool:
    """Print how much script the page has on which an agent works, and whether it is little enough."""
    page = (await browser.get(f"/conversations/{conversations // 2}")).text
    sizes = [len((await browser.get(path)).content) for path in SCRIPT.findall(page)]
    print(f"  {len(sizes)} scripts of one conversation: {sum(sizes) / 1000:.1f} kB", flush=True)
    return 0 < sum(sizes) <= LARGEST_SCRIPT


def main() -> None:
    """Measure on both databases; exit with 1 where something is too slow."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.console", description=__doc__)
    parser.add_argument("--conversations", type=int, default=CONVERSATIONS)
    parser.add_argument("--times", type=int, default=40, help="how often each page is asked for")
    parser.add_argument("--keep", type=Path, help="a folder in which the databases stay for the next time")
    parser.add_argument("--only", choices=("SQLite", "PostgreSQL"))
    options = parser.parse_args()
    with databases("console", options.keep) as addresses:
        chosen = {name: url for name, url in addresses.items() if options.only in (None, name)}
        results = [
            asyncio.run(measured(name, url, options.conversations, options.times))
            for name, url in chosen.items()
        ]
    raise SystemExit(0 if all(results) else 1)


if __name__ == "__main__":
    main()

"""Visits to the console of the real application: browsers, and a request to each of its addresses."""

import re
from datetime import UTC, datetime, timedelta

import httpx
from argon2 import PasswordHasher
from sqlalchemy import insert, select
from starlette.applications import Starlette

from actions.quality.scorecard import load_scorecard
from actions.staff.passwords import LANES, MEMORY_KIB, PASSES
from actions.staff.roster import add_member
from bot.console.answers.answer_fields import field_name, fields_of
from bot.console.web.guard import StaffPage
from store.models.staff import Staff
from store.models.training_runs import LearningKind, LearningRun, LearningStatus
from store.reports.period import EARLIEST, LATEST
from tests.actions.answers.documents import document
from tests.bot.console.browser import NAMES, PASSWORD, Browser, Browsers
from tests.conftest import DATA
from tests.faults.stage import Stage

CRITERIA = load_scorecard(DATA / "scorecard.yml").criteria
PLACEHOLDER = re.compile(r"\{(\w+):int\}")
NOBODY = 10**9  # an id that nothing has
# What every form of the console takes, so that nothing but the refusal under test can refuse it.
FIELDS = {
    "language": "en",
    "queue": "uncertain",
    "sampled_by": "everything",
    "from": f"{EARLIEST}",
    "to": f"{LATEST}",
    "size": "3",
    **{f"mark-{name}": "met" for name in CRITERIA},
    "intent": "complaint",
    "text": "We are looking into it.",
    "name": "mine",
    "like": "surveys.effort",
    "query": "intent=complaint",
    "status": "waiting",
    "priority": "high",
    "assignee": "",
    "role": "agent",
    "old": "not the password",
    "new": "another good password",
    "secret": "A" * 32,
    "code": "0",
    "sure": "yes",
    "number": "7",
    "conversation": "1",
    "reason": "solved",
    "messages": "1",
    "alarms": "1",
    "chosen": "1",
    "quote": "1",
    "away": "false",
    "caption": "Look",
    "key": "no-such-answer",
    "step": "name",
    "span": "hour",
    "tag": "Refund",
    "into": "1",
    "watch": "true",
    "tell": "",
    "kind": "inquiry",
    "attribute": "Room",
    "value": "12",
    "starter": "shop",
    "person": "1",
    "criterion": "courtesy",
    "due": f"{LATEST}",
    "url": "https://crm.example/hook",
    "outlets": "north, south",
    "case.opened": "true",
    "yaml": (DATA / "rules.yml").read_text(encoding="utf-8"),
    **{
        field_name(*field): text
        for field, text in fields_of(document("怎么退货？", "七天内可以退。", "能退吗")).items()
    },
}
# Addresses that lead back to their page, which says that nothing has this number.
SAID_SO = {"/filters/{filter:int}/drop", "/staff/{member:int}/role", "/staff/{member:int}/disable"}
# What they make is shown in the answer itself, and never again.
SHOWN_ONCE = {"/keys", "/room/code", "/room/own-code", "/first-steps/bot", "/webhooks"}
# What it says when the password of `FIELDS` is wrong stands in the answer itself.
REFUSED = {"/staff"}
# Forms whose page shows what was found, or what is wrong with the fields above.
SHOWN = {"/answers/new/check": 200, "/answers/exchange": 422, "/customers/import": 422}


class Visitors(Browsers):
    """Browsers on this machine, each at the address of loopback (127.0.0.0/8) that it is given."""

    def __init__(self, site: str) -> None:
        super().__init__(Starlette(), site)

    def _way(self, address: str) -> httpx.AsyncBaseTransport:
        return httpx.AsyncHTTPTransport(local_address=address)


async def employ(stage: Stage) -> None:
    """One member of staff of each role, all with `PASSWORD`, in a house where a model is being trained.

    So what the tests post starts no training.
    """
    hasher = PasswordHasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=LANES)
    hashed, now = hasher.hash(PASSWORD), datetime.now(UTC)
    async with stage.database.transaction() as session:
        known = set(await session.scalars(select(Staff.name)))
        for role, name in NAMES.items():
            if name not in known:
                await add_member(session, name, role, hashed, now)
        began = now + timedelta(days=1)
        run = {"kind": LearningKind.LEARN, "status": LearningStatus.RUNNING, "started_at": began}
        await session.execute(insert(LearningRun).values(**run, requested_at=now))


def address(path: str, **ids: int) -> str:
    """An address with these ids, and with one that nothing has where none is given."""
    filled = PLACEHOLDER.sub(lambda found: str(ids.get(found.group(1), NOBODY)), path)
    for place, name in {"{chart}": "csat", "{reference}": "HF-999999", "{document}": "rules"}.items():
        filled = filled.replace(place, name)
    return filled


async def ask(browser: Browser, page: StaffPage, target: str) -> int:
    """The status of what a browser gets there; forms are filled in as far as anybody can."""
    if page.most_files:
        return (await browser.post_file(target, b"content", **FIELDS)).status_code
    if page.method == "POST":
        return (await browser.post(target, **FIELDS)).status_code
    if page.path == "/live":  # it has no end
        async with browser.client.stream("GET", f"/console{target}") as response:
            return response.status_code
    return (await browser.get(target)).status_code


def answer_to_foreign(page: StaffPage) -> int:
    """The status of an allowed visit whose ids do not exist."""
    names_a_row = any(each in page.path for each in (":int}", "{reference}", "{checksum}"))
    if names_a_row and page.path not in SAID_SO:
        return 404
    if page.method == "POST" and page.path in SHOWN:
        return SHOWN[page.path]
    if page.method == "POST" and page.path in REFUSED:
        return 409
    return 200 if page.method == "GET" or page.path in SHOWN_ONCE else 303

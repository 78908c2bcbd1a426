"""Faults 5, 7 and 11 to 13 where Telegram delivers: many at once, out of order, and from strangers."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from sqlalchemy import select

from bot.sandbox.server.fault_plan import WEBHOOK, FaultKind
from store.models.address import Address
from store.models.cases import Case, CaseKind
from store.models.customers import Customer
from store.models.queues import InboxItem
from store.models.surveys import Answer
from tests.faults.stage import Stage, rating, staged

pytestmark = [pytest.mark.rasa, pytest.mark.asyncio(loop_scope="module")]
SECRET = "only-Telegram-knows"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(folder: Path, empty_database: str, nlu_url: str) -> AsyncIterator[Stage]:
    """An application to which updates are delivered."""
    async with staged(folder, empty_database, nlu_url, HUIFANG_WEBHOOK_SECRET=SECRET) as made:
        made.installation.environment["HUIFANG_TELEGRAM_WEBHOOK"] = made.installation.site
        await made.start()
        yield made


async def post(stage: Stage, body: bytes, secret: str | None = SECRET) -> int:
    """Deliver as Telegram does; the status."""
    headers = {"Content-Type": "application/json"} | ({HEADER: secret} if secret is not None else {})
    async with httpx.AsyncClient(base_url=stage.installation.site, trust_env=False, timeout=30) as http:
        return (await http.post("/telegram/webhook", content=body, headers=headers)).status_code


def update(number: int, chat: int = 5) -> bytes:
    """An update with a command."""
    place = {"id": chat, "type": "private", "first_name": "C"}
    author = {"id": chat, "is_bot": False, "first_name": "C"}
    message = {"message_id": number, "date": 1, "chat": place, "from": author, "text": "/status"}
    return json.dumps({"update_id": number, "message": message}).encode()


async def test_05_same_update_fifty_times_at_once_is_one_row(stage: Stage) -> None:
    statuses = await asyncio.gather(*(post(stage, update(505)) for _ in range(50)))
    kept = await stage.rows(select(InboxItem.id).where(InboxItem.update_id == 505))
    assert (Counter(statuses), len(kept)) == ({200: 50}, 1)


async def _refused(stage: Stage, times: int) -> None:
    """Wait until the only order has been met so often."""
    async with asyncio.timeout(60):
        while (await stage.telegram.faults())[0]["hits"] < times:
            await asyncio.sleep(0.05)


async def test_07_tap_that_overtakes_its_message_comes_out_right(stage: Stage) -> None:
    customer = await stage.opened()
    question = await stage.asked(customer, "07")
    await stage.order(kind=FaultKind.TIMEOUT_BEFORE, method=WEBHOOK, chat=customer, count=None)
    late = await stage.telegram.send_text(customer, "东西坏了，太差劲了，我要投诉")
    await _refused(stage, 4)  # Telegram tries again after 1, 3 and 7 seconds, and then after 15
    await stage.telegram.clear_faults()
    tapped = await stage.telegram.tap(customer, question.message_id, rating(question, 5))
    for written in (tapped, late):
        await stage.until_done(written.update_id)
    order = (
        select(InboxItem.update_id).where(InboxItem.lane == Address(customer)).order_by(InboxItem.id.desc())
    )
    assert await stage.rows(order.limit(2)) == [late.update_id, tapped.update_id]
    assert await stage.rows(select(Answer.number).where(Answer.question == "satisfaction")) == [5]
    # By now the survey waits for a comment, but the complaint was written before that: it is none.
    cases = select(Case.kind).join(Customer, Customer.id == Case.customer_id)
    assert await stage.rows(cases.where(Customer.address == Address(customer))) == [CaseKind.COMPLAINT]
    await stage.say(customer, "师傅很专业")
    comments = select(Answer.text).where(Answer.question == "comment")
    assert await stage.rows(comments) == ["师傅很专业"]


async def test_11_database_that_is_down_is_503_and_then_recovered(stage: Stage) -> None:
    customer = await stage.opened()
    async with stage.absent():
        statuses = await asyncio.gather(*(post(stage, update(number)) for number in (1101, 1102)))
        written = await stage.telegram.send_text(customer, "/status")
    assert statuses == [503, 503]
    await stage.until_done(written.update_id, 60)
    assert [await post(stage, update(number)) for number in (1101, 1102)] == [200, 200]


async def test_12_bad_or_missing_secret_is_403_and_nothing_of_it_is_logged(stage: Stage) -> None:
    before = len(stage.application.lines)
    statuses = [
        await post(stage, update(1200), secret) for secret in (None, "", "guessed-secret", SECRET[:-1])
    ]
    kept = await stage.rows(select(InboxItem.id).where(InboxItem.update_id == 1200))
    said = "\n".join(stage.application.lines[before:])
    assert (statuses, kept, "guessed" in said, SECRET[:-1] in said) == ([403] * 4, [], False, False)


async def test_13_large_and_deeply_nested_bodies_are_refused(stage: Stage) -> None:
    large = await post(stage, b'{"update_id": 1300, "message": "' + b"x" * 10_000_000 + b'"}')
    nested = await post(stage, b'{"update_id": 1301, "message": ' + b"[" * 100_000 + b"]" * 100_000 + b"}")
    assert (large, nested, (await stage.installation.get("/healthz")).status_code) == (413, 400, 200)

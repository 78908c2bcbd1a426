"""Fault 51: names, passwords, tokens, numbers of phones, IDs and cards that came in are in no log line."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from sqlalchemy import select, text

from actions.staff.api_keys import issue
from store.models.address import Address
from store.models.conversations import Conversation
from store.models.customers import Customer
from store.models.queues import InboxItem, InboxStatus
from store.models.staff import Role
from tests.bot.console.browser import PASSWORD
from tests.faults.stage import Stage, staged
from tests.faults.visits import Visitors, employ

pytestmark = [pytest.mark.rasa, pytest.mark.asyncio(loop_scope="module")]
NAME, PHONE, CARD, IDENTITY = "Plantagenet", "13912345678", "6222021234567890128", "11010519491231002X"
BOT_TOKEN = "1000:AAEplantedPlantedPlantedPlantedPlan"
PLANTED = f"I am {NAME}, {PHONE}, {IDENTITY}, card {CARD}"
STUMBLE = "stumble"  # a message with this word cannot be written down
# How a database refuses it, in words that quote the row.
TRAPS = {
    True: f"""CREATE TRIGGER stumble BEFORE INSERT ON messages WHEN new.text LIKE '%{STUMBLE}%' BEGIN
    SELECT RAISE(ABORT, 'failing row contains {PLANTED}'); END""",
    False: f"ALTER TABLE messages ADD CONSTRAINT stumble CHECK (text NOT LIKE '%{STUMBLE}%')",
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(folder: Path, empty_database: str, nlu_url: str) -> AsyncIterator[Stage]:
    """A talkative application with a separate NLU server, and a trap in its database."""
    async with staged(folder, empty_database, nlu_url, HUIFANG_TELEGRAM_TOKEN=BOT_TOKEN) as made:
        del made.installation.environment["HUIFANG_NLU_URL"]
        await made.start(module="tests.faults.talkative", PYTHONASYNCIODEBUG="1")
        async with made.database.engine.begin() as connection:
            await connection.execute(text(TRAPS[made.database.is_sqlite]))
        yield made


async def test_51_what_was_planted_is_in_no_log(stage: Stage) -> None:
    customer = await stage.telegram.customer(NAME, "en")
    await stage.say(customer, PLANTED, within=90)
    await _in_every_kind_of_update(stage, customer)
    key = await _at_the_api(stage)
    cookie = await _in_the_console(stage, customer)
    await stage.application.stop()
    lines = [*stage.application.lines, *stage.installation.sandbox.lines]
    events = ("update failed", "update parked", "page failed")
    assert [event for event in events if not any(event in line for line in lines)] == []
    assert any(line.startswith("DEBUG ") for line in lines)
    secrets = (NAME, PHONE, CARD, IDENTITY, BOT_TOKEN.partition(":")[2], key, PASSWORD, cookie)
    assert [line for line in lines if any(secret in line for secret in secrets)] == []


async def _in_every_kind_of_update(stage: Stage, customer: int) -> None:
    written = await stage.telegram.send_text(customer, "/start")
    await stage.telegram.edit(customer, written.message_id, f"{PLANTED}!")
    await stage.telegram.attach(customer, "document", caption=PLANTED, name=f"{PHONE}.pdf")
    await stage.telegram.tap(customer, written.message_id, f"s:{PHONE}", forge=True)
    sender = {"id": customer, "is_bot": False, "first_name": NAME}
    chat = {"id": customer, "type": "private", "first_name": NAME}
    message = {"message_id": 901, "date": 1, "chat": chat, "from": sender}
    contact = {"phone_number": PHONE, "first_name": NAME}
    await stage.telegram.inject("message", {**message, "contact": contact})
    poison = await stage.telegram.inject("message", {**message, "message_id": PLANTED})
    stumbles = await stage.telegram.inject("message", {**message, "text": f"{PLANTED} {STUMBLE}"})
    await stage.application.said("update failed")
    tried = select(InboxItem.attempts > 0).where(InboxItem.update_id == stumbles)
    await stage.until(tried, wanted=True)
    status = select(InboxItem.status).where(InboxItem.update_id == poison)
    await stage.until(status, InboxStatus.PARKED)


async def _at_the_api(stage: Stage) -> str:
    """What a till sends, well and badly; its key."""
    async with stage.database.transaction() as session:
        key = await issue(session, "till", datetime.now(UTC))
    told = {
        "source": "till",
        "id": CARD,
        "customer": {"external_id": PHONE},
        "ended_at": datetime.now(UTC).isoformat(),
    }
    async with httpx.AsyncClient(base_url=stage.installation.site, trust_env=False, timeout=30) as http:
        for body in (told, {**told, "outlet": "north"}, {**told, "ended_at": PLANTED}, PLANTED):
            await http.post("/api/v1/services/ended", json=body, headers={"Authorization": f"Bearer {key}"})
        await http.post("/api/v1/services/ended", json=told, headers={"Authorization": f"Bearer {key}x"})
    return key


async def _in_the_console(stage: Stage, customer: int) -> str:
    """What staff look for and write, well and badly; the cookie of their session."""
    await employ(stage)
    visitors = Visitors(stage.installation.site)
    await visitors.open().log_in(PHONE, f"{PASSWORD}{CARD}")
    browser = await visitors.logged_in(Role.MANAGER)
    (talk,) = await stage.rows(
        select(Conversation.id).join(Customer).where(Customer.account == Address(customer))
    )
    await browser.get(f"/conversations?q={PHONE}&from={CARD}")
    await browser.get(f"/conversations?q={PHONE}")
    await browser.get(f"/conversations/{talk}")
    await browser.post(f"/conversations/{talk}/notes", text=PLANTED)
    await browser.post(f"/conversations/{talk}/take-over")
    failed = await browser.post(f"/conversations/{talk}/reply", text=f"{PLANTED} {STUMBLE}")
    assert failed.status_code == 409
    cookie = browser.session or ""
    await visitors.close()
    return cookie

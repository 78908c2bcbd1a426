"""Faults 1 to 4, 22 and 31: the power goes at every step of a message's way. A few cuts serve all."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio
from sqlalchemy import Select, select, text

from bot.sandbox.control.customer_moves import SentMessage
from bot.sandbox.server.fault_plan import FaultKind
from store.models.address import Address
from store.models.cases import Case
from store.models.conversations import Direction, Message
from store.models.customers import Customer
from store.models.queues import InboxItem, InboxStatus, OutboxItem, OutboxStatus
from tests.faults.stage import LEASE, Stage

pytestmark = [pytest.mark.rasa, pytest.mark.asyncio(loop_scope="module")]
COMPLAINT = "东西坏了，太差劲了，我要投诉"
AN_HOUR = 3600.0
A_WHILE = 15.0


@dataclass(frozen=True)
class Cut:
    """What one customer wrote before the cut, and where it stood then."""

    stage: Stage
    customer: int
    written: SentMessage

    async def settle(self) -> None:
        """Wait until the message has had its effect and nothing of it is on its way."""
        await self.stage.until_done(self.written.update_id, LEASE)
        await self.stage.until_calm(self.customer, LEASE)

    async def effects(self) -> tuple[int, int, int, int]:
        """Rows in the inbox, messages, cases, and replies in the chat."""
        known = select(InboxItem.id).where(InboxItem.update_id == self.written.update_id)
        heard = select(Message.id).where(
            Message.address == Address(self.customer), Message.direction == Direction.IN
        )
        cases = select(Case.id).join(Customer, Customer.id == Case.customer_id)
        counts = [await self.stage.rows(each) for each in (known, heard, _of(cases, self.customer))]
        replies = await self.stage.replies(self.customer)
        return len(counts[0]), len(counts[1]), len(counts[2]), len(replies)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def cuts(stage: Stage) -> dict[str, Cut]:
    """Five customers, each cut off at another step."""
    made = {"before the mark": await _while_being_sent(stage)}
    made["before the send"] = await _before_the_send(stage)
    made["in the handler"] = await _in_the_handler(stage)
    made["before the ack"] = await _before_the_ack(stage)
    await stage.application.kill()
    await stage.telegram.clear_faults()
    await stage.nlu.open()
    await stage.start()
    made["before the commit"] = await _before_the_commit(stage)
    return made


async def test_01_kill_before_the_commit_is_redelivered_with_one_effect(cuts: dict[str, Cut]) -> None:
    cut = cuts["before the commit"]
    await cut.settle()
    assert await cut.effects() == (1, 1, 1, 1)


async def test_02_kill_before_the_acknowledgement_is_deduplicated(cuts: dict[str, Cut]) -> None:
    cut = cuts["before the ack"]
    await cut.settle()
    assert await cut.effects() == (1, 1, 1, 1)


async def test_03_kill_in_the_handler_has_one_effect(cuts: dict[str, Cut]) -> None:
    cut = cuts["in the handler"]
    await cut.settle()
    assert await cut.effects() == (1, 1, 1, 1)


async def test_04_kill_after_the_effect_is_sent_after_the_restart(cuts: dict[str, Cut]) -> None:
    cut = cuts["before the send"]
    await cut.settle()
    assert await cut.effects() == (1, 1, 1, 1)


async def test_22_kill_between_send_and_mark_is_unknown_shown_and_not_repeated(
    cuts: dict[str, Cut],
) -> None:
    cut = cuts["before the mark"]
    await cut.settle()
    rows = select(OutboxItem.id).where(
        OutboxItem.address == Address(cut.customer), OutboxItem.status == OutboxStatus.UNKNOWN
    )
    unknown = [f"outbox:{number}" for number in await cut.stage.rows(rows)]
    assert (await cut.effects(), len(unknown)) == ((1, 1, 1, 1), 1)
    assert set(unknown) <= set(await cut.stage.alarms("outbox.unknown"))


async def _while_being_sent(stage: Stage) -> Cut:
    """The reply is in the chat, and the answer of Telegram never comes."""
    customer = await stage.customer()
    await stage.order(kind=FaultKind.TIMEOUT_AFTER, method="sendmessage", chat=customer, seconds=AN_HOUR)
    written = await stage.telegram.send_text(customer, COMPLAINT)
    await stage.telegram.wait_for_reply(customer, written.seq, 30)
    return Cut(stage, customer, written)


async def _before_the_send(stage: Stage) -> Cut:
    """Telegram has told the bot to be silent for a while; meanwhile a message has its effect."""
    other, customer = await stage.customer(), await stage.customer()
    await stage.order(kind=FaultKind.TOO_MANY_REQUESTS, method="sendmessage", chat=other, seconds=A_WHILE)
    await stage.telegram.send_text(other, "/start")
    await stage.fault_is_over()
    written = await stage.telegram.send_text(customer, COMPLAINT)
    await stage.until_done(written.update_id)
    await stage.until_sends(customer, OutboxStatus.PENDING)
    return Cut(stage, customer, written)


async def _in_the_handler(stage: Stage) -> Cut:
    """The handler has asked what the message means, and waits for the answer."""
    customer = await stage.customer()
    stage.nlu.hold()
    written = await stage.telegram.send_text(customer, COMPLAINT)
    await stage.nlu.asked.acquire()
    return Cut(stage, customer, written)


async def _before_the_ack(stage: Stage) -> Cut:
    """The update is committed; the call that acknowledges it is on its way."""
    customer = await stage.customer()
    await stage.order(kind=FaultKind.TIMEOUT_BEFORE, method="getupdates", seconds=AN_HOUR)
    written = await stage.telegram.send_text(customer, COMPLAINT)
    await stage.until(select(InboxItem.status).where(InboxItem.lane == Address(customer)), InboxStatus.NEW)
    await stage.fault_is_over()
    assert (await stage.telegram.status())["bots"][0]["waiting"] > 0
    return Cut(stage, customer, written)


async def _before_the_commit(stage: Stage) -> Cut:
    """Another process holds the database, so that nothing can be committed until the power goes."""
    customer = await stage.customer()
    async with _nobody_commits(stage):
        written = await stage.telegram.send_text(customer, COMPLAINT)
        await stage.application.kill()
    assert await stage.rows(select(InboxItem.id).where(InboxItem.lane == Address(customer))) == []
    await stage.start()
    return Cut(stage, customer, written)


@asynccontextmanager
async def _nobody_commits(stage: Stage) -> AsyncIterator[None]:
    async with stage.database.engine.connect() as connection:
        if not stage.database.is_sqlite:
            await connection.execute(text("LOCK TABLE inbox IN ACCESS EXCLUSIVE MODE"))
        else:
            await connection.execute(text("SELECT 1"))  # every transaction of ours begins with a write lock
        yield
        await connection.rollback()


def _of(statement: Select[tuple[int]], customer: int) -> Select[tuple[int]]:
    return statement.where(Customer.address == Address(customer))


async def test_31_restart_across_the_due_time_asks_once(stage: Stage) -> None:
    customer = await stage.opened()
    due = datetime.now(UTC) + timedelta(seconds=10)
    told = await stage.service_ended(customer, "31", due)
    await stage.application.kill()
    assert (told["decision"], len(await stage.replies(customer))) == ("scheduled", 1)
    await asyncio.sleep((due - datetime.now(UTC)).total_seconds())
    await stage.start()
    await stage.until_sends(customer, OutboxStatus.SENT, 2)
    await stage.restart()
    await stage.say(customer, "/status", LEASE)
    assert len(await stage.replies(customer)) == 3

"""Faults 5 to 10 and 16 to 18: what comes in twice, late, out of order, in masses, or not as it should."""

import asyncio

import psutil
import pytest
from sqlalchemy import Select, func, select

from bot.sandbox.control.control_bodies import Opening
from bot.sandbox.server.fault_plan import FaultKind
from store.models.address import Address
from store.models.cases import Case
from store.models.conversations import Direction, Message, MessageKind, Revision
from store.models.queues import InboxItem, InboxStatus, OutboxStatus
from tests.faults.stage import Stage
from tests.journeys.installation import Process

pytestmark = [pytest.mark.rasa, pytest.mark.asyncio(loop_scope="module")]
COMPLAINT = "东西坏了，太差劲了，我要投诉"


async def test_05_update_that_comes_fifty_times_is_one_row(stage: Stage) -> None:
    customer = await stage.customer()
    await stage.order(kind=FaultKind.REDELIVER, method="getupdates", count=50)
    written = await stage.telegram.send_text(customer, COMPLAINT)
    await stage.fault_is_over()
    await stage.until_done(written.update_id)
    await stage.until_sends(customer, OutboxStatus.SENT)
    kept = await stage.rows(select(InboxItem.id).where(InboxItem.update_id == written.update_id))
    assert (len(kept), len(await stage.replies(customer))) == (1, 1)


async def test_06_lower_update_id_after_an_idle_week_is_accepted(stage: Stage) -> None:
    customer = await stage.opened()
    await stage.telegram.ask("POST", "/updates/renumber", {"next_id": 7})
    written = await stage.telegram.send_text(customer, "/status")
    await stage.until_done(written.update_id)
    assert written.update_id == 7


async def test_08_hundred_updates_of_one_chat_keep_their_order(stage: Stage) -> None:
    customer = await stage.customer()
    for number in range(100):
        written = await stage.telegram.send_text(customer, f"第 {number} 条")
    await stage.until_done(written.update_id, within=60)
    heard = select(Message.text).where(
        Message.address == Address(customer), Message.direction == Direction.IN
    )
    assert await stage.rows(heard.order_by(Message.id)) == [f"第 {number} 条" for number in range(100)]
    await stage.telegram.move(customer, "block")  # the hundred replies need not be waited for


async def test_09_slow_chat_delays_no_other(stage: Stage) -> None:
    slow = await stage.customer()
    await stage.order(kind=FaultKind.TIMEOUT_BEFORE, method="sendmessage", chat=slow, seconds=60)
    await stage.telegram.send_text(slow, "/start")
    await stage.fault_is_over()
    others = [await stage.customer() for _ in range(10)]
    answered = await asyncio.gather(*(stage.say(other, "/start") for other in others))
    still = select(InboxItem.id).where(InboxItem.lane == Address(slow), InboxItem.status == InboxStatus.DONE)
    assert (len(answered), len(await stage.replies(slow)), len(await stage.rows(still))) == (10, 0, 1)


async def test_10_poison_update_is_parked_and_shown_and_the_chat_goes_on(stage: Stage) -> None:
    customer = await stage.opened()
    poison = {"message_id": "no number", "date": 0, "chat": {"id": customer, "type": "private"}}
    update_id = await stage.telegram.inject("message", poison)
    answered = await stage.say(customer, "/status")
    (parked,) = await stage.rows(select(InboxItem.id).where(InboxItem.status == InboxStatus.PARKED))
    (known_as,) = await stage.rows(select(InboxItem.update_id).where(InboxItem.id == parked))
    assert (known_as, await stage.alarms("inbox.parked")) == (update_id, [f"inbox:{parked}"])
    assert answered.text != ""


async def test_17_edited_message_is_a_revision_and_no_second_case(stage: Stage) -> None:
    customer = await stage.customer()
    since = await stage.newest(customer)
    written = await stage.telegram.send_text(customer, COMPLAINT)
    await stage.telegram.wait_for_reply(customer, since, 30)
    edited = await stage.telegram.edit(customer, written.message_id, f"{COMPLAINT}！订单 20231101")
    await stage.until_done(edited.update_id)
    (message,) = await stage.rows(
        select(Message.id).where(Message.address == Address(customer), Message.direction == Direction.IN)
    )
    earlier = await stage.rows(select(Revision.text).where(Revision.message_id == message))
    cases = await stage.rows(select(Case.id).where(Case.message_id == message))
    assert (earlier, len(cases)) == ([COMPLAINT], 1)


async def test_18_stickers_are_answered_and_unknown_kinds_are_kept_in_silence(stage: Stage) -> None:
    customer = await stage.opened()
    since = await stage.newest(customer)
    await stage.telegram.attach(customer, "sticker")
    sticker = await stage.telegram.wait_for_reply(customer, since, 30)
    chat = {"id": customer, "type": "private", "first_name": "C"}
    author = {"id": customer, "is_bot": False, "first_name": "C"}
    strange = {"message_id": 1, "date": 1, "chat": chat, "from": author, "hologram": {"depth": 3}}
    number = await stage.telegram.inject("message", strange)
    await stage.until_done(number)
    silent = [each for each in await stage.telegram.events(sticker.seq, chat=customer) if each.is_reply]
    (raw,) = await stage.rows(select(InboxItem.body).where(InboxItem.update_id == number))
    await stage.telegram.inject("message", {**strange, "message_id": 2, "text": ""})
    empty = await stage.telegram.wait_for_reply(customer, sticker.seq, 30)
    kept = select(Message.kind).where(Message.address == Address(customer), Message.direction == Direction.IN)
    kinds = await stage.rows(kept.order_by(Message.id))
    assert kinds[1:] == [MessageKind.STICKER, MessageKind.TEXT]
    assert (raw["message"]["hologram"], silent) == ({"depth": 3}, [])
    assert all((sticker.text, empty.text))


async def test_16_ten_thousand_waiting_updates_take_bounded_memory(stage: Stage) -> None:
    await stage.application.kill()
    for _ in range(10):
        await stage.telegram.burst([Opening(first_name="C", language_code="zh-hans", text="/start")] * 1000)
    # First the intake alone, which takes them all; then a worker that finds them.
    grown = [
        await _grown_until(stage, "telegram", '"polling"', select(func.count(InboxItem.id)), 10_000),
        await _grown_until(stage, "worker", "worker started", _done(), 300),
    ]
    assert [each for each in grown if each > 60] == []


def _done() -> Select[tuple[int]]:
    return select(func.count()).where(InboxItem.status == InboxStatus.DONE, InboxItem.lane > Address(0))


async def _grown_until(stage: Stage, role: str, words: str, counted: Select[tuple[int]], more: int) -> float:
    """By how many MB a process has grown when it has done so much."""
    (before,) = await stage.rows(counted)
    process = await Process.start(stage.installation.folder, stage.installation.environment, role)
    try:
        await process.said(words)
        resident = psutil.Process(process.process.pid)
        small = resident.memory_info().rss
        async with asyncio.timeout(90):
            while (await stage.rows(counted))[0] < before + more:
                await asyncio.sleep(0.2)
        return float(resident.memory_info().rss - small) / 1e6
    finally:
        await process.kill()

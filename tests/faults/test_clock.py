"""Faults 31 and 34: the clock jumps, forwards and back, while surveys are due."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import Select, select

from bot.sandbox.server.fault_plan import FaultKind
from store.models.address import Address
from store.models.customers import Customer
from store.models.queues import OutboxItem, OutboxStatus
from store.models.surveys import Invitation
from tests.faults.stage import Stage, staged
from tests.faults.tampered import CLOCK

pytestmark = [pytest.mark.rasa, pytest.mark.asyncio(loop_scope="module")]


@dataclass(frozen=True)
class Clock:
    """The file that says by how many seconds the application's clock is ahead."""

    file: Path

    def set_ahead(self, hours: float) -> None:
        beside = self.file.with_suffix(".new")  # so that no reader sees half of it
        beside.write_text(str(hours * 3600), encoding="utf-8")
        beside.replace(self.file)


@pytest.fixture(scope="module")
def clock(folder: Path) -> Clock:
    """A clock that is right."""
    made = Clock(folder / "clock")
    made.set_ahead(0)
    return made


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(folder: Path, empty_database: str, nlu_url: str, clock: Clock) -> AsyncIterator[Stage]:
    """An application that believes what the file says; its clock is right when it starts."""
    clock.set_ahead(0)
    async with staged(folder, empty_database, nlu_url) as made:
        await made.start(module="tests.faults.tampered", **{CLOCK: str(clock.file)})
        yield made


async def test_34_clock_that_jumps_sends_nothing_early_and_nothing_twice(stage: Stage, clock: Clock) -> None:
    customer = await stage.opened()
    due = datetime.now(UTC) + timedelta(hours=1)
    await stage.service_ended(customer, "34", due)
    clock.set_ahead(-5)
    await stage.say(customer, "/status")
    await stage.until_calm(customer)
    assert len(await stage.replies(customer)) == 2  # a clock put back asks nothing

    clock.set_ahead(2)
    question = await stage.telegram.wait_for(customer, lambda event: bool(event.buttons), 0, 30)
    await stage.until_calm(customer)
    clock.set_ahead(0)
    await stage.say(customer, "/status")
    await stage.until_calm(customer)
    clock.set_ahead(3)
    await stage.say(customer, "/status")
    asked = [each for each in await stage.telegram.replies(customer) if each.buttons]
    assert [each.message_id for each in asked] == [question.message_id]


@pytest.mark.parametrize("way", ["while it runs", "while it is stopped"])
async def test_34_clock_that_is_put_back_holds_no_chat_up(stage: Stage, clock: Clock, way: str) -> None:
    clock.set_ahead(5)
    customer = await stage.opened()
    await stage.order(kind=FaultKind.TOO_MANY_REQUESTS, method="sendmessage", chat=customer, seconds=5)
    written = await stage.telegram.send_text(customer, "/status")
    await stage.until(put_off(customer), wanted=True)
    if way == "while it is stopped":
        await stage.application.kill()
    clock.set_ahead(0)
    if way == "while it is stopped":
        await stage.start(module="tests.faults.tampered", **{CLOCK: str(clock.file)})
    answered = await stage.telegram.wait_for_reply(customer, written.seq, 30)
    assert (answered.at - written.at >= 5, len(await stage.replies(customer))) == (True, 2)


def put_off(customer: int) -> Select[tuple[bool]]:
    """Whether a message to the customer was refused and is to be sent again."""
    return select(OutboxItem.error.is_not(None)).where(
        OutboxItem.address == Address(customer), OutboxItem.status == OutboxStatus.PENDING
    )


async def test_31_reminder_across_a_clock_change_is_sent_once(stage: Stage, clock: Clock) -> None:
    clock.set_ahead(0)
    customer = await stage.opened()
    await stage.asked(customer, "31")
    reminded = (
        select(Invitation.reminded_at.is_not(None))
        .join(Customer, Customer.id == Invitation.customer_id)
        .where(Customer.address == Address(customer))
    )
    for ahead, known in ((47, False), (49, True), (50, True)):
        clock.set_ahead(ahead)
        await stage.until(reminded, known)
        await stage.say(customer, "/status")
        await stage.until_calm(customer)
    asked = [each for each in await stage.telegram.replies(customer) if each.buttons]
    assert len(asked) == 2

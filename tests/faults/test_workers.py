"""Fault 32: two senders never claim the same row. On SQLite there is only ever one."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from store.models.address import Address
from store.models.queues import OutboxAction, OutboxItem, OutboxStatus
from store.queues import outbox
from store.queues.outgoing import Outgoing
from tests.faults.stage import Stage
from tests.journeys.installation import Process

pytestmark = [pytest.mark.rasa, pytest.mark.asyncio(loop_scope="module")]
CUSTOMERS, EACH = 30, 4


async def test_32_two_senders_send_everything_once(stage: Stage) -> None:
    stage.installation.environment["HUIFANG_SEND_RATE"] = "1000"
    await stage.restart()
    settings = stage.installation.folder, stage.installation.environment
    second = await Process.start(*settings, "worker", module="tests.journeys.patient")
    if stage.database.is_sqlite:
        assert (await second.ended(60), "SQLite takes one only" in "\n".join(second.lines)) == (1, True)
        return
    await second.said("worker started")
    customers = [await stage.opened() for _ in range(CUSTOMERS)]
    texts = [f"通知 {number}" for number in range(EACH)]
    async with stage.database.transaction() as session:
        for customer in customers:
            for text in texts:
                await outbox.add(
                    session, Outgoing(Address(customer), OutboxAction.SEND, text), datetime.now(UTC)
                )
    sent = select(func.count()).where(OutboxItem.status == OutboxStatus.SENT)
    await stage.until(sent, CUSTOMERS * (EACH + 1), 60)
    assert [(await stage.replies(customer))[1:] for customer in customers] == [texts] * CUSTOMERS
    assert await second.stop() == 0

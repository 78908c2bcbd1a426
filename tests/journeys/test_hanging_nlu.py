"""A server of ours that hangs is told of, ended and started again, and then customers are understood."""

import asyncio
import json
import os
import signal
from collections.abc import Callable

import pytest
from sqlalchemy import select

from bot.sandbox.control.sandbox_client import SandboxClient
from bot.worker.receiving.nlu_watch import AWAY
from store.engine.database import Database
from store.models.queues import Alarm
from tests.journeys.installation import Installation, Process

pytestmark = pytest.mark.rasa
# A minute until staff are told, and about two until the server is ended; a busy machine takes longer.
LONGEST = 400.0


async def test_server_that_hangs_is_told_of_and_started_again(
    installation: Installation, telegram: SandboxClient
) -> None:
    del installation.environment["HUIFANG_NLU_URL"]  # so that it starts and supervises one of its own
    application = await installation.start()
    customer = await telegram.customer("小王", "zh-hans")
    (hanging,) = servers(application)
    os.kill(hanging, signal.SIGSTOP)
    await telegram.send_text(customer, "等了两个小时还没送到，太差劲了，我要投诉")
    await until(installation, lambda alarms: alarms == [False])
    await until(installation, lambda alarms: alarms == [True])
    assert len(servers(application)) == 2
    reply = await telegram.wait_for(customer, lambda seen: "HF-000001" in seen.text, within=60)
    assert reply.text.startswith("非常抱歉")


def servers(application: Process) -> list[int]:
    """The process ids of the NLU servers that were started so far."""
    begun = [json.loads(line) for line in application.lines if '"child.started"' in line]
    return [each["pid"] for each in begun if each["name"] == "nlu"]


async def until(installation: Installation, is_so: Callable[[list[bool]], bool]) -> None:
    """Wait for the alarms about the server; of each, whether it was taken back."""
    database = Database.at(installation.environment["HUIFANG_DATABASE_URL"])
    try:
        async with asyncio.timeout(LONGEST):
            while not is_so(await alarms(database)):
                await asyncio.sleep(0.5)
    finally:
        await database.close()


async def alarms(database: Database) -> list[bool]:
    async with database.reading() as session:
        found = select(Alarm.cleared_at).where(Alarm.kind == AWAY).order_by(Alarm.id)
        return [cleared is not None for cleared in await session.scalars(found)]

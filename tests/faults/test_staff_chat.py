"""Fault 75: staff are told that their chat cannot be written to, until it can be again."""

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.telegram.send_errors import sending
from bot.timing.bell import Bell
from bot.worker.sending.outbound import Outbound, OutboundLimits
from bot.worker.sending.rate_limit import RateLimits
from store.engine.database import Database
from store.models.address import Address
from store.models.queues import Alarm
from store.queues.outbox import UNSENT
from store.queues.outgoing import Outgoing
from tests.bot.worker.conftest import outbox_rows, queue, text

STAFF = -1002222
LIMITS = OutboundLimits(poll=0.01, pace=RateLimits(chat_per_second=None, bot_per_second=None))


class TelegramThatRefuses:
    """Answers every message as Telegram does after `error`; as usual without one."""

    def __init__(self) -> None:
        self.error: TelegramError | None = None

    async def send(self, outgoing: Outgoing) -> int | None:
        with sending():
            if self.error is not None:
                raise self.error
        return 7


async def alarms_when_sent(database: Database) -> list[str]:
    """The kinds of open alarms, as soon as nothing is to be sent any more."""
    async with asyncio.timeout(20):
        while {status for _, status in await outbox_rows(database)} & set(UNSENT):
            await asyncio.sleep(0.01)
    async with database.reading() as session:
        return list(await session.scalars(select(Alarm.kind).where(Alarm.cleared_at.is_(None))))


@pytest.mark.parametrize(
    "refusal",
    [
        Forbidden("Forbidden: bot was kicked from the supergroup chat"),
        BadRequest("Bad Request: not enough rights to send text messages to the chat"),
        BadRequest("Bad Request: chat not found"),
    ],
)
async def test_75_lost_staff_chat_is_an_alarm_until_it_works_again(
    database: Database, refusal: TelegramError
) -> None:
    telegram, bell, chat = TelegramThatRefuses(), Bell(), Address(STAFF)
    outbound = Outbound(
        database,
        telegram,
        bell=bell,
        clock=lambda: datetime.now(UTC),
        owner="a",
        limits=LIMITS,
        staff_chat=chat,
    )
    loop = asyncio.create_task(outbound.run())
    telegram.error = refusal
    await queue(database, datetime.now(UTC), text("a low score", STAFF))
    assert await alarms_when_sent(database) == ["staff_chat.lost"]
    telegram.error = None
    await queue(database, datetime.now(UTC), text("a stalled case", STAFF))
    assert await alarms_when_sent(database) == []
    outbound.stop()
    await loop

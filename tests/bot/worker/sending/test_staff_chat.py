"""An alarm stays as long as the chat of staff cannot be written to."""

from collections.abc import Sequence
from datetime import datetime

import pytest
from sqlalchemy import select

from actions.turn.send_outcomes import ChatMoved, NotDelivered, SendError, Unreachable
from bot.worker.sending.send_ends import EndedSend
from bot.worker.sending.staff_chat import LOST, SUBJECT, StaffChatWatch
from store.engine.database import Database
from store.models.address import Address
from store.models.queues import Alarm, Flow, OutboxAction, OutboxStatus
from store.queues.lane_book import Lease
from store.queues.outbox import Sendable
from store.queues.outgoing import Outgoing

STAFF, MOVED, CUSTOMER = Address(-1002222), Address(-1003333), Address(42)


def ended(outcome: int | SendError | None, chat: Address = STAFF) -> EndedSend:
    row = Sendable(1, OutboxStatus.SENDING, 0, Outgoing(chat, OutboxAction.SEND, text="a case"))
    return EndedSend(Lease(Flow.OUT, chat, "a"), row, outcome)


async def after(
    database: Database, watch: StaffChatWatch, ends: Sequence[EndedSend], now: datetime
) -> list[tuple[str, str]]:
    """The open alarms after these sends."""
    async with database.transaction() as session:
        await watch.note(session, ends, now)
        open_now = select(Alarm.kind, Alarm.subject).where(Alarm.cleared_at.is_(None))
        return list((await session.execute(open_now)).tuples())


async def test_alarm_stays_until_a_message_arrives(database: Database, now: datetime) -> None:
    watch = StaffChatWatch(STAFF)
    lost = [(LOST, SUBJECT)]
    assert await after(database, watch, [ended(Unreachable("kicked"))], now) == lost
    assert await after(database, watch, [ended(Unreachable("kicked"))], now) == lost
    assert await after(database, watch, [ended(NotDelivered("no network")), ended(7, CUSTOMER)], now) == lost
    assert await after(database, watch, [ended(7)], now) == []


async def test_chat_is_followed_to_another_address(database: Database, now: datetime) -> None:
    watch = StaffChatWatch(STAFF)
    await after(database, watch, [ended(ChatMoved(MOVED))], now)
    assert await after(database, watch, [ended(Unreachable("kicked"), MOVED)], now) == [(LOST, SUBJECT)]


@pytest.mark.parametrize("chat", [STAFF, None])
async def test_chats_of_customers_raise_no_alarm(
    database: Database, now: datetime, chat: Address | None
) -> None:
    watch = StaffChatWatch(chat)
    assert await after(database, watch, [ended(Unreachable("blocked"), CUSTOMER)], now) == []

"""The events of a target that are due."""

from datetime import datetime, timedelta

from actions.webhooks.due_events import due_events
from actions.webhooks.webhook_targets import add_target, queue_test
from store.engine.database import Database
from store.models.queues import SystemEventKind


async def test_longest_waiting_comes_first_and_others_later(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        number, _ = await add_target(session, "https://crm.example/", [SystemEventKind.CASE_OPENED], now)
        for minutes in (2, 1, 0, 5):
            await queue_test(session, number, now + timedelta(minutes=minutes))
        found = await session.scalars(due_events(number, now + timedelta(minutes=2), 2))
        assert [row.at for row in found] == [now, now + timedelta(minutes=1)]
        other = await session.scalars(due_events(number + 1, now + timedelta(minutes=9), 9))
        assert other.all() == []

"""The targets of events, and their log."""

from datetime import datetime

import pytest

from actions.webhooks.webhook_targets import add_target, queue_test
from store.engine.database import Database
from store.models.queues import SystemEventKind
from store.queries.not_found import NotFound
from store.queries.system.webhook_log import list_targets, read_target


async def test_targets_are_listed_with_what_waits_and_the_log_is_newest_first(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        first, _ = await add_target(session, "https://a.example/", [SystemEventKind.CASE_OPENED], now)
        await add_target(session, "https://b.example/", [SystemEventKind.CASE_OPENED], now)
        for _ in range(2):
            await queue_test(session, first, now)
        assert [line.waiting for line in await list_targets(session)] == [2, 0]
        target, log = await read_target(session, first)
        assert (target.id, [delivery.id for delivery in log]) == (first, [2, 1])
        with pytest.raises(NotFound):
            await read_target(session, 9)

"""Many updates share a transaction, and none of them has a share in another's failure."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from actions.answers.showing.question_search import NOT_SEARCHED, SearchedQuestion
from actions.turn.incoming import Disposition, Incoming, Origin, Person, TextReceived
from actions.turn.reading import NotUnderstood, Reading, Why
from bot.timing.bell import Bell
from bot.worker.receiving.effects import MOST_TOGETHER, EffectWriter, ReadyUpdate, RetryLimits
from store.engine.database import Database
from store.engine.database_errors import LeaseLost, StoreUnavailable
from store.models.address import Address
from store.models.queues import Flow, InboxStatus, OutboxAction, OutboxStatus
from store.queues import inbox, lanes, outbox
from store.queues.inbox import InboxUpdate
from store.queues.lane_book import Lease
from store.queues.outgoing import Outgoing
from tests.bot.flaky import FlakyDatabase
from tests.bot.worker.conftest import inbox_rows, outbox_rows, receive, ringing
from tests.fakes.classifier import INQUIRY

MINUTE = timedelta(minutes=1)
AWAY = NotUnderstood(Why.UNAVAILABLE)


@dataclass(slots=True)
class Desk:
    """Answers each update; those of the chats in `broken` fail after that. Remembers who shared a session."""

    broken: set[Address] = field(default_factory=set)
    sessions: list[AsyncSession] = field(default_factory=list)

    async def __call__(
        self,
        session: AsyncSession,
        item: InboxUpdate,
        incoming: Incoming,
        reading: Reading | None,
        now: datetime,
        searched: SearchedQuestion = NOT_SEARCHED,
    ) -> Disposition:
        self.sessions.append(session)
        await outbox.add(session, Outgoing(item.lane, OutboxAction.SEND, f"re {item.update_id}"), now)
        if item.lane in self.broken:
            raise KeyError("secret")
        return Disposition.WAITING if reading == AWAY else Disposition.DONE


async def taken(database: Database, now: datetime, chats: int) -> list[tuple[Lease, InboxUpdate]]:
    """One update of each of so many chats, leased."""
    await receive(database, now, *({"chat": chat} for chat in range(1, chats + 1)))
    async with database.transaction() as session:
        leases = await lanes.lease(session, Flow.IN, "a", now, MINUTE, chats)
        items = await inbox.next_due(session, [lease.key for lease in leases], now)
    return sorted(((lease, items[lease.key]) for lease in leases), key=lambda pair: pair[0].key)


def ready(pair: tuple[Lease, InboxUpdate], reading: Reading | None = INQUIRY) -> ReadyUpdate:
    lease, item = pair
    said = TextReceived(Origin(lease.key, Person(lease.key, "Ann")), 1, item.received_at, "hello")
    return ReadyUpdate(lease, item, said, reading)


async def give_all(
    database: Database, desk: Desk, now: datetime, all_ready: Sequence[ReadyUpdate]
) -> list[datetime | BaseException | None]:
    effects = EffectWriter(database, desk, lambda: now, RetryLimits(), ringing(Bell()))
    return await asyncio.gather(*(effects.give(each) for each in all_ready), return_exceptions=True)


async def test_updates_that_are_ready_share_a_transaction(database: Database, now: datetime) -> None:
    desk = Desk()
    pairs = await taken(database, now, 5)
    assert await give_all(database, desk, now, [ready(pair) for pair in pairs]) == [None] * 5
    assert len({id(session) for session in desk.sessions}) == 1
    assert await inbox_rows(database) == [(number, InboxStatus.DONE, 0) for number in range(1, 6)]
    assert await outbox_rows(database) == [(f"re {number}", OutboxStatus.PENDING) for number in range(1, 6)]


async def test_transaction_is_not_shared_by_too_many(database: Database, now: datetime) -> None:
    desk = Desk()
    pairs = await taken(database, now, MOST_TOGETHER + 3)
    await give_all(database, desk, now, [ready(pair) for pair in pairs])
    assert [desk.sessions.count(session) for session in dict.fromkeys(desk.sessions)] == [MOST_TOGETHER, 3]


async def test_failure_of_one_leaves_the_others_their_effect(database: Database, now: datetime) -> None:
    pairs = await taken(database, now, 3)
    ends = await give_all(database, Desk(broken={Address(2)}), now, [ready(pair) for pair in pairs])
    assert [type(end) for end in ends] == [type(None), KeyError, type(None)]
    assert [row[1] for row in await inbox_rows(database)] == [
        InboxStatus.DONE,
        InboxStatus.NEW,
        InboxStatus.DONE,
    ]
    assert await outbox_rows(database) == [("re 1", OutboxStatus.PENDING), ("re 3", OutboxStatus.PENDING)]


async def test_lost_lease_leaves_the_others_their_effect(database: Database, now: datetime) -> None:
    pairs = await taken(database, now, 3)
    async with database.transaction() as session:
        await lanes.release(session, pairs[1][0], None)
    ends = await give_all(database, Desk(), now, [ready(pair) for pair in pairs])
    assert [type(end) for end in ends] == [type(None), LeaseLost, type(None)]
    assert await outbox_rows(database) == [("re 1", OutboxStatus.PENDING), ("re 3", OutboxStatus.PENDING)]


async def test_update_that_is_done_already_leaves_the_others_their_effect(
    database: Database, now: datetime
) -> None:
    pairs = await taken(database, now, 3)
    async with database.transaction() as session:
        await inbox.finish(session, [pairs[0][1].id], now)
    ends = await give_all(database, Desk(), now, [ready(pair) for pair in pairs])
    assert [type(end) for end in ends] == [LeaseLost, type(None), type(None)]
    assert await outbox_rows(database) == [("re 2", OutboxStatus.PENDING), ("re 3", OutboxStatus.PENDING)]


async def test_outage_leaves_all_as_they_were(database: Database, now: datetime) -> None:
    pairs = await taken(database, now, 3)
    flaky = FlakyDatabase(database, failures=1, at_commit=True)
    ends = await give_all(flaky, Desk(), now, [ready(pair) for pair in pairs])
    assert [type(end) for end in ends] == [StoreUnavailable] * 3
    assert await outbox_rows(database) == []


async def test_some_wait_and_some_are_done(database: Database, now: datetime) -> None:
    pairs = await taken(database, now, 2)
    ends = await give_all(database, Desk(), now, [ready(pairs[0], AWAY), ready(pairs[1])])
    assert ends == [now + RetryLimits().recheck, None]
    assert [row[1] for row in await inbox_rows(database)] == [InboxStatus.WAITING, InboxStatus.DONE]


async def test_who_does_not_wait_any_more_is_served_all_the_same(database: Database, now: datetime) -> None:
    [pair] = await taken(database, now, 1)
    effects = EffectWriter(database, Desk(), lambda: now, RetryLimits(), ringing(Bell()))
    waiting = asyncio.create_task(effects.give(ready(pair)))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await effects.close()
    assert await outbox_rows(database) == [("re 1", OutboxStatus.PENDING)]

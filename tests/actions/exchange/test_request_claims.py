"""A request under an idempotency key is done once, by one of those who try."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from actions.exchange.request_claims import (
    KEPT,
    LEASE,
    OtherRequest,
    RequestClaim,
    SentRequest,
    StillRunning,
    WriteAnswer,
    claim_request,
    drop_old_requests,
    keep_answer,
    release_claim,
)
from actions.settings.house import House
from actions.staff.api_keys import identify, issue
from store.engine.database import Database
from store.models.staff import ApiRequest

ANSWER = WriteAnswer(201, 7, '"tag"')


@pytest.fixture
async def sent(database: Database, now: datetime) -> SentRequest:
    """A request of a key."""
    async with database.transaction() as session:
        key = (await identify(session, await issue(session, "till-3", now))).id
    return SentRequest(key, "abc", b"content")


async def claim(database: Database, sent: SentRequest, at: datetime) -> RequestClaim | WriteAnswer:
    async with database.transaction() as session:
        return await claim_request(session, sent, at)


async def keep(database: Database, held: RequestClaim | WriteAnswer) -> None:
    assert isinstance(held, RequestClaim)
    async with database.transaction() as session:
        await keep_answer(session, held, ANSWER)


async def test_answer_is_repeated_for_a_day(database: Database, sent: SentRequest, now: datetime) -> None:
    await keep(database, await claim(database, sent, now))
    assert await claim(database, sent, now + KEPT - timedelta(seconds=1)) == ANSWER
    assert isinstance(await claim(database, sent, now + KEPT), RequestClaim)


async def test_other_content_is_refused(database: Database, sent: SentRequest, now: datetime) -> None:
    await keep(database, await claim(database, sent, now))
    with pytest.raises(OtherRequest):
        await claim(database, SentRequest(sent.key_id, "abc", b"other"), now)


async def test_repetition_while_the_first_runs_is_refused(
    database: Database, sent: SentRequest, now: datetime
) -> None:
    await claim(database, sent, now)
    with pytest.raises(StillRunning):
        await claim(database, sent, now + LEASE - timedelta(seconds=1))


async def test_repetition_after_the_lease_takes_the_place_of_the_first(
    database: Database, sent: SentRequest, now: datetime
) -> None:
    first = await claim(database, sent, now)
    second = await claim(database, sent, now + LEASE)
    with pytest.raises(StillRunning):
        await keep(database, first)
    await keep(database, second)
    assert await claim(database, sent, now + LEASE) == ANSWER


async def test_released_claim_is_tried_again(database: Database, sent: SentRequest, now: datetime) -> None:
    held = await claim(database, sent, now)
    assert isinstance(held, RequestClaim)
    async with database.transaction() as session:
        await release_claim(session, held)
    assert isinstance(await claim(database, sent, now), RequestClaim)


@pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
async def test_one_of_many_at_once_gets_it(database: Database, sent: SentRequest, now: datetime) -> None:
    async def tries() -> bool:
        try:
            return isinstance(await claim(database, sent, now), RequestClaim)
        except StillRunning:
            return False

    assert sum(await asyncio.gather(*(tries() for _ in range(8)))) == 1


async def test_old_requests_are_dropped(
    database: Database, sent: SentRequest, now: datetime, house: House
) -> None:
    await claim(database, sent, now)
    left = []
    for at in (now + KEPT - timedelta(seconds=1), now + KEPT):
        await drop_old_requests(database, at, house)
        async with database.reading() as session:
            left.append(await session.scalar(select(func.count(ApiRequest.id))))
    assert left == [1, 0]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_repetition_that_meets_a_claim_given_up_is_told_to_wait(
    database: Database, sent: SentRequest, now: datetime
) -> None:
    """The repetition has found the claim and waits for its row, which then is deleted."""
    held = await claim(database, sent, now)
    assert isinstance(held, RequestClaim)
    async with database.transaction() as session:
        await session.execute(select(ApiRequest.id).where(ApiRequest.id == held.id).with_for_update())
        repetition = asyncio.create_task(claim(database, sent, now))
        done, _ = await asyncio.wait({repetition}, timeout=0.5)
        await release_claim(session, held)
    assert not done
    with pytest.raises(StillRunning):
        await repetition
